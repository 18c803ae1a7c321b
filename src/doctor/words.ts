// Small pieces of the sentences a finding is made of.
import type { RuntimeFamily } from './case.ts';
import type { JsonType } from '../proxy/violation.ts';

/** `text` on one line, cut to `charactersMax`. */
export function cut(text: string, charactersMax = 160): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1)}…`;
}

/** `an object`. */
export function aType(type: JsonType): string {
  switch (type) {
    case 'object':
    case 'array':
      return `an ${type}`;
    case 'null':
    case 'not JSON':
      return type;
    default:
      return `a ${type}`;
  }
}

/** How the function's language turns a value into JSON text. */
export function jsonOf(expression: string, family: RuntimeFamily): string {
  return family === 'python' ? `json.dumps(${expression})` : `JSON.stringify(${expression})`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `1 entry`, `3 entries`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** 3000 → `3 s`, 29000 → `29 s`, 50 → `50 ms`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(2))} s`;
}
