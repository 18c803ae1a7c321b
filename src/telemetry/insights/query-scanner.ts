// Reads a query's text from left to right: its words, names, numbers, strings and regular expressions.
import { QueryError } from './query.ts';

const space = /\s/;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const name = /[@A-Za-z_][\w@]*/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const flags = /^\(\?([ims]+)\)/;

export class QueryScanner {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Skips space and comments, which go from `#` to the end of the line. */
  skip(): void {
    for (;;) {
      while (this.position < this.text.length && space.test(this.text[this.position]!)) this.position++;
      if (this.text[this.position] !== '#') return;
      const end = this.text.indexOf('\n', this.position);
      this.position = end === -1 ? this.text.length : end;
    }
  }

  get atEnd(): boolean {
    this.skip();
    return this.position >= this.text.length;
  }

  /** In AWS's words: it names the symbol that is not understood, its line and its place in that line. */
  fail(at: number = this.position): never {
    const before = this.text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1) + 1;
    const symbol = at >= this.text.length ? '<EOF>' : this.text[at]!;
    throw new QueryError(
      `unexpected symbol found ${symbol} at line ${line} and position ${column}`,
      at,
      Math.min(at + 1, this.text.length),
    );
  }

  /** Takes the symbol where it stands next. */
  take(symbol: string): boolean {
    this.skip();
    if (!this.text.startsWith(symbol, this.position)) return false;
    this.position += symbol.length;
    return true;
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) this.fail();
  }

  /** The word that stands next, in lower case, without taking it. */
  peekWord(): string | null {
    this.skip();
    return this.#match(word)?.toLowerCase() ?? null;
  }

  takeWord(wanted: string): boolean {
    const found = this.peekWord();
    if (found !== wanted) return false;
    this.position += found.length;
    return true;
  }

  /** `a`, `@a`, `a.b.0`, `` `any thing` ``; null where none stands next. */
  name(): string | null {
    this.skip();
    let found = this.#namePart();
    if (found === null) return null;
    while (this.text[this.position] === '.') {
      const dot = this.position++;
      const part = this.#namePart() ?? this.#taken(/\w+/y);
      if (part === null) this.fail(dot);
      found += `.${part}`;
    }
    return found;
  }

  /** Null where none stands next. */
  number(): number | null {
    this.skip();
    const found = this.#taken(number);
    return found === null ? null : Number(found);
  }

  /** Between quotes of either kind; `\` keeps the meaning of a quote or of itself away. Null where none stands next. */
  string(): string | null {
    this.skip();
    const mark = this.text[this.position];
    if (mark !== '"' && mark !== "'") return null;
    const start = this.position++;
    let found = '';
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined) this.fail(start);
      this.position++;
      if (character === mark) return found;
      const next = this.text[this.position];
      if (character === '\\' && (next === mark || next === '\\')) {
        found += next;
        this.position++;
      } else {
        found += character;
      }
    }
  }

  /** Between slashes. Flags stand in front as `(?i)`, as in Java. Null where none stands next. */
  regex(): RegExp | null {
    this.skip();
    if (this.text[this.position] !== '/') return null;
    const start = this.position++;
    let source = '';
    let isInClass = false;
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined || character === '\n') this.fail(start);
      this.position++;
      if (character === '/' && !isInClass) break;
      if (character === '[') isInClass = true;
      if (character === ']') isInClass = false;
      source += character;
      if (character === '\\' && this.position < this.text.length) source += this.text[this.position++]!;
    }
    const given = flags.exec(source);
    try {
      return new RegExp(given === null ? source : source.slice(given[0].length), given?.[1] ?? '');
    } catch {
      return this.fail(start);
    }
  }

  #namePart(): string | null {
    if (this.text[this.position] !== '`') return this.#taken(name);
    const start = this.position;
    const end = this.text.indexOf('`', start + 1);
    if (end === -1) this.fail(start);
    this.position = end + 1;
    return this.text.slice(start + 1, end);
  }

  #taken(expression: RegExp): string | null {
    const found = this.#match(expression);
    if (found !== null) this.position += found.length;
    return found;
  }

  #match(expression: RegExp): string | null {
    expression.lastIndex = this.position;
    return expression.exec(this.text)?.[0] ?? null;
  }
}
