// A filter pattern at work: does a message match, and what did its fields and selectors find.
import { readSelector } from './read-json-condition.ts';
import { matchesFields, splitFields } from './match-fields.ts';
import { isScalar, matchesJson, parseMessage, selected } from './match-json.ts';
import type { FilterPattern, JsonCondition, Term } from './pattern.ts';
import { readFilterPattern } from './read-pattern.ts';
import { Scanner } from './scanner.ts';

export { FilterPatternError } from './pattern.ts';

export interface MessageFilter {
  matches(message: string): boolean;
  /** What a matching message has under the pattern's own names: `$ip`, `$.status`. */
  extract(message: string): Readonly<Record<string, string>>;
  /** What a matching message has there: a metric filter's value, `$.latency` or `$bytes`; null for nothing. */
  valueAt(selector: string, message: string): string | null;
}

/** @throws FilterPatternError where the text is no pattern. */
export function compileFilterPattern(text: string): MessageFilter {
  const pattern = readFilterPattern(text);
  return {
    matches: matcherOf(pattern),
    extract: (message) => extract(pattern, message),
    valueAt: (selector, message) => valueAt(pattern, selector, message),
  };
}

function matcherOf(pattern: FilterPattern): (message: string) => boolean {
  switch (pattern.kind) {
    case 'everything':
      return () => true;
    case 'terms':
      return termsMatcher(pattern);
    case 'json':
      return (message) => {
        const json = parseMessage(message);
        return json !== null && matchesJson(pattern.condition, json);
      };
    case 'delimited':
      return (message) => matchesFields(pattern.fields, splitFields(message)) !== null;
  }
}

/**
 * A term matches wherever its characters stand, in their case; whether AWS asks for whole words is not documented.
 * Optional terms count only where they are alone: mixed with others AWS ignores them.
 */
function termsMatcher({
  required,
  optional,
  excluded,
}: FilterPattern & { readonly kind: 'terms' }): (message: string) => boolean {
  const onlyOptional = required.length === 0 && excluded.length === 0;
  return (message) => {
    if (onlyOptional) return optional.some((term) => occurs(term, message));
    return required.every((term) => occurs(term, message)) && !excluded.some((term) => occurs(term, message));
  };
}

function occurs(term: Term, message: string): boolean {
  return term.kind === 'text' ? message.includes(term.text) : term.expression.test(message);
}

function extract(pattern: FilterPattern, message: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  if (pattern.kind === 'delimited') {
    const values = matchesFields(pattern.fields, splitFields(message)) ?? new Map<string, string>();
    for (const [name, value] of values) found[`$${name}`] = value;
  }
  if (pattern.kind === 'json') {
    for (const selector of selectorsOf(pattern.condition)) {
      const value = valueAt(pattern, selector, message);
      if (value !== null) found[selector] = value;
    }
  }
  return found;
}

function selectorsOf(condition: JsonCondition): readonly string[] {
  return 'conditions' in condition ? condition.conditions.flatMap(selectorsOf) : [condition.selector.text];
}

function valueAt(pattern: FilterPattern, selector: string, message: string): string | null {
  if (pattern.kind === 'delimited') {
    return matchesFields(pattern.fields, splitFields(message))?.get(selector.replace(/^\$/, '')) ?? null;
  }
  if (pattern.kind !== 'json') return null;
  const json = parseMessage(message);
  if (json === null) return null;
  const [value] = selected(json, readSelector(new Scanner(selector)));
  return isScalar(value) ? String(value) : null;
}
