// The values of a recorded case's steps: references, texts with references in them, and a few computed forms.
import { readFileSync } from 'node:fs';
import { zipNamed } from './operation-context.ts';

/** A form that this replay has no words for: the case says nothing from there on. */
export class NotReplayable extends Error {}

/** These begin with a dollar and are JSON Schema's own. */
const schemaKeys = new Set(['$schema', '$ref']);

export type Step = Readonly<Record<string, unknown>>;

export interface RecipeValues {
  readonly evaluate: (value: unknown) => unknown;
  /** Gives `x`, `x[member]`, `${x}` or a list of these a value; a list takes a list apart, or of an answer the id first. */
  readonly bind: (target: unknown, value: unknown) => void;
  /** A value that stands nowhere else in the case. */
  readonly unique: () => string;
}

/** @param nowMs What `$after` and `$afterMs` count from. */
export function createRecipeValues(
  initial: Readonly<Record<string, unknown>>,
  nowMs: () => number = Date.now,
): RecipeValues {
  const variables = new Map<string, unknown>(Object.entries(initial));
  let count = 0;
  const unique = (): string => `r${++count}`;
  return { evaluate, bind, unique };

  function bind(target: unknown, value: unknown): void {
    if (typeof target === 'string') bindName(target.replace(/^\$\{(.*)\}$/, '$1'), value);
    if (!Array.isArray(target)) return;
    const parts = Array.isArray(value) ? value : [member(value, 'id'), value];
    target.forEach((name, index) => bind(name, parts[index]));
  }

  function bindName(target: string, value: unknown): void {
    const [, name, part] = /^(.+)\[([^[\]]+)\]$/.exec(target) ?? [];
    if (name === undefined || part === undefined) variables.set(target, value);
    else bind(name, { ...(reference(name) as object), [part]: value });
  }

  function evaluate(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== 'object' || value === null) return value;
    const [only] = Object.keys(value);
    if (only?.startsWith('$') === true && !schemaKeys.has(only)) return computed(only, value as Step);
    if ('op' in value && 'left' in value) return comparison(value);
    const object: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(value)) {
      if (key === '...') Object.assign(object, evaluate(part));
      else object[key] = evaluate(part);
    }
    return object;
  }

  function text(given: string): unknown {
    const value = given.replaceAll(/\$\{\{"\$use": "get_partition".*?\}\}\}/g, 'aws');
    const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
    if (whole !== undefined && !whole.startsWith('stageVariables.')) return reference(whole);
    return value
      .replaceAll(/\$\{<random>\}|<random>/g, unique)
      .replaceAll(/\$\{(?!stageVariables\.)([^{}]+)\}/g, (_all, path: string) => String(reference(path)));
  }

  function reference(path: string): unknown {
    if (path === '<random>') return unique();
    if (variables.has(path)) return variables.get(path);
    const [name, ...parts] = path.split(/[[\].]+/).filter((part) => part !== '');
    if (path.endsWith('.meta.region_name')) return initial['region_name'];
    // The clients of the test stand for nothing here.
    if (name!.startsWith('aws_client')) return undefined;
    if (!variables.has(name!)) throw new NotReplayable(`variable ${path}`);
    return parts.reduce(member, variables.get(name!));
  }

  function comparison({ left, op, right }: Step): boolean {
    const [one, other] = [evaluate(left), evaluate(right)];
    if (op === '==') return one === other;
    if (op === '!=') return one !== other;
    if (op === 'is not') return one !== other && !(other === null && one === undefined);
    if (op === 'in') return (other as readonly unknown[] | string).includes(one as string);
    throw new NotReplayable(`comparison ${String(op)}`);
  }

  function computed(kind: string, value: Step): unknown {
    const operand = value[kind];
    switch (kind) {
      case '$json':
        return JSON.stringify(evaluate(operand));
      case '$if':
        return evaluate(evaluate(operand) ? value['then'] : value['else']);
      case '$len':
        return (evaluate(operand) as unknown[][])[0]!.length;
      case '$range':
        return Array.from({ length: (evaluate(operand) as number[])[0]! }, (_, index) => index);
      case '$or':
        return (operand as unknown[]).map(evaluate).find(Boolean);
      case '$sorted':
        return byName((evaluate(operand) as Step[][])[0]!);
      case '$enumerate':
        return (evaluate(operand) as unknown[][])[0]!.map((item, index) => [index, item]);
      case '$map':
        return (evaluate(value['in']) as unknown[]).map((item) => {
          bind(value['each'], item);
          return evaluate(operand);
        });
      case '$function':
        return zipNamed(String(operand));
      case '$file':
        return readFileSync(
          new URL(`../../../test/data/goldens/specs/${String(operand)}`, import.meta.url),
          'utf8',
        );
      case '$mapEntries': {
        const { key, value: each } = operand as Step;
        const pairs = (evaluate(value['in']) as unknown[]).map((item) => {
          bind(value['each'], item);
          return [evaluate(key), evaluate(each)];
        });
        return Object.fromEntries(pairs);
      }
      case '$op':
        if (operand === '+' && typeof evaluate(value['left']) === 'number')
          return Number(evaluate(value['left'])) + Number(evaluate(value['right']));
        if (operand === '*') return String(evaluate(value['left'])).repeat(Number(evaluate(value['right'])));
        // Source code with a text put in: another package.
        if (operand !== '%') throw new NotReplayable(`operation ${String(operand)}`);
        return zipNamed(`${String(evaluate(value['left']))}${String(evaluate(value['right']))}`);
      case '$after':
        return new Date(nowMs() + Number(operand));
      case '$afterMs':
        return nowMs() + Number(operand);
      case '$bytes_latin1':
        return Buffer.from(String(operand), 'latin1');
      case '$replace': {
        const [from, to] = value['with'] as unknown[];
        return String(evaluate(operand)).replaceAll(sought(from), String(evaluate(to)));
      }
      case '$use':
        return used(String(operand), value['with'] as Step | undefined);
      default:
        throw new NotReplayable(`value ${kind}`);
    }
  }

  /** What is to be replaced may be a placeholder of the text's own: `${uri}`. */
  function sought(value: unknown): string {
    try {
      return String(evaluate(value));
    } catch (error) {
      if (error instanceof NotReplayable && typeof value === 'string') return value;
      throw error;
    }
  }

  function used(name: string, given: Step | undefined): unknown {
    const args = evaluate(given?.['args'] ?? []) as unknown[];
    const method = /^(\w+)\.(upper|removesuffix)$/.exec(name);
    if (method?.[2] === 'upper') return String(reference(method[1]!)).toUpperCase();
    if (method?.[2] === 'removesuffix') return String(reference(method[1]!)).replace(/:\*$/, '');
    if (name === 'create_lambda_archive') return args[0];
    if (name === 'arns.lambda_function_arn') {
      const [functionName, accountId, region] = args as string[];
      return `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
    }
    if (name === 'arns.s3_bucket_arn') return `arn:aws:s3:::${String(args[0])}`;
    if (name.endsWith('get_waiter')) return undefined;
    // A client's method by its name, to be used like a procedure.
    if (name === 'getattr') return { method: args[1] };
    throw new NotReplayable(`procedure ${name}`);
  }
}

/** The recordings sort lists of objects by their texts. */
function byName(items: readonly Step[]): readonly Step[] {
  const text = (item: Step): string => JSON.stringify(item['name'] ?? item['path'] ?? item);
  return [...items].sort((one, other) => (text(one) < text(other) ? -1 : 1));
}

export function member(value: unknown, key: string): unknown {
  return (value as Step | undefined)?.[key];
}
