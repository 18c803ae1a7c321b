// Reads a pattern's text from left to right: the pieces that all three kinds of pattern are made of.
import { FilterPatternError, type Comparison, type Operand, type Operator } from './pattern.ts';

const operators: readonly Operator[] = ['!=', '<=', '>=', '=', '<', '>'];
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What AWS takes in a regular expression; there are no groups. Backslash classes such as `\s` are letters behind an operator. */
const regexCharacters = /^[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|\\*+.]*$/;

export class Scanner {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  fail(reason: string): never {
    throw new FilterPatternError(`${reason} at character ${this.position + 1} of the filter pattern`);
  }

  skipSpace(): void {
    while (!this.atEnd && /\s/.test(this.text[this.position]!)) this.position++;
  }

  /** Takes the words where they stand next, after any space. */
  take(words: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(words, this.position)) return false;
    this.position += words.length;
    return true;
  }

  /** The same for a word in either case, which must end there. */
  takeWord(word: string): boolean {
    this.skipSpace();
    const end = this.position + word.length;
    if (this.text.slice(this.position, end).toUpperCase() !== word) return false;
    if (/\w/.test(this.text[end] ?? '')) return false;
    this.position = end;
    return true;
  }

  expect(words: string): void {
    if (!this.take(words)) this.fail(`expected ${words}`);
  }

  peek(): string {
    return this.text[this.position] ?? '';
  }

  /** The characters up to the first that `ends`. */
  until(ends: (character: string, position: number) => boolean): string {
    const start = this.position;
    while (!this.atEnd && !ends(this.peek(), this.position)) this.position++;
    return this.text.slice(start, this.position);
  }

  /** The characters behind the opening mark, up to the closing one, which is taken; `\` takes its meaning away. */
  quoted(mark: string): string {
    this.position++;
    let text = '';
    for (;;) {
      if (this.atEnd) this.fail(`expected ${mark}`);
      const character = this.text[this.position++]!;
      if (character === mark) return text;
      text += character === '\\' && !this.atEnd ? this.text[this.position++]! : character;
    }
  }

  /** `%…%`. */
  regex(): RegExp {
    const start = ++this.position;
    const end = this.text.indexOf('%', start);
    if (end === -1) this.fail('expected %');
    const source = this.text.slice(start, end);
    if (source === '' || !regexCharacters.test(source)) this.fail('unsupported regular expression');
    this.position = end + 1;
    try {
      return new RegExp(source);
    } catch {
      return this.fail('invalid regular expression');
    }
  }

  /** An operator and what it compares with; null where no operator stands next. */
  comparison(endsOperand: (character: string, position: number) => boolean): Comparison | null {
    const operator = operators.find((each) => this.take(each));
    return operator === undefined ? null : { operator, operand: this.#operand(endsOperand) };
  }

  #operand(ends: (character: string, position: number) => boolean): Operand {
    this.skipSpace();
    if (this.peek() === '%') return { kind: 'regex', expression: this.regex() };
    if (this.peek() === '"') return { kind: 'text', pieces: this.#quotedPieces(), number: null };
    const text = this.until(ends).trim();
    if (text === '') this.fail('expected a value');
    return { kind: 'text', pieces: text.split('*'), number: number.test(text) ? Number(text) : null };
  }

  /** A `*` within quotes is a wildcard too, unless `\` stands before it. */
  #quotedPieces(): readonly string[] {
    const pieces = [''];
    this.position++;
    for (;;) {
      if (this.atEnd) this.fail('expected "');
      const character = this.text[this.position++]!;
      if (character === '"') return pieces;
      if (character === '*') pieces.push('');
      else
        pieces[pieces.length - 1] +=
          character === '\\' && !this.atEnd ? this.text[this.position++]! : character;
    }
  }
}
