// Answers in the form in which recordings hold them, without what differs with the way of transport.

const transportMembers = new Set(['HTTPHeaders', 'RequestId', 'RetryAttempts', 'HostId']);

export function asRecorded(value: unknown): unknown {
  if (value instanceof Date) return 'datetime';
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value === 'string') return withoutBytesMark(value);
  if (Array.isArray(value)) return value.map(asRecorded);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(
    ([name, member]) =>
      member !== undefined &&
      !transportMembers.has(name) &&
      // Errors say their message twice, and which name the second has is the wire's matter.
      !('Error' in value && name.toLowerCase() === 'message'),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, asRecorded(member)]));
}

/** Bytes are recorded as Python shows them: `b'{}'`. */
function withoutBytesMark(text: string): string {
  const inside = /^b'(.*)'$/s.exec(text)?.[1];
  if (inside === undefined) return text;
  return inside.replaceAll(/\\(['"\\])/g, '$1').replaceAll(String.raw`\n`, '\n');
}

/** Members that AWS has added since the older recordings were made. */
const youngMembers = new Set(['ipAddressType', 'ConfigSha256', 'QueryErrorCode']);

/** Headers that only AWS's edge adds, and those that TLS brings. */
const edgeHeader = /^(?:CloudFront-.*|Via|X-Cache|X-Amz-Cf-.*|x-amzn-tls-.*)$/i;

/** A member that says nothing where one side lacks it. The SDK for JavaScript leaves out what is null. */
export function saysNothing(name: string, recorded: unknown): boolean {
  return youngMembers.has(name) || edgeHeader.test(name) || recorded === null;
}
