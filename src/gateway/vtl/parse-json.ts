// JSON into template values, numbers kept exact; leniently too, as AWS reads the request template of a MOCK (recorded).
import { JavaDouble, JavaList, JavaMap, type Value } from './values.ts';
import { jsonNestingMax } from '../../core/limits.ts';

/** Where the text stops being JSON, in words near to those of the parser that AWS uses. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

/** @throws JsonSyntaxError */
export function parseJson(text: string): Value {
  return new Parser(text, false).document();
}

/** Also takes names and words without quotes, single quotes, and commas at the end. @throws JsonSyntaxError */
export function parseLenientJson(text: string): Value {
  return new Parser(text, true).document();
}

const numberToken = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const space = /[ \t\r\n]*/y;
const word = /[^\s,:{}[\]"']+/y;
/** A string without escapes, the usual case. */
// oxlint-disable-next-line no-control-regex -- JSON forbids them
const plainString = /"([^"\\\u0000-\u001f]*)"/y;
// oxlint-disable-next-line no-control-regex -- as above
const escapedString = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

class Parser {
  readonly #text: string;
  readonly #lenient: boolean;
  #at = 0;

  constructor(text: string, lenient: boolean) {
    this.#text = text;
    this.#lenient = lenient;
  }

  document(): Value {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected('expected end of input');
    return value;
  }

  #value(depth: number): Value {
    if (depth > jsonNestingMax) throw new JsonSyntaxError(`Nested deeper than ${jsonNestingMax} levels`);
    this.#skipSpace();
    const character = this.#text[this.#at];
    switch (character) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case "'":
        if (this.#lenient) return this.#singleQuoted();
        break;
      case undefined:
        throw new JsonSyntaxError('No content to map due to end-of-input');
    }
    return this.#token();
  }

  #object(depth: number): JavaMap {
    const map = new JavaMap();
    this.#at++;
    for (;;) {
      this.#skipSpace();
      if (this.#take('}') && (map.entries.size === 0 || this.#lenient)) return map;
      const key = this.#key();
      this.#skipSpace();
      if (!this.#take(':')) {
        throw this.#unexpected('was expecting a colon to separate field name and value');
      }
      map.entries.set(key, this.#value(depth + 1));
      this.#skipSpace();
      if (this.#take('}')) return map;
      if (!this.#take(',')) throw this.#unexpected('was expecting comma to separate Object entries');
    }
  }

  #key(): string {
    const character = this.#text[this.#at];
    if (character === '"') return this.#string();
    if (this.#lenient && character === "'") return this.#singleQuoted();
    const bare = this.#lenient ? this.#match(word) : null;
    if (bare === null) throw this.#unexpected('was expecting double-quote to start field name');
    return bare;
  }

  #array(depth: number): JavaList {
    const items: Value[] = [];
    this.#at++;
    for (;;) {
      this.#skipSpace();
      if ((items.length === 0 || this.#lenient) && this.#take(']')) return new JavaList(items, true);
      items.push(this.#value(depth + 1));
      this.#skipSpace();
      if (this.#take(']')) return new JavaList(items, true);
      if (!this.#take(',')) throw this.#unexpected('was expecting comma to separate Array entries');
    }
  }

  #string(): string {
    plainString.lastIndex = this.#at;
    const plain = plainString.exec(this.#text);
    if (plain !== null) {
      this.#at = plainString.lastIndex;
      return plain[1]!;
    }
    const quoted = this.#match(escapedString);
    if (quoted === null) throw this.#unexpected('was expecting closing quote for a string value');
    return JSON.parse(quoted) as string;
  }

  #singleQuoted(): string {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end === -1) throw this.#unexpected('was expecting closing quote for a string value');
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return text;
  }

  #token(): Value {
    const number = this.#number();
    if (number !== null) return number;
    const start = this.#at;
    const token = this.#match(word);
    if (token === 'true') return true;
    if (token === 'false') return false;
    if (token === 'null') return null;
    if (token !== null && this.#lenient) return token;
    this.#at = start;
    const expected =
      "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    if (token === null || !/^[A-Za-z]/.test(token)) throw this.#unexpected(expected);
    throw new JsonSyntaxError(
      `Unrecognized token '${token.slice(0, 256)}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    );
  }

  #number(): Value {
    numberToken.lastIndex = this.#at;
    const match = numberToken.exec(this.#text);
    if (match === null) return null;
    const end = numberToken.lastIndex;
    // `1.2.3` and `12ab` are no numbers.
    if (/[\w.+-]/.test(this.#text[end] ?? '')) return null;
    this.#at = end;
    if (match[1] !== undefined || match[2] !== undefined) return new JavaDouble(Number(match[0]));
    const integer = Number(match[0]);
    return Number.isSafeInteger(integer) ? integer : BigInt(match[0]);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return null;
    this.#at = pattern.lastIndex;
    return match[0];
  }

  #skipSpace(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 32 || code === 10 || code === 9 || code === 13) this.#match(space);
  }

  #unexpected(expected: string): JsonSyntaxError {
    const character = this.#text[this.#at];
    if (character === undefined) return new JsonSyntaxError(`Unexpected end-of-input: ${expected}`);
    return new JsonSyntaxError(
      `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${expected}`,
    );
  }
}
