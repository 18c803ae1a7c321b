// What the causes of a malformed output share: the first violation decides, all are named.
import { runtimeFamily, type Case, type RuntimeFamily } from '../../case.ts';
import type { Language, Match } from '../../cause.ts';
import type { Violation, ViolationCode } from '../../../proxy/violation.ts';
import { violationPlace } from '../../source/violation-place.ts';
import { aType, cut, listed } from '../../words.ts';
import { elenco, unTipo } from '../../words-italian.ts';

export interface MalformedFacts {
  readonly violation: Violation;
  /** `body`, `headers["x-count"]`. */
  readonly field: string;
  readonly family: RuntimeFamily;
  /** The further violations. */
  readonly others: readonly Violation[];
  /** The function's output, parsed; undefined where it is no JSON or not at hand. */
  readonly output: unknown;
}

const violationsQuotedMax = 5;

export function matchViolation(
  subject: Case,
  codes: readonly ViolationCode[],
  renameTo?: (facts: MalformedFacts) => string | undefined,
): Match<MalformedFacts> | null {
  const { outcome } = subject;
  if (outcome?.kind !== 'malformed-output') return null;
  const [violation, ...others] = outcome.violations;
  if (violation === undefined || !codes.includes(violation.code)) return null;
  const facts: MalformedFacts = {
    violation,
    field: fieldName(violation.pointer),
    family: runtimeFamily(subject),
    others: others.slice(0, violationsQuotedMax),
    output: parse(subject.payload),
  };
  return {
    confidence: 0.98,
    evidence: outcome.violations.slice(0, violationsQuotedMax).map(quoted),
    facts,
    place: () => violationPlace(subject, violation, renameTo?.(facts)),
  };
}

/** `body is an object: {"id":7}`. */
function quoted({ pointer, code, found }: Violation): string {
  const field = fieldName(pointer);
  if (code === 'unknown-key') return `${field} is no field of a proxy response: ${cut(found.text, 120)}`;
  return `${field} is ${aType(found.type)}: ${cut(found.text, 120)}`;
}

/** A JSON pointer as one writes it in code. */
function fieldName(pointer: string): string {
  if (pointer === '') return 'the output';
  const [first, ...rest] = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return (
    first! + rest.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `[${JSON.stringify(step)}]`)).join('')
  );
}

/** The closing sentence of `why` where more than one field is wrong. */
export function alsoWrong({ others }: MalformedFacts, language: Language = 'en'): string {
  if (others.length === 0) return '';
  const named = others.map(({ pointer, code, found }) => {
    const problem =
      language === 'it'
        ? code === 'unknown-key'
          ? 'chiave sconosciuta'
          : unTipo(found.type)
        : code === 'unknown-key'
          ? 'unknown key'
          : aType(found.type);
    return `\`${fieldName(pointer)}\` (${problem})`;
  });
  return language === 'it' ? ` Sbagliati anche: ${elenco(named)}.` : ` Also wrong: ${listed(named)}.`;
}

function parse(payload: string | undefined): unknown {
  if (payload === undefined) return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
