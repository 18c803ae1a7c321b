// What becomes of each property of a resource type: honoured, without effect, left out with a reason, or refused.
import { isList, isMap, type TemplateValue } from './template-value.ts';

type Decided =
  /** Taken over; `within` tells of what is inside. */
  | { readonly kind: 'honoured'; readonly within: Within | null }
  /** Taken over, and reported, since part of what it does on AWS is missing. */
  | { readonly kind: 'partly'; readonly reason: string; readonly once: boolean }
  /** Accepted in silence, since nothing that can be seen locally depends on it. */
  | { readonly kind: 'no-effect'; readonly why: string }
  /** Left out, and reported. With `once`, one report stands for all resources that have it. */
  | { readonly kind: 'ignored'; readonly reason: string; readonly once: boolean }
  /** The template cannot be started with it. The sentence goes on after the property's name. */
  | { readonly kind: 'refused'; readonly sentence: string };

export type Verdict =
  | Decided
  | { readonly kind: 'by-value'; readonly decide: (value: TemplateValue) => Verdict };

/** Property → verdict. A property that is not in the table is one that Varco has not heard of, and is reported. */
export type PropertyTable = Readonly<Record<string, Verdict>>;

/** A map with properties of its own, or a list or a map of named things that each have a verdict. */
type Within =
  | { readonly shape: 'map'; readonly table: PropertyTable }
  | { readonly shape: 'list' | 'named'; readonly item: Verdict };

export const honoured: Verdict = { kind: 'honoured', within: null };

export function partly(reason: string): Verdict {
  return { kind: 'partly', reason, once: false };
}

/** As `partly`, for what nearly every resource has: said once, with the other logical ids. */
export function partlyOnce(reason: string): Verdict {
  return { kind: 'partly', reason, once: true };
}

export function noEffect(why: string): Verdict {
  return { kind: 'no-effect', why };
}

export function ignored(reason: string): Verdict {
  return { kind: 'ignored', reason, once: false };
}

/** As `ignored`, for what nearly every resource has: said once, with the other logical ids. */
export function ignoredOnce(reason: string): Verdict {
  return { kind: 'ignored', reason, once: true };
}

export function refused(sentence: string): Verdict {
  return { kind: 'refused', sentence };
}

export function byValue(decide: (value: TemplateValue) => Verdict): Verdict {
  return { kind: 'by-value', decide };
}

export function mapOf(table: PropertyTable): Verdict {
  return { kind: 'honoured', within: { shape: 'map', table } };
}

export function listOf(item: Verdict): Verdict {
  return { kind: 'honoured', within: { shape: 'list', item } };
}

export function namedOf(item: Verdict): Verdict {
  return { kind: 'honoured', within: { shape: 'named', item } };
}

/** A switch that changes nothing when it is off. */
export function offOr(verdict: Verdict): Verdict {
  return byValue((value) => (value === false || value === 'false' ? noEffect('it is off') : verdict));
}

/** One property that is not simply honoured. */
export interface PropertyFinding {
  /** Dotted: `Integration.ConnectionType`, `MethodSettings[0].CachingEnabled`. */
  readonly property: string;
  readonly verdict: Extract<Decided, { kind: 'partly' | 'ignored' | 'refused' }>;
  /** The map or list that holds it, and its key there, for the line. */
  readonly holder: object;
  readonly key: string;
}

const unheardOf: Decided = { kind: 'ignored', reason: 'Varco has not heard of this property', once: false };

/** Every property in `properties` that is left out, taken over in part, or refused; nested ones included, in order. */
export function findProperties(properties: TemplateValue, table: PropertyTable): readonly PropertyFinding[] {
  const findings: PropertyFinding[] = [];
  collectFromMap(properties, table, '', findings);
  return findings;
}

/** Whether a property is taken over, and so must resolve. */
export function isTakenOver(table: PropertyTable, key: string, value: TemplateValue): boolean {
  const { kind } = verdictOn(table, key, value);
  return kind === 'honoured' || kind === 'partly';
}

function verdictOn(table: PropertyTable, key: string, value: TemplateValue): Decided {
  return Object.hasOwn(table, key) ? decide(table[key]!, value) : unheardOf;
}

function decide(verdict: Verdict, value: TemplateValue): Decided {
  return verdict.kind === 'by-value' ? decide(verdict.decide(value), value) : verdict;
}

function collectFromMap(
  map: TemplateValue,
  table: PropertyTable,
  path: string,
  findings: PropertyFinding[],
): void {
  if (!isMap(map)) return;
  for (const [key, value] of Object.entries(map)) {
    collect(verdictOn(table, key, value), value, path + key, map, key, findings);
  }
}

function collect(
  verdict: Decided,
  value: TemplateValue,
  property: string,
  holder: object,
  key: string,
  findings: PropertyFinding[],
): void {
  switch (verdict.kind) {
    case 'no-effect':
      return;
    case 'partly':
    case 'ignored':
    case 'refused':
      findings.push({ property, verdict, holder, key });
      return;
    case 'honoured':
      if (verdict.within !== null) collectWithin(value, verdict.within, property, findings);
  }
}

function collectWithin(
  value: TemplateValue,
  within: Within,
  property: string,
  findings: PropertyFinding[],
): void {
  if (within.shape === 'map') {
    collectFromMap(value, within.table, `${property}.`, findings);
  } else if (within.shape === 'list' && isList(value)) {
    for (const [index, item] of value.entries()) {
      collect(decide(within.item, item), item, `${property}[${index}]`, value, String(index), findings);
    }
  } else if (within.shape === 'named' && isMap(value)) {
    for (const [name, item] of Object.entries(value)) {
      collect(decide(within.item, item), item, `${property}.${name}`, value, name, findings);
    }
  }
}
