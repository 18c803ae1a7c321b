// The values of a recipe: references, texts with references in them, and computed forms.
import { randomBytes } from 'node:crypto';
import { MissingMember, NotReplayable } from './not-replayable.ts';
import { compared, isTrue, memberOf, methodNamed, pythonJson, type Members } from './python.ts';

/** What is known by name, a scope a procedure. */
export class Scope {
  readonly #values = new Map<string, unknown>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null, values: Members = {}) {
    this.#outer = outer;
    for (const [name, value] of Object.entries(values)) this.set(name, value);
  }

  has(name: string): boolean {
    return this.#values.has(name) || this.#outer?.has(name) === true;
  }

  get(name: string): unknown {
    return this.#values.has(name) ? this.#values.get(name) : this.#outer?.get(name);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
  }
}

/** What values need of the world around them. */
export interface Surroundings {
  readonly document: (name: string) => string;
  /** Source code, or a package, of a function of the case. */
  readonly functionCode: (name: string) => unknown;
  readonly invokeUrl: (given: Members, scope: Scope) => string;
  /** Procedures of the recorded tests, by name. */
  readonly procedures: Readonly<Record<string, (args: readonly unknown[], named: Members) => unknown>>;
  readonly random: () => string;
}

export function randomSuffix(): string {
  return randomBytes(4).toString('hex');
}

export interface Values {
  evaluate(value: unknown, scope: Scope): unknown;
  /** Gives `x`, `${x}`, `x[key]` or a list of these a value; a list takes a list apart. */
  bind(target: unknown, value: unknown, scope: Scope): void;
  unset(target: string, scope: Scope): void;
}

export function createValues(surroundings: Surroundings): Values {
  function evaluate(value: unknown, scope: Scope): unknown {
    if (typeof value === 'string') return text(value, scope);
    if (Array.isArray(value)) return value.map((item) => evaluate(item, scope));
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Uint8Array || value instanceof Date) return value;
    const [only] = Object.keys(value);
    if (only !== undefined && Object.hasOwn(forms, only)) return forms[only]!(value as Members, scope);
    if ('left' in value && 'op' in value && 'right' in value) {
      const { left, op, right } = value as Members;
      return compared(evaluate(left, scope), String(op), evaluate(right, scope));
    }
    if (only?.startsWith('$') === true && /^\$[a-z]\w*$/.test(only) && !['$schema', '$ref'].includes(only)) {
      throw new NotReplayable(`value ${only}`);
    }
    const object: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(value)) {
      if (key === '...') Object.assign(object, evaluate(part, scope));
      else object[String(text(key, scope))] = evaluate(part, scope);
    }
    return object;
  }

  const reference = /\$\{(?!stageVariables\.)([^{}]+)\}/g;

  function text(value: string, scope: Scope): unknown {
    if (value === '<computed>') throw new NotReplayable('a computed value');
    const whole = /^\$\{(?!stageVariables\.)([^{}]+)\}$/.exec(value)?.[1];
    if (whole !== undefined) return lookUp(whole, scope);
    const lists = listsIn(value, scope);
    if (lists !== null) return lists;
    const filled = withForms(value, (form) => shown(evaluate(form, scope)))
      .replaceAll(/\$\{<random>\}|<random>/g, () => surroundings.random())
      .replaceAll(reference, (_all, path: string) => shown(lookUp(path, scope)));
    // `${codes[${status}]}`: a reference within one.
    return value.includes('[${') && filled !== value ? text(filled, scope) : filled;
  }

  /** `${one}${other}` of two lists is both. */
  function listsIn(value: string, scope: Scope): readonly unknown[] | null {
    if (!/^(?:\$\{\w+\}){2,}$/.test(value)) return null;
    const parts = [...value.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => scope.get(name!));
    return parts.every(Array.isArray) ? parts.flat() : null;
  }

  function lookUp(path: string, scope: Scope): unknown {
    if (path === '<random>') return surroundings.random();
    if (scope.has(path)) return scope.get(path);
    // The clients of the test stand for nothing here.
    if (/^aws_client.*\.region_name$/.test(path)) return scope.get('region_name');
    if (path.startsWith('aws_client')) {
      if (path.includes('()[')) throw new NotReplayable(`reference ${path}`);
      return path;
    }
    const { name, steps } = parsedPath(path);
    const enumerated = scope.has(name) ? undefined : memberOfEnumeration(path);
    if (enumerated !== undefined) return enumerated;
    if (!scope.has(name)) throw new NotReplayable(`variable ${path}`);
    let value = scope.get(name);
    for (const step of steps) {
      const key = keyOf(value, step, scope);
      const method = key.endsWith('()') ? methodNamed(key.slice(0, -2)) : undefined;
      value = method === undefined ? memberOf(value, key) : method(value, [], {});
      if (value === undefined) throw new MissingMember(`${path} has no value`);
    }
    return value;
  }

  /** `[status]` is the variable's value where the object has no such member: the translation says no difference. */
  function keyOf(value: unknown, step: string, scope: Scope): string {
    if (memberOf(value, step) !== undefined || !scope.has(step)) return step;
    const inner = scope.get(step);
    return typeof inner === 'string' || typeof inner === 'number' ? String(inner) : step;
  }

  type Form = (value: Members, scope: Scope) => unknown;

  const list = (value: unknown, scope: Scope): readonly unknown[] => {
    const evaluated = evaluate(value, scope);
    if (Array.isArray(evaluated)) return evaluated;
    if (typeof evaluated === 'object' && evaluated !== null) return Object.keys(evaluated);
    throw new NotReplayable(`a list of ${JSON.stringify(value)}`);
  };

  const forms: Readonly<Record<string, Form>> = {
    $json: ({ $json }, scope) => pythonJson(evaluate($json, scope)),
    $parseJson: ({ $parseJson }, scope) => JSON.parse(String(decoded(evaluate($parseJson, scope)))),
    $base64: ({ $base64 }, scope) => bytesOf(evaluate($base64, scope)).toString('base64'),
    $base64decode: (value, scope) => Buffer.from(String(evaluate(value['$base64decode'], scope)), 'base64'),
    $bytes_latin1: ({ $bytes_latin1 }) => Buffer.from(String($bytes_latin1), 'latin1'),
    $file: ({ $file }) => surroundings.document(String($file)),
    $function: ({ $function }) => surroundings.functionCode(String($function)),
    $invokeUrl: ({ $invokeUrl }, scope) =>
      surroundings.invokeUrl(evaluate($invokeUrl, scope) as Members, scope),
    $len: ({ $len }, scope) => lengthOf((evaluate($len, scope) as readonly unknown[])[0]),
    $int: ({ $int }, scope) => Number((evaluate($int, scope) as readonly unknown[])[0]),
    $set: ({ $set }, scope) => [...new Set((evaluate($set, scope) as readonly (readonly unknown[])[])[0])],
    $sorted: ({ $sorted }, scope) =>
      sorted((evaluate($sorted, scope) as readonly (readonly unknown[])[])[0]!),
    $enumerate: ({ $enumerate }, scope) =>
      (evaluate($enumerate, scope) as readonly (readonly unknown[])[])[0]!.map((item, index) => [
        index,
        item,
      ]),
    $range: ({ $range }, scope) => range(evaluate($range, scope) as readonly number[]),
    $isinstance: ({ $isinstance }, scope) => {
      const [value, type] = $isinstance as readonly unknown[];
      return isInstance(evaluate(value, scope), String(type).replaceAll(/[${}]/g, ''));
    },
    $not: ({ $not }, scope) => !isTrue(orNothing($not, scope)),
    $and: ({ $and }, scope) => ($and as readonly unknown[]).every((one) => isTrue(evaluate(one, scope))),
    $or: ({ $or }, scope) => {
      const parts = $or as readonly unknown[];
      for (const part of parts.slice(0, -1)) {
        const value = evaluate(part, scope);
        if (isTrue(value)) return value;
      }
      return evaluate(parts.at(-1), scope);
    },
    $if: ({ $if, then, else: otherwise }, scope) =>
      evaluate(isTrue(evaluate($if, scope)) ? then : otherwise, scope),
    $any: ({ $any }, scope) => (evaluate($any, scope) as readonly (readonly unknown[])[])[0]!.some(isTrue),
    $all: ({ $all }, scope) => (evaluate($all, scope) as readonly (readonly unknown[])[])[0]!.every(isTrue),
    $next: ({ $next }, scope) => (evaluate($next, scope) as readonly (readonly unknown[])[])[0]![0],
    $join: ({ $join, separator }, scope) =>
      list($join, scope)
        .map(String)
        .join(typeof separator === 'string' ? separator : '&'),
    $replace: (value, scope) => {
      const [from, to] = (value['with'] as readonly unknown[]).map((part) => replacement(part, scope));
      return String(decoded(evaluate(value['$replace'], scope))).replaceAll(String(from), shown(to));
    },
    $fromkeys: ({ $fromkeys }, scope) => {
      const [keys, value] = evaluate($fromkeys, scope) as readonly [readonly string[], unknown];
      return Object.fromEntries(keys.map((key) => [key, value]));
    },
    $op: ({ $op, left, right }, scope) =>
      operated(String($op), evaluate(left, scope), evaluate(right, scope)),
    $map: (value, scope) => mapped(value, scope).map((inner) => evaluate(value['$map'], inner)),
    $mapEntries: (value, scope) => {
      const { key, value: entry } = value['$mapEntries'] as Members;
      return Object.fromEntries(
        mapped(value, scope).map((inner) => [String(evaluate(key, inner)), evaluate(entry, inner)]),
      );
    },
    $use: (value, scope) => used(String(value['$use']), (value['with'] ?? {}) as Members, scope),
  };

  /** Documents hold `${uri}` as it is. */
  function replacement(part: unknown, scope: Scope): unknown {
    const name = typeof part === 'string' ? /^\$\{(\w+)\}$/.exec(part)?.[1] : undefined;
    return name !== undefined && !scope.has(name) ? part : evaluate(part, scope);
  }

  /** Python asks with `get` whether there is a member, which the translation does not say. */
  function orNothing(value: unknown, scope: Scope): unknown {
    try {
      return evaluate(value, scope);
    } catch (error) {
      if (error instanceof MissingMember) return null;
      throw error;
    }
  }

  /** A scope for each item that passes. */
  function mapped(value: Members, scope: Scope): readonly Scope[] {
    const scopes = list(value['in'], scope).map((item) => {
      const inner = new Scope(scope);
      bind(value['each'], item, inner);
      return inner;
    });
    const conditions = (value['where'] ?? []) as readonly unknown[];
    return scopes.filter((inner) => conditions.every((one) => isTrue(evaluate(one, inner))));
  }

  function used(name: string, given: Members, scope: Scope): unknown {
    const { args: listed = [], ...more } = evaluate(given, scope) as Members;
    const args = listed as readonly unknown[];
    const procedure = surroundings.procedures[name];
    if (procedure !== undefined) return procedure(args, more);
    if (name === 'getattr') return attribute(args);
    const [, receiver, last] = /^(.+)\.(\w+)$/.exec(name) ?? [];
    const method = last === undefined ? undefined : methodNamed(last);
    if (method === undefined) throw new NotReplayable(`procedure ${name}`);
    // `dict(…)` has lost what it takes, which is the headers of the last answer wherever it stands.
    const value = receiver === 'dict()' ? lookUp('response.headers', scope) : lookUp(receiver!, scope);
    return method(value, args, more);
  }

  function bind(target: unknown, value: unknown, scope: Scope): void {
    if (Array.isArray(target)) {
      target.forEach((name, index) => bind(name, memberOf(value, String(index)), scope));
      return;
    }
    if (typeof target !== 'string') return;
    const path = target.replace(/^\$\{(.*)\}$/, '$1');
    const { name, steps } = parsedPath(path);
    const last = steps.pop();
    if (last === undefined) return scope.set(name, value);
    const container = steps.reduce(memberOf, scope.get(name));
    if (typeof container !== 'object' || container === null) throw new NotReplayable(`target ${target}`);
    (container as Record<string, unknown>)[String(text(last, scope))] = value;
  }

  function unset(target: string, scope: Scope): void {
    const { name, steps } = parsedPath(target.replace(/^\$\{(.*)\}$/, '$1'));
    const last = steps.pop();
    const container = steps.reduce(memberOf, scope.get(name));
    if (last !== undefined) Reflect.deleteProperty(container as object, last);
  }

  return { evaluate, bind, unset };
}

/** `a[b][c].d` taken apart; `b` may hold dots. */
function parsedPath(path: string): { readonly name: string; readonly steps: string[] } {
  const match = /^([\w-]+)((?:\.\w+(?:\(\))?|\[[^\]]*\])*)$/.exec(path);
  if (match === null) throw new NotReplayable(`reference ${path}`);
  const steps = (match[2]!.match(/\.\w+(?:\(\))?|\[[^\]]*\]/g) ?? []).map((step) =>
    step.startsWith('.') ? step.slice(1) : step.slice(1, -1),
  );
  return { name: match[1]!, steps };
}

/** A computed form within a text: `my-function-${{"$op": …}}`. */
function withForms(text: string, evaluated: (form: unknown) => string): string {
  const start = text.indexOf('${{');
  if (start === -1) return text;
  let depth = 0;
  for (let index = start + 2; index < text.length; index++) {
    if (text[index] === '{') depth++;
    if (text[index] === '}') depth--;
    if (depth > 0) continue;
    const form: unknown = JSON.parse(text.slice(start + 2, index + 1));
    return text.slice(0, start) + evaluated(form) + withForms(text.slice(index + 2), evaluated);
  }
  throw new NotReplayable(`the text ${text}`);
}

/** `PutMode.overwrite`: the members of such classes are their own names. */
function memberOfEnumeration(path: string): string | undefined {
  const [, type, member] = /^([A-Z][A-Za-z]+)\.(\w+)$/.exec(path) ?? [];
  return type === 'Runtime' ? member?.replace(/^([a-z]+\d+)_/, '$1.').replace(/_x$/, '.x') : member;
}

/** `getattr(aws_client.lambda_, "get_function")`: the call `lambda.GetFunction`. */
function attribute([client, name]: readonly unknown[]): unknown {
  const service = /^aws_client\.(\w+?)_?$/.exec(String(client))?.[1];
  if (service === undefined) throw new NotReplayable('procedure getattr');
  const operation = String(name).replaceAll(/(?:^|_)(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return new CallByName(`${service}.${operation}`);
}

/** A method of a client as a value. */
export class CallByName {
  readonly call: string;

  constructor(call: string) {
    this.call = call;
  }
}

function shown(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null || value === undefined) return 'None';
  return typeof value === 'string' ? value : pythonJson(value);
}

function decoded(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
}

function bytesOf(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  throw new NotReplayable(`the length of ${JSON.stringify(value)}`);
}

/** Upstream sorts lists of objects by the member that names them. */
function sorted(items: readonly unknown[]): readonly unknown[] {
  const key = (item: unknown): string => {
    if (typeof item !== 'object' || item === null) return String(item);
    const { name, id, path, Id, Name } = item as Members;
    return String(name ?? path ?? Name ?? Id ?? id);
  };
  return items.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

function range(bounds: readonly number[]): readonly number[] {
  const [from, to] = bounds.length === 1 ? [0, bounds[0]!] : [bounds[0]!, bounds[1]!];
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function isInstance(value: unknown, type: string): boolean {
  switch (type) {
    case 'str':
      return typeof value === 'string';
    case 'dict':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'list':
      return Array.isArray(value);
    case 'StreamingBody':
      return false;
    default:
      throw new NotReplayable(`the type ${type}`);
  }
}

function operated(op: string, left: unknown, right: unknown): unknown {
  if (left instanceof Date) {
    if (right instanceof Date) return left.getTime() - right.getTime();
    return new Date(left.getTime() + (op === '-' ? -1 : 1) * Number(right));
  }
  if (op === '*' && typeof left === 'string') return left.repeat(Number(right));
  if (op === '%' && typeof left === 'string') return left.replaceAll('%s', shown(right));
  if (op === '+' && (typeof left === 'string' || typeof right === 'string'))
    return shown(left) + shown(right);
  if (op === '+' && Array.isArray(left)) return [...(left as unknown[]), ...(right as unknown[])];
  const [one, other] = [Number(left), Number(right)];
  switch (op) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
      return one / other;
    case '//':
      return Math.floor(one / other);
    default:
      throw new NotReplayable(`operation ${op}`);
  }
}
