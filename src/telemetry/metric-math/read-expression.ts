// Reads a metric math expression: or, and, comparison, sum, product, power, in the order of their binding.
import { filterPatternNestingMax } from '../../core/limits.ts';
import {
  MathError,
  mathFunctions,
  mathFunctionsNotBuilt,
  MathNotBuiltError,
  type MathExpression,
  type MathFunction,
  type MathOperator,
} from './expression.ts';

/** @throws MathError, MathNotBuiltError */
export function readMath(text: string): MathExpression {
  const reader = new Reader(text);
  const expression = reader.expression(0);
  reader.end();
  return expression;
}

/** From the loosest; operators of one row bind alike, from left to right. */
const rows: readonly (readonly (readonly [string, MathOperator])[])[] = [
  [
    ['||', 'OR'],
    ['OR', 'OR'],
  ],
  [
    ['&&', 'AND'],
    ['AND', 'AND'],
  ],
  [
    ['==', '=='],
    ['!=', '!='],
    ['<=', '<='],
    ['>=', '>='],
    ['<', '<'],
    ['>', '>'],
  ],
  [
    ['+', '+'],
    ['-', '-'],
  ],
  [
    ['*', '*'],
    ['/', '/'],
  ],
];

class Reader {
  readonly #text: string;
  #position = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  expression(row: number): MathExpression {
    const operators = rows[row];
    if (operators === undefined) return this.#power();
    let left = this.expression(row + 1);
    for (;;) {
      const found = operators.find(([written]) => this.#take(written));
      if (found === undefined) return left;
      left = { kind: 'binary', operator: found[1], left, right: this.expression(row + 1) };
    }
  }

  end(): void {
    this.#skip();
    if (this.#position < this.#text.length) this.#fail();
  }

  #power(): MathExpression {
    if (++this.#depth > filterPatternNestingMax) this.#fail();
    try {
      if (this.#take('-')) return { kind: 'negative', operand: this.#power() };
      const base = this.#atom();
      return this.#take('^') ? { kind: 'binary', operator: '^', left: base, right: this.#power() } : base;
    } finally {
      this.#depth--;
    }
  }

  #atom(): MathExpression {
    if (this.#take('(')) {
      const inner = this.expression(0);
      if (!this.#take(')')) this.#fail();
      return inner;
    }
    if (this.#take('[')) return { kind: 'list', members: this.#members(']') };
    const number = this.#match(/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y);
    if (number !== null) return { kind: 'number', value: Number(number) };
    const text = this.#match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y);
    if (text !== null) return { kind: 'text', text: text.slice(1, -1).replaceAll(/\\(.)/g, '$1') };
    const name = this.#match(/[A-Za-z_]\w*/y);
    if (name === null) return this.#fail();
    return this.#take('(') ? this.#call(name) : { kind: 'reference', id: name };
  }

  #call(name: string): MathExpression {
    if (mathFunctionsNotBuilt.includes(name)) throw new MathNotBuiltError(`the function ${name}`);
    if (!isFunction(name)) throw new MathError(`Unsupported function '${name}'`);
    return { kind: 'call', name, args: this.#members(')') };
  }

  #members(close: string): readonly MathExpression[] {
    if (this.#take(close)) return [];
    const members: MathExpression[] = [];
    do members.push(this.expression(0));
    while (this.#take(','));
    if (!this.#take(close)) this.#fail();
    return members;
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.#position] ?? '')) this.#position++;
  }

  /** A word must end where it ends. */
  #take(symbol: string): boolean {
    this.#skip();
    const end = this.#position + symbol.length;
    if (!this.#text.startsWith(symbol, this.#position)) return false;
    if (/^\w/.test(symbol) && /\w/.test(this.#text[end] ?? '')) return false;
    this.#position = end;
    return true;
  }

  #match(expression: RegExp): string | null {
    this.#skip();
    expression.lastIndex = this.#position;
    const found = expression.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#position += found.length;
    return found;
  }

  #fail(): never {
    throw new MathError(
      this.#position < this.#text.length
        ? `Unexpected '${this.#text[this.#position]}' at character ${this.#position + 1}`
        : 'Unexpected end',
    );
  }
}

function isFunction(name: string): name is MathFunction {
  return (mathFunctions as readonly string[]).includes(name);
}
