// From something seen before deployment to the finding that the live rules would tell once it fails: one set of rules and words.
import type { Outcome } from '../../execution/outcome.ts';
import type { Case } from '../case.ts';
import type { Language, Place } from '../cause.ts';
import { likeliest } from '../diagnose.ts';
import type { Finding } from '../finding.ts';

/** What was seen, and how a request would end because of it. */
export interface Seen {
  readonly outcome: Outcome;
  /** The function's output as it would be. */
  readonly payload?: string;
  /** 0–1: how sure it is that requests end so. */
  readonly confidence: number;
  /** What stands there, quoted. What the runtime would print is no evidence: it has not happened. */
  readonly evidence: readonly string[];
  /** Where it was seen; left out, the rule looks for the place itself. */
  readonly place?: Place | null;
}

/** Null where the rules do not hold it for a fault. */
export function predict(subject: Case, seen: Seen, language: Language): Finding | null {
  const finding = likeliest({ ...subject, outcome: seen.outcome, payload: seen.payload }, language);
  if (finding === null) return null;
  const { confidence, evidence, place } = seen;
  if (place === undefined) return { ...finding, confidence, evidence };
  const { patch: rulesPatch, ...fix } = finding.fix;
  const patch = place?.patch ?? rulesPatch;
  return {
    ...finding,
    confidence,
    evidence,
    source: place?.location ?? finding.source,
    fix: { ...fix, ...(patch === undefined ? {} : { patch }) },
  };
}

/** An error that the runtime reports instead of an output. */
export function functionError(
  errorType: string,
  errorMessage: string,
  trace: readonly string[] = [],
): Outcome {
  return { kind: 'function-error', errorType, errorMessage, trace };
}
