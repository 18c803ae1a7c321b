// What Lambda's JSON parser (Jackson, over UTF-8 bytes) says is wrong with a payload; two of its sentences are recorded.

const source = 'Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';
const tokens = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
/** Jackson's own bound. */
const depthMax = 1000;

class Refusal extends Error {}

/** The parser's sentence with its place, or null where the bytes are JSON to it. What follows a whole value is not read. */
export function jacksonError(bytes: Uint8Array): string | null {
  try {
    new Reader(bytes).readDocument();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  readDocument(): void {
    const first = this.#skipSpace();
    if (first < 0) this.#refuse('No content to map due to end-of-input', this.#at);
    this.#readValue(first, 0);
  }

  /** @param first The value's first byte, taken already. */
  #readValue(first: number, depth: number): void {
    if (depth > depthMax) {
      this.#refuse(
        `Document nesting depth (${depth}) exceeds the maximum allowed (${depthMax}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
        this.#at,
      );
    }
    const character = String.fromCharCode(first);
    if (character === '{') this.#readObject(depth);
    else if (character === '[') this.#readArray(depth);
    else if (character === '"') this.#readString('VALUE_STRING');
    else if (character === '-' || isDigit(first)) this.#readNumber(first, depth === 0);
    else if (character === 't') this.#readToken('true');
    else if (character === 'f') this.#readToken('false');
    else if (character === 'n') this.#readToken('null');
    else if (isIdentifierStart(first)) this.#unknownToken(character);
    else this.#unexpected(first, `expected a valid value ${tokens}`);
  }

  #readObject(depth: number): void {
    const start = this.#location(this.#at - 1);
    let next = this.#skipSpace();
    if (next === code('}')) return;
    for (;;) {
      if (next < 0) this.#endInside('Object', start);
      if (next !== code('"')) this.#unexpected(next, 'was expecting double-quote to start field name');
      this.#readString('FIELD_NAME');
      const colon = this.#skipSpace();
      if (colon < 0) this.#refuse('Unexpected end-of-input within/between Object entries', this.#at);
      if (colon !== code(':'))
        this.#unexpected(colon, 'was expecting a colon to separate field name and value');
      const first = this.#skipSpace();
      if (first < 0) this.#refuse('Unexpected end-of-input within/between Object entries', this.#at);
      this.#readValue(first, depth + 1);
      const after = this.#skipSpace();
      if (after === code('}')) return;
      if (after < 0) this.#endInside('Object', start);
      if (after === code(']')) this.#wrongMarker(']', '}', 'Object', start);
      if (after !== code(',')) this.#unexpected(after, 'was expecting comma to separate Object entries');
      next = this.#skipSpace();
      if (next < 0) this.#refuse('Unexpected end-of-input within/between Object entries', this.#at);
    }
  }

  #readArray(depth: number): void {
    const start = this.#location(this.#at - 1);
    let first = this.#skipSpace();
    if (first === code(']')) return;
    for (;;) {
      if (first < 0) this.#endInside('Array', start);
      this.#readValue(first, depth + 1);
      const after = this.#skipSpace();
      if (after === code(']')) return;
      if (after < 0) this.#endInside('Array', start);
      if (after === code('}')) this.#wrongMarker('}', ']', 'Array', start);
      if (after !== code(',')) this.#unexpected(after, 'was expecting comma to separate Array entries');
      first = this.#skipSpace();
      if (first < 0) this.#refuse('Unexpected end-of-input within/between Array entries', this.#at);
    }
  }

  #readString(token: 'VALUE_STRING' | 'FIELD_NAME'): void {
    for (;;) {
      const byte = this.#take();
      if (byte < 0) {
        const where = token === 'FIELD_NAME' ? 'in field name' : `in ${token}`;
        this.#refuse(`Unexpected end-of-input ${where}`, this.#at);
      }
      if (byte === code('"')) return;
      if (byte === code('\\')) {
        this.#readEscape(token);
      } else if (byte < 0x20) {
        const what = token === 'FIELD_NAME' ? 'name' : 'string value';
        this.#refuse(
          `Illegal unquoted character (${describe(byte)}): has to be escaped using backslash to be included in ${what}`,
          this.#at,
        );
      } else if (byte >= 0x80) {
        this.#readRest(byte);
      }
    }
  }

  #readEscape(token: string): void {
    const byte = this.#take();
    if (byte < 0) this.#refuse(`Unexpected end-of-input in character escape sequence in ${token}`, this.#at);
    if (byte === code('u')) {
      for (let digit = 0; digit < 4; digit++) {
        const hex = this.#take();
        if (hex < 0) this.#refuse('Unexpected end-of-input in character escape sequence', this.#at);
        if (!/[0-9a-fA-F]/.test(String.fromCharCode(hex)))
          this.#unexpected(hex, 'expected a hex-digit for character escape sequence');
      }
      return;
    }
    if ('"\\/bfnrt'.includes(String.fromCharCode(byte))) return;
    this.#refuse(`Unrecognized character escape ${describe(byte)}`, this.#at);
  }

  /** The bytes of a character behind its first. @returns the character */
  #readRest(first: number): string {
    const length = first >= 0xf0 && first < 0xf8 ? 3 : first >= 0xe0 && first < 0xf0 ? 2 : 1;
    if (first < 0xc0 || first >= 0xf8) this.#refuse(`Invalid UTF-8 start byte 0x${hex(first)}`, this.#at);
    const from = this.#at - 1;
    for (let count = 0; count < length; count++) {
      const byte = this.#take();
      if (byte < 0) this.#refuse('Unexpected end-of-input in VALUE_STRING', this.#at);
      if ((byte & 0xc0) !== 0x80) this.#refuse(`Invalid UTF-8 middle byte 0x${hex(byte)}`, this.#at);
    }
    return Buffer.from(this.#bytes.subarray(from, this.#at)).toString();
  }

  #readNumber(first: number, isRoot: boolean): void {
    let byte = first === code('-') ? this.#take() : first;
    if (!isDigit(byte))
      this.#badNumber(byte, 'expected digit (0-9) to follow minus sign, for valid numeric value');
    if (byte === code('0') && isDigit(this.#peek()))
      this.#refuse('Invalid numeric value: Leading zeroes not allowed', this.#at);
    while (isDigit(this.#peek())) this.#take();
    if (this.#peek() === code('.')) {
      this.#take();
      byte = this.#take();
      if (!isDigit(byte)) this.#badNumber(byte, 'Decimal point not followed by a digit');
      while (isDigit(this.#peek())) this.#take();
    }
    if (this.#peek() === code('e') || this.#peek() === code('E')) {
      this.#take();
      byte = this.#take();
      if (byte === code('+') || byte === code('-')) byte = this.#take();
      if (!isDigit(byte)) this.#badNumber(byte, 'Exponent indicator not followed by a digit');
      while (isDigit(this.#peek())) this.#take();
    }
    const next = this.#peek();
    if (isRoot && next >= 0 && ![0x20, 0x09, 0x0a, 0x0d].includes(next)) {
      this.#take();
      this.#unexpected(next, 'Expected space separating root-level values');
    }
  }

  #readToken(word: string): void {
    for (let at = 1; at < word.length; at++) {
      const byte = this.#peek();
      if (byte !== word.charCodeAt(at)) this.#unknownToken(word.slice(0, at));
      this.#take();
    }
    if (isIdentifierPart(this.#peek())) this.#unknownToken(word);
  }

  /** Reads on as long as the bytes could be part of a name. */
  #unknownToken(matched: string): never {
    let word = matched;
    for (;;) {
      const byte = this.#take();
      if (byte < 0) break;
      const character = byte < 0x80 ? String.fromCharCode(byte) : this.#readRest(byte);
      if (!/^[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Mn}\p{Mc}\p{Nd}]$/u.test(character)) {
        this.#at -= Buffer.byteLength(character);
        break;
      }
      word += character;
      if (word.length >= 256) {
        word += '...';
        break;
      }
    }
    this.#refuse(`Unrecognized token '${word}': was expecting ${tokens}`, this.#at);
  }

  #unexpected(byte: number, comment: string): never {
    this.#refuse(`Unexpected character (${describe(byte)}): ${comment}`, this.#at - 1);
  }

  #badNumber(byte: number, comment: string): never {
    if (byte < 0) this.#refuse('Unexpected end-of-input in a Number value', this.#at);
    this.#refuse(`Unexpected character (${describe(byte)}) in numeric value: ${comment}`, this.#at - 1);
  }

  #endInside(kind: 'Object' | 'Array', start: string): never {
    this.#refuse(
      `Unexpected end-of-input: expected close marker for ${kind} (start marker at ${start})`,
      this.#at,
    );
  }

  #wrongMarker(found: string, wanted: string, kind: 'Object' | 'Array', start: string): never {
    this.#refuse(
      `Unexpected close marker '${found}': expected '${wanted}' (for ${kind} starting at ${start})`,
      this.#at - 1,
    );
  }

  #refuse(sentence: string, at: number): never {
    throw new Refusal(`${sentence}\n at ${this.#location(at)}`);
  }

  #location(at: number): string {
    return `[${source}; line: ${this.#line}, column: ${at - this.#lineStart + 1}]`;
  }

  #peek(): number {
    return this.#bytes[this.#at] ?? -1;
  }

  #take(): number {
    const byte = this.#peek();
    if (byte >= 0) this.#at++;
    return byte;
  }

  /** The first byte behind white space, taken; -1 at the end. */
  #skipSpace(): number {
    for (;;) {
      const byte = this.#take();
      if (byte === 0x0a) {
        this.#line++;
        this.#lineStart = this.#at;
      } else if (byte >= 0 && byte < 0x20 && byte !== 0x09 && byte !== 0x0d) {
        this.#refuse(
          `Illegal character (${describe(byte)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
          this.#at,
        );
      } else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) {
        return byte;
      }
    }
  }
}

const code = (character: string): number => character.charCodeAt(0);
const hex = (byte: number): string => byte.toString(16);

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** As Java has it, for the characters of Latin-1. */
function isIdentifierStart(byte: number): boolean {
  return byte >= 0 && /^[\p{L}\p{Nl}\p{Sc}\p{Pc}]$/u.test(String.fromCharCode(byte));
}

function isIdentifierPart(byte: number): boolean {
  return byte < 0x80 && byte >= 0 && /^[\w$]$/.test(String.fromCharCode(byte));
}

/** `'k' (code 107)`, or `(CTRL-CHAR, code 153)` for what cannot be printed. */
function describe(byte: number): string {
  const isControl = byte < 0x20 || (byte >= 0x7f && byte < 0xa0);
  return isControl ? `(CTRL-CHAR, code ${byte})` : `'${String.fromCharCode(byte)}' (code ${byte})`;
}
