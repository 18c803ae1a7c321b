// Compares an operation's answer with what AWS answered: recordings mask what differs from run to run.
import assert from 'node:assert/strict';
import type { AwsError } from '../../core/errors.ts';

/**
 * Holds the values that a case's masks stand for: `<id:1>` is the same value wherever it stands in one case.
 */
export type Masks = Map<string, string>;

export interface Identity {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Throws an AssertionError where the answer is not the recorded one. Member order does not count; a member that the
 * recording leaves out must be absent.
 */
export function assertRecorded(answer: unknown, recorded: unknown, masks: Masks, identity: Identity): void {
  compare(plain(answer), withoutTransport(recorded), '', masks, identity);
}

/** An error as the recordings write it. `message` or `Message` is the wire's matter. */
export function errorAnswer(error: AwsError): object {
  return { Error: { Code: error.code, Message: error.message }, ...error.members };
}

/** Members that AWS has added since the older recordings were made: missing there, they say nothing. */
const youngMembers = new Set(['ipAddressType']);

/** Dates as the recordings mask them, and undefined members gone. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return 'datetime';
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, plain(member)]),
  );
}

/** Without what belongs to the wire, at any depth. */
function withoutTransport(recorded: unknown): unknown {
  if (Array.isArray(recorded)) return recorded.map(withoutTransport);
  if (typeof recorded !== 'object' || recorded === null) return recorded;
  const members = Object.entries(recorded).filter(
    ([key]) => key !== 'ResponseMetadata' && !('Error' in recorded && key.toLowerCase() === 'message'),
  );
  return Object.fromEntries(members.map(([key, member]) => [key, withoutTransport(member)]));
}

function compare(answer: unknown, recorded: unknown, path: string, masks: Masks, identity: Identity): void {
  if (typeof recorded === 'string') return compareText(answer, recorded, path, masks, identity);
  // The recordings parse what looks like JSON.
  const value: unknown =
    typeof answer === 'string' && typeof recorded === 'object' ? parsed(answer, path) : answer;
  if (typeof recorded !== 'object' || recorded === null || typeof value !== 'object' || value === null) {
    return assert.deepEqual(value, recorded, path);
  }
  const answered = Object.keys(value).filter((key) => key in recorded || !youngMembers.has(key));
  const expected = Object.entries(recorded);
  assert.deepEqual(
    answered.toSorted(),
    expected.map(([key]) => key).toSorted(),
    `members of ${path || 'the answer'}`,
  );
  for (const [key, member] of expected) {
    compare((value as Record<string, unknown>)[key], member, `${path}/${key}`, masks, identity);
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new assert.AssertionError({
      message: `${path} is no JSON: ${text}`,
      actual: text,
      expected: error,
    });
  }
}

const mask = /<[^<>\s]+>/;

/** Whole masks that stand for anything at all. */
const anything = new Set([
  'datetime',
  'date',
  '<code-size>',
  'code-sha256',
  '<location>',
  'lambda-url',
  'function-url',
]);

function compareText(
  answer: unknown,
  recorded: string,
  path: string,
  masks: Masks,
  identity: Identity,
): void {
  if (anything.has(recorded)) return assert.notEqual(answer, undefined, path);
  assert.equal(typeof answer, 'string', path);
  // The masks not known yet, each a group of the expression; a second one of a name must be what the first was.
  const names: string[] = [];
  const expression = settle(recorded, identity)
    .split(/(<[^<>\s]+>)/)
    .map((part) => {
      if (!mask.test(part)) return literally(part);
      const known = masks.get(part);
      if (known !== undefined) return literally(known);
      const group = names.indexOf(part);
      if (group >= 0) return `\\${group + 1}`;
      names.push(part);
      return '(.+)';
    })
    .join('');
  const match = new RegExp(`^${expression}$`, 's').exec(String(answer));
  if (match === null) {
    const known = JSON.stringify(Object.fromEntries(masks));
    assert.equal(answer, recorded, `${path} (masks so far: ${known})`);
    assert.fail(`${path}: ${answer} is not ${recorded} (masks so far: ${known})`);
  }
  names.forEach((name, index) => masks.set(name, match[index + 1] ?? ''));
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}

function settle(recorded: string, { accountId, region }: Identity): string {
  return recorded
    .replaceAll('111111111111', accountId)
    .replaceAll('<region>', region)
    .replaceAll('<partition>', 'aws')
    .replaceAll(/<a:len\((\d+)\)>/g, (_all, length: string) => 'a'.repeat(Number(length)));
}
