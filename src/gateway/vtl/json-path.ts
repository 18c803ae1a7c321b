// JSONPath as AWS's library (Jayway) reads it: a definite path gives its value or nothing, another a list of what it found.
import { JSONPath } from 'jsonpath-plus';
import { TemplateError } from './template.ts';
import { JavaDouble, JavaList, JavaMap, type Value } from './values.ts';

const step =
  /\.(?:\.?)(\*|length\(\)|size\(\)|[^.[\]()*?@,:]+)|\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+))\s*\]/y;

type Definite = readonly (string | number | { readonly call: 'length' })[];

/** The steps of a definite path; null for one with wildcards, slices, filters or `..`. */
function definitePath(path: string): Definite | null {
  const steps: (string | number | { readonly call: 'length' })[] = [];
  let at = path.startsWith('$') ? 1 : 0;
  const whole = at === 1 ? path : `.${path}`;
  at = at === 1 ? 1 : 0;
  while (at < whole.length) {
    if (whole.startsWith('..', at)) return null;
    step.lastIndex = at;
    const match = step.exec(whole);
    if (match === null) return null;
    at = step.lastIndex;
    if (match[1] === '*') return null;
    if (match[1] === 'length()' || match[1] === 'size()') steps.push({ call: 'length' });
    else if (match[4] !== undefined) steps.push(Number(match[4]));
    else steps.push(match[1] ?? unescapeName(match[2] ?? match[3]!));
  }
  return steps;
}

function unescapeName(name: string): string {
  return name.replaceAll(/\\(.)/g, '$1');
}

/** Undefined where a definite path leads nowhere. @throws TemplateError for a path that is none, or has a filter */
export function readJsonPath(document: Value, path: string): Value | undefined {
  const definite = definitePath(path);
  if (definite !== null) return walk(document, definite);
  try {
    const found: unknown = JSONPath({ path, json: plain(document) as object, eval: false, wrap: true });
    return new JavaList(Array.isArray(found) ? found.map(fromPlain) : [], true);
  } catch (cause) {
    // AWS also takes filters, `[?(@.price < 10)]`: here nothing in a path is evaluated.
    throw new TemplateError(`JSONPath ${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function walk(document: Value, steps: Definite): Value | undefined {
  let value: Value | undefined = document;
  for (const name of steps) {
    if (typeof name === 'object') value = lengthOf(value);
    else if (value instanceof JavaMap) value = value.entries.get(String(name));
    else if (value instanceof JavaList && typeof name === 'number') value = value.items.at(name);
    else return undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

function lengthOf(value: Value): number | undefined {
  if (value instanceof JavaList) return value.items.length;
  if (value instanceof JavaMap) return value.entries.size;
  return typeof value === 'string' ? value.length : undefined;
}

/** Numbers that JavaScript would change stay the objects they are. */
function plain(value: Value): unknown {
  if (value instanceof JavaList) return value.items.map(plain);
  if (value instanceof JavaMap) {
    const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, member] of value.entries) object[key] = plain(member);
    return object;
  }
  return value;
}

function fromPlain(value: unknown): Value {
  if (value instanceof JavaDouble) return value;
  if (Array.isArray(value)) return new JavaList(value.map(fromPlain), true);
  if (typeof value === 'object' && value !== null) {
    return new JavaMap(Object.entries(value).map(([key, member]) => [key, fromPlain(member)] as const));
  }
  return (value ?? null) as Value;
}
