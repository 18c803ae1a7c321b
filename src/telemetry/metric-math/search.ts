// The search expression of SEARCH: a schema of namespace and dimensions, and words that metrics must have.
import { filterPatternNestingMax } from '../../core/limits.ts';
import type { MetricIdentity } from '../../store/metric-store.ts';
import { MathError } from './expression.ts';

export type MetricFilter = (metric: MetricIdentity) => boolean;

/** `{AWS/Lambda,FunctionName} MetricName="Errors" orders`. @throws MathError */
export function readSearch(text: string): MetricFilter {
  const reader = new SearchReader(text);
  const schema = reader.schema();
  const words = reader.any(0);
  reader.end();
  return (metric) => schema(metric) && words(metric);
}

class SearchReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The metric has these dimensions and no others; without a schema, any. */
  schema(): MetricFilter {
    if (!this.#take('{')) return () => true;
    const parts: string[] = [];
    do parts.push((this.#quoted() ?? this.#match(/[^,}"]+/y) ?? this.#fail()).trim());
    while (this.#take(','));
    if (!this.#take('}')) this.#fail();
    const [namespace, ...dimensions] = parts;
    return (metric) => {
      const names = Object.keys(metric.dimensions);
      return (
        metric.namespace === namespace &&
        names.length === dimensions.length &&
        names.every((name) => dimensions.includes(name))
      );
    };
  }

  any(depth: number): MetricFilter {
    if (depth > filterPatternNestingMax) this.#fail();
    const parts = [this.#all(depth)];
    while (this.#take('OR')) parts.push(this.#all(depth));
    return (metric) => parts.some((part) => part(metric));
  }

  end(): void {
    this.#skip();
    if (this.#position < this.#text.length) this.#fail();
  }

  #all(depth: number): MetricFilter {
    const parts: MetricFilter[] = [];
    for (;;) {
      this.#take('AND');
      const part = this.#one(depth);
      if (part === null) return (metric) => parts.every((each) => each(metric));
      parts.push(part);
    }
  }

  #one(depth: number): MetricFilter | null {
    this.#skip();
    if (/^OR\b/.test(this.#text.slice(this.#position, this.#position + 3))) return null;
    if (this.#take('NOT')) {
      const part = this.#one(depth) ?? this.#fail();
      return (metric) => !part(metric);
    }
    if (this.#take('(')) {
      const inner = this.any(depth + 1);
      if (!this.#take(')')) this.#fail();
      return inner;
    }
    const exact = this.#quoted();
    if (exact !== null && !this.#take('=')) return (metric) => allOf(metric).includes(exact);
    const name = exact ?? this.#match(/[^\s()="]+/y);
    if (name === null) return null;
    if (exact === null && !this.#take('=')) return (metric) => allOf(metric).some(hasPart(name));
    const wanted = this.#quoted();
    if (wanted !== null) return (metric) => valueOf(metric, name) === wanted;
    const part = this.#match(/[^\s()"]+/y) ?? this.#fail();
    return (metric) => hasPart(part)(valueOf(metric, name) ?? '');
  }

  #quoted(): string | null {
    return this.#match(/"[^"]*"/y)?.slice(1, -1) ?? null;
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.#position] ?? '')) this.#position++;
  }

  #take(symbol: string): boolean {
    this.#skip();
    const end = this.#position + symbol.length;
    if (!this.#text.startsWith(symbol, this.#position)) return false;
    if (/^\w/.test(symbol) && /[\w=]/.test(this.#text[end] ?? '')) return false;
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
    throw new MathError(`SEARCH cannot be read at character ${this.#position + 1} of '${this.#text}'`);
  }
}

/** AWS looks for parts between capitals and marks; here for any part, which finds the same and more. */
function hasPart(word: string): (text: string) => boolean {
  return (text) => text.toLowerCase().includes(word.toLowerCase());
}

function allOf({ namespace, name, dimensions }: MetricIdentity): readonly string[] {
  return [namespace, name, ...Object.keys(dimensions), ...Object.values(dimensions)];
}

function valueOf({ namespace, name, dimensions }: MetricIdentity, key: string): string | undefined {
  if (key === 'Namespace') return namespace;
  if (key === 'MetricName') return name;
  return Object.hasOwn(dimensions, key) ? dimensions[key] : undefined;
}
