// A function's output on its way to the client, before the gateway adds headers of its own (SPEC §3.3, §4.2–4.4).
import type { HeaderList } from '../core/header-list.ts';
import { headerBytesMax } from '../core/limits.ts';
import { decodeBase64 } from './base64.ts';
import type { BinaryMediaTypes } from './binary-media-types.ts';
import type { ProxyOutput } from './violation.ts';

export type WrittenResponse =
  | {
      readonly ok: true;
      /** Ready for node:http, one entry a value: beyond ASCII one character a byte of UTF-8. */
      readonly headers: HeaderList;
      /** The function's own as text, without the default Content-Type: log row 19b (SPEC §6.3). */
      readonly methodHeaders: HeaderList;
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly reason: 'base64-undecodable' }
  | {
      readonly ok: false;
      readonly reason: 'response-header-illegal';
      readonly name: string;
      readonly value: string;
    }
  | { readonly ok: false; readonly reason: 'response-headers-too-large'; readonly headerBytes: number };

export interface WriteOptions {
  /** The request's `Accept`. */
  readonly accept: string | undefined;
  readonly binaryMediaTypes: BinaryMediaTypes;
}

/** What happens to a name, in lower case; all others pass. */
const rules: ReadonlyMap<string, 'drop' | 'remap'> = new Map([
  ['authorization', 'remap'],
  ['connection', 'remap'],
  ['content-md5', 'remap'],
  ['date', 'remap'],
  ['max-forwards', 'remap'],
  ['server', 'remap'],
  ['user-agent', 'remap'],
  ['www-authenticate', 'remap'],
  ['expect', 'drop'],
  ['host', 'drop'],
  ['proxy-authenticate', 'drop'],
  ['te', 'drop'],
  ['trailer', 'drop'],
  ['transfer-encoding', 'drop'],
  ['upgrade', 'drop'],
  ['via', 'drop'],
  // Passes, but the gateway computes it anew.
  ['content-length', 'drop'],
  // The gateway's own. `x-amzn-Remapped-x-amzn-RequestId` is seen in public; the other two are chosen (SPEC §4.4).
  ['x-amzn-requestid', 'remap'],
  ['x-amz-apigw-id', 'remap'],
  ['x-amzn-trace-id', 'drop'],
]);

const token = /^[\w!#$%&'*+\-.^`|~]+$/;
const beyondPrintable = /[^\t\x20-\x7e]/;
// oxlint-disable-next-line no-control-regex -- these are what must not go out
const controlCharacter = /[\0-\x08\x0a-\x1f\x7f]/;
/** `: ` and the line's end count too: "names, values, any line terminators, and whitespaces" (AWS quotas page). */
const lineBytes = 4;
const emptyBody = new Uint8Array(0);

/**
 * The body is base64 decoded only where the function says it is base64 and the first media type of `Accept` is a binary
 * one; else its text goes out (SPEC §4.3). A wrong base64 text fails the request, then a header that cannot be sent,
 * then headers that are too many.
 *
 * Chosen where SPEC §5.1 #15 is silent: a name that is no HTTP token and a value with a control character other than
 * tab are illegal, and values beyond ASCII go out as UTF-8.
 */
export function writeResponse(output: ProxyOutput, options: WriteOptions): WrittenResponse {
  let body: Uint8Array | undefined = emptyBody;
  if (output.isBase64Encoded && options.binaryMediaTypes.matchesFirstAccept(options.accept)) {
    body = decodeBase64(output.body);
    if (body === undefined) return { ok: false, reason: 'base64-undecodable' };
  } else if (output.body !== '') {
    body = Buffer.from(output.body, 'utf8');
  }
  const methodHeaders: [string, string][] = [];
  let headerBytes = 0;
  let isAscii = true;
  let hasContentType = false;
  for (const [name, value] of merged(output)) {
    const key = name.toLowerCase();
    const rule = rules.get(key);
    if (rule === 'drop') continue;
    const isPlain = !beyondPrintable.test(value);
    if (!token.test(name) || (!isPlain && controlCharacter.test(value))) {
      return { ok: false, reason: 'response-header-illegal', name, value };
    }
    // The name keeps the function's casing behind the prefix (chosen).
    const sent = rule === 'remap' ? `x-amzn-Remapped-${name}` : name;
    methodHeaders.push([sent, value]);
    headerBytes += sent.length + (isPlain ? value.length : Buffer.byteLength(value)) + lineBytes;
    isAscii &&= isPlain;
    hasContentType ||= key === 'content-type';
  }
  if (headerBytes > headerBytesMax) return { ok: false, reason: 'response-headers-too-large', headerBytes };
  const headers: [string, string][] = isAscii ? methodHeaders : methodHeaders.map(asUtf8Bytes);
  return {
    ok: true,
    headers: hasContentType ? headers : [...headers, ['Content-Type', 'application/json']],
    methodHeaders,
    body,
  };
}

/**
 * Multi values first, then the single ones; a name in both maps takes the casing of multiValueHeaders (recorded). Two
 * casings of one name inside a map are two lines, which sends several cookies from `headers` alone.
 */
function merged(output: ProxyOutput): HeaderList {
  if (output.multiValueHeaders.length === 0) return output.headers;
  const casings = new Map<string, string>();
  const list: [string, string][] = [];
  for (const [name, values] of output.multiValueHeaders) {
    casings.set(name.toLowerCase(), name);
    for (const value of values) list.push([name, value]);
  }
  for (const [name, value] of output.headers) list.push([casings.get(name.toLowerCase()) ?? name, value]);
  return list;
}

function asUtf8Bytes([name, value]: readonly [string, string]): [string, string] {
  return [name, Buffer.from(value, 'utf8').toString('latin1')];
}
