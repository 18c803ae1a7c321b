// The inside of directives and references: `$a.b(1)[0]`, `$x == 'y' && !$z`, `{"k": [1..3]}`, as Velocity 1.x reads them.
import { templateBlocksNestingMax } from '../../core/limits.ts';
import {
  TemplateError,
  type Expression,
  type Nodes,
  type Operator,
  type Reference,
  type Step,
} from './template.ts';
import { JavaDouble } from './values.ts';

/** Reads a string in double quotes that holds references or directives. */
export type ReadInterpolated = (text: string) => Nodes;

/** A place in the template's text, moved on by whoever reads. */
export class Cursor {
  readonly text: string;
  at: number;
  #depth = 0;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get next(): string {
    return this.text[this.at] ?? '';
  }

  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at = pattern.lastIndex;
    return match;
  }

  take(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  skipSpace(): void {
    this.match(/\s*/y);
  }

  expect(word: string): void {
    this.skipSpace();
    if (!this.take(word)) throw this.error(`expected "${word}"`);
  }

  nested<T>(read: () => T): T {
    if (++this.#depth > templateBlocksNestingMax)
      throw this.error(`nested deeper than ${templateBlocksNestingMax} levels`);
    const result = read();
    this.#depth--;
    return result;
  }

  error(what: string): TemplateError {
    const before = this.text.slice(0, this.at).split('\n');
    const found = this.at >= this.text.length ? 'the end' : `"${this.text.slice(this.at, this.at + 20)}"`;
    return new TemplateError(
      `line ${before.length}, column ${before.at(-1)!.length + 1}: ${what}, found ${found}`,
    );
  }
}

const identifier = /[A-Za-z_][\w-]*/y;

/** `name.step(…)[…]…` behind the dollar sign and brace. */
export function readReference(cursor: Cursor, interpolated: ReadInterpolated): Reference {
  const name = cursor.match(identifier)?.[0];
  if (name === undefined) throw cursor.error('expected a name');
  const steps: Step[] = [];
  for (;;) {
    if (cursor.next === '[') {
      cursor.at++;
      const index = cursor.nested(() => readExpression(cursor, interpolated));
      cursor.expect(']');
      steps.push({ kind: 'index', index });
      continue;
    }
    const member = cursor.match(/\.([A-Za-z_][\w-]*)(\()?/y);
    if (member === null) return { name, steps };
    const step = member[1]!;
    if (member[2] === undefined) steps.push({ kind: 'property', name: step });
    else steps.push({ kind: 'method', name: step, args: readItems(cursor, interpolated, ')') });
  }
}

/** Expressions up to the closing sign, commas between them or, for macros, white space. */
export function readItems(
  cursor: Cursor,
  interpolated: ReadInterpolated,
  close: string,
  spaced = false,
): readonly Expression[] {
  const items: Expression[] = [];
  for (;;) {
    cursor.skipSpace();
    if (cursor.take(close)) return items;
    if (items.length > 0 && !cursor.take(',') && !spaced) throw cursor.error(`expected "," or "${close}"`);
    items.push(
      cursor.nested(() =>
        spaced ? readPrimary(cursor, interpolated) : readExpression(cursor, interpolated),
      ),
    );
  }
}

/** By how tightly they bind, loosest first. */
const levels: readonly (readonly (readonly [RegExp, Operator])[])[] = [
  [[/\|\||or\b/y, '||']],
  [[/&&|and\b/y, '&&']],
  [
    [/==|eq\b/y, '=='],
    [/!=|ne\b/y, '!='],
  ],
  [
    [/<=|le\b/y, '<='],
    [/>=|ge\b/y, '>='],
    [/<|lt\b/y, '<'],
    [/>|gt\b/y, '>'],
  ],
  [
    [/\+/y, '+'],
    [/-/y, '-'],
  ],
  [
    [/\*/y, '*'],
    [/\//y, '/'],
    [/%/y, '%'],
  ],
];

export function readExpression(cursor: Cursor, interpolated: ReadInterpolated, level = 0): Expression {
  if (level === levels.length) return readUnary(cursor, interpolated);
  let left = readExpression(cursor, interpolated, level + 1);
  for (;;) {
    cursor.skipSpace();
    const found = levels[level]!.find(([pattern]) => cursor.match(pattern) !== null);
    if (found === undefined) return left;
    const right = readExpression(cursor, interpolated, level + 1);
    left = { kind: 'binary', operator: found[1], left, right };
  }
}

function readUnary(cursor: Cursor, interpolated: ReadInterpolated): Expression {
  cursor.skipSpace();
  if (cursor.match(/!(?!=)|not\b/y) !== null) {
    return { kind: 'not', operand: cursor.nested(() => readUnary(cursor, interpolated)) };
  }
  if (cursor.match(/-(?=\s*[$(])/y) !== null) {
    const right = cursor.nested(() => readUnary(cursor, interpolated));
    return { kind: 'binary', operator: '-', left: { kind: 'literal', value: 0 }, right };
  }
  return readPrimary(cursor, interpolated);
}

const words = { true: true, false: false, null: null } as const;

function readPrimary(cursor: Cursor, interpolated: ReadInterpolated): Expression {
  cursor.skipSpace();
  switch (cursor.next) {
    case '$':
      return { kind: 'reference', reference: readDollar(cursor, interpolated) };
    case '"':
    case "'":
      return readString(cursor, interpolated);
    case '(': {
      cursor.at++;
      const inner = cursor.nested(() => readExpression(cursor, interpolated));
      cursor.expect(')');
      return inner;
    }
    case '[':
      return readList(cursor, interpolated);
    case '{':
      return readMap(cursor, interpolated);
  }
  const number = cursor.match(/-?\d+(\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== null) return { kind: 'literal', value: numberLiteral(number[0], number[1] !== undefined) };
  const word = cursor.match(/(?:true|false|null)\b/y)?.[0] as keyof typeof words | undefined;
  if (word !== undefined) return { kind: 'literal', value: words[word] };
  throw cursor.error('expected a value');
}

function numberLiteral(text: string, isFraction: boolean): number | bigint | JavaDouble {
  const number = Number(text);
  if (isFraction || /[eE]/.test(text)) return new JavaDouble(number);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** `$name…`, `$!name…`, `${name…}`. */
export function readDollar(cursor: Cursor, interpolated: ReadInterpolated): Reference {
  cursor.match(/\$!?/y);
  if (!cursor.take('{')) return readReference(cursor, interpolated);
  const reference = readReference(cursor, interpolated);
  cursor.expect('}');
  return reference;
}

// A backslash keeps a quote from ending the string and stays in it: Velocity 1.x takes no escapes out, which is what
// `.replaceAll("\\'", "'")` in many templates builds on. A doubled quote is one.
const quoted = /"((?:[^"\\]|\\[\s\S]|"")*)"|'((?:[^'\\]|\\[\s\S]|'')*)'/y;

function readString(cursor: Cursor, interpolated: ReadInterpolated): Expression {
  const match = cursor.match(quoted);
  if (match === null) throw cursor.error('a string that does not end');
  if (match[2] !== undefined) return { kind: 'literal', value: match[2].replaceAll("''", "'") };
  const text = match[1]!.replaceAll('""', '"');
  return /[$#]/.test(text)
    ? { kind: 'interpolated', nodes: interpolated(text) }
    : { kind: 'literal', value: text };
}

function readList(cursor: Cursor, interpolated: ReadInterpolated): Expression {
  cursor.at++;
  cursor.skipSpace();
  if (cursor.take(']')) return { kind: 'list', items: [] };
  const first = cursor.nested(() => readExpression(cursor, interpolated));
  cursor.skipSpace();
  if (cursor.take('..')) {
    const to = cursor.nested(() => readExpression(cursor, interpolated));
    cursor.expect(']');
    return { kind: 'range', from: first, to };
  }
  if (cursor.take(']')) return { kind: 'list', items: [first] };
  if (!cursor.take(',')) throw cursor.error('expected "," or "]"');
  return { kind: 'list', items: [first, ...readItems(cursor, interpolated, ']')] };
}

function readMap(cursor: Cursor, interpolated: ReadInterpolated): Expression {
  cursor.at++;
  const entries: (readonly [Expression, Expression])[] = [];
  for (;;) {
    cursor.skipSpace();
    if (cursor.take('}')) return { kind: 'map', entries };
    if (entries.length > 0 && !cursor.take(',')) throw cursor.error('expected "," or "}"');
    const key = cursor.nested(() => readPrimary(cursor, interpolated));
    cursor.expect(':');
    entries.push([key, cursor.nested(() => readExpression(cursor, interpolated))]);
  }
}
