// Compares what an endpoint answered with what is recorded, and says each difference in a line.
import type { Placeholders } from './placeholders.ts';

export interface Comparison {
  readonly placeholders: Placeholders;
  /** Objects may have more members than recorded. */
  readonly subset?: boolean;
  /** Recordings hold texts that look like JSON parsed. */
  readonly parsedTexts?: boolean;
  /** Members that say nothing where they are missing on one side. */
  readonly optional?: (member: string, recorded: unknown) => boolean;
}

type Members = Readonly<Record<string, unknown>>;

export function differences(
  actual: unknown,
  expected: unknown,
  path: string,
  comparison: Comparison,
): readonly string[] {
  if (typeof expected === 'string') return textDifferences(actual, expected, path, comparison);
  if (typeof expected !== 'object' || expected === null) {
    return actual === expected ? [] : [unlike(actual, expected, path)];
  }
  const value = comparison.parsedTexts === true && typeof actual === 'string' ? parsed(actual) : actual;
  if (Array.isArray(expected)) return listDifferences(value, expected, path, comparison);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [unlike(value, expected, path)];
  }
  return objectDifferences(value as Members, expected as Members, path, comparison);
}

function textDifferences(
  actual: unknown,
  expected: string,
  path: string,
  { placeholders }: Comparison,
): readonly string[] {
  if (placeholders.standsForAnything(expected)) return actual === undefined ? [missing(path, expected)] : [];
  if (expected === '<stack-trace>' && isListOfTexts(actual)) return [];
  // A mask without a number is one that stands for values of any type.
  if (/^<[^<>\s:]+>$/.test(expected) && typeof actual !== 'string' && actual !== undefined) return [];
  if (typeof actual !== 'string') return [unlike(actual, expected, path)];
  const mismatch = placeholders.mismatch(actual, expected);
  if (mismatch === null) return [];
  return [unlike(actual, expected, path) + (mismatch === '' ? '' : ` (${mismatch})`)];
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function listDifferences(
  actual: unknown,
  expected: readonly unknown[],
  path: string,
  comparison: Comparison,
): readonly string[] {
  if (!Array.isArray(actual) || actual.length !== expected.length) return [unlike(actual, expected, path)];
  return expected.flatMap((item, index) => differences(actual[index], item, `${path}[${index}]`, comparison));
}

function objectDifferences(
  actual: Members,
  expected: Members,
  path: string,
  comparison: Comparison,
): readonly string[] {
  const optional = comparison.optional ?? (() => false);
  const found: string[] = [];
  for (const [name, member] of Object.entries(expected)) {
    const inside = path === '' ? name : `${path}.${name}`;
    // Some masks are the member's own name: `logResult: "log-result"`.
    if (actual[name] !== undefined && member === dashed(name)) continue;
    if (actual[name] !== undefined) found.push(...differences(actual[name], member, inside, comparison));
    else if (!optional(name, member)) found.push(missing(inside, member));
  }
  if (comparison.subset === true) return found;
  for (const [name, member] of Object.entries(actual)) {
    if (member === undefined || name in expected || optional(name, undefined)) continue;
    found.push(`${path === '' ? name : `${path}.${name}`}: not expected, and is ${shown(member)}`);
  }
  return found;
}

function dashed(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function unlike(actual: unknown, expected: unknown, path: string): string {
  return `${path}: expected ${shown(expected)}, got ${shown(actual)}`;
}

function missing(path: string, expected: unknown): string {
  return `${path}: expected ${shown(expected)}, and is absent`;
}

const shownCharactersMax = 2000;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= shownCharactersMax
    ? text
    : `${text.slice(0, shownCharactersMax)}… (${text.length} characters)`;
}
