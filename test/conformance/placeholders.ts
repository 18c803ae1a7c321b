// What recordings mask, as patterns: `<request-id>` is any text, and the same one wherever it stands in one case.

export interface Placeholders {
  /** Null where the text fits; what was learnt about masks is kept for the next ones. */
  mismatch(actual: string, expected: string): string | null;
  /** True for a mask that stands for a value of any type. */
  standsForAnything(expected: string): boolean;
}

export interface Identity {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

const mask = /(<[^<>\s]+>)/;

/** Masks that stand for one value in a case: numbered ones, and the id of the one request that is made. */
const standing = /[-:]\d+>$|^<request-id>$/;

/** Texts that recordings hold in place of moments. */
const moments: readonly (readonly [text: string, pattern: string])[] = [
  ['DDD MMM dd hh:mm:ss UTC yyyy', String.raw`\w{3} \w{3} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4}`],
  ['_date.json', String.raw`_\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\.json`],
  ['Day, dd MMM yyyy hh:mm:ss GMT', String.raw`\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT`],
];

/** At the start of a line of a Node.js function's log. */
const logMoment = /^(?:date|timestamp)(?=\t)/;

const anything = new Set([
  'date',
  'datetime',
  'timestamp',
  'log-result',
  'code-sha256',
  '<code-size>',
  '<latency>',
  '<log-result>',
  'function-url',
  'lambda-url',
  '<location>',
  '<function-url>',
]);

export function createPlaceholders(
  { accountId, region, partition }: Identity,
  learnt: Readonly<Record<string, string>> = {},
): Placeholders {
  const values = new Map(Object.entries(learnt));

  function patternOf(expected: string, groups: string[]): RegExp {
    const settled = expected
      .replaceAll(/<(.):len\((\d+)\)>/g, (_all, letter: string, times: string) =>
        letter.repeat(Number(times)),
      )
      .replaceAll('fake-api-id', '<fake-api-id>')
      .replaceAll('111111111111', accountId)
      .replaceAll('<region>', region)
      .replaceAll('<partition>', partition);
    const source = settled.split(mask).map((part) => {
      if (!mask.test(part)) return withMoments(part);
      const value = values.get(part);
      if (value !== undefined) return literally(value);
      if (!standing.test(part)) return '.+?';
      const group = groups.indexOf(part);
      if (group >= 0) return `\\${group + 1}`;
      groups.push(part);
      return '(.+?)';
    });
    return new RegExp(`^${source.join('')}$`, 's');
  }

  return {
    standsForAnything: (expected) => anything.has(expected),
    mismatch: (given, recorded) => {
      const [actual, expected] = [given, recorded].map(withoutInterpreterLines) as [string, string];
      const groups: string[] = [];
      const match = patternOf(expected, groups).exec(actual);
      if (match !== null) {
        groups.forEach((name, index) => values.set(name, match[index + 1]!));
        return null;
      }
      const used = (expected.match(new RegExp(mask, 'g')) ?? []).filter((name) => values.has(name));
      return used.map((name) => `${name} is ${values.get(name)}`).join(', ');
    },
  };
}

/** Line numbers of Python's own library change with each of its patch versions. */
function withoutInterpreterLines(text: string): string {
  return text.replace(/^( {2}File "(?:<frozen |\/var\/lang\/lib\/)[^"]*", line )\d+/, '$1N');
}

function withMoments(text: string): string {
  if (logMoment.test(text)) {
    return String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z` + withMoments(text.replace(logMoment, ''));
  }
  for (const [moment, pattern] of moments) {
    if (text.includes(moment)) return text.split(moment).map(withMoments).join(pattern);
  }
  return literally(text);
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
