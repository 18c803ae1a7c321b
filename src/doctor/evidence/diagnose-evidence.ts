// Evidence in, findings out: every reading of the evidence is asked of every cause, the likeliest comes first.
import { causes } from '../causes/index.ts';
import type { Candidate, Language } from '../cause.ts';
import type { Finding } from '../finding.ts';
import type { RunPythonAst } from '../source/python/module.ts';
import { casesOfEvidence, type WeighedCase } from './case-of-evidence.ts';
import { missingEvidence } from './missing-evidence.ts';
import { readEvidence } from './read-evidence.ts';

export interface EvidenceReport {
  readonly findings: readonly Finding[];
  /** What would decide, with the command that collects it. */
  readonly missing: readonly string[];
}

interface Weighed {
  readonly candidate: Candidate;
  readonly confidence: number;
}

/** What dies of something else: an exit, a time-out, an exception say that it failed, and another line says why. */
const consequences = new Set([
  'runtime.exit',
  'runtime.timeout',
  'runtime.timeout-event-loop',
  'runtime.unhandled-exception',
]);
const consequenceWeight = 0.85;
const findingsMax = 12;
/** Below this, a cause is no finding but a guess. */
const confidenceMin = 0.25;

/** @throws UserError for what is no evidence object */
export async function diagnoseEvidence(
  value: unknown,
  options: { readonly language?: Language; readonly runPython?: RunPythonAst } = {},
): Promise<EvidenceReport> {
  const evidence = readEvidence(value);
  const cases = await casesOfEvidence(evidence, options.runPython ?? null);
  const findings = diagnoseCases(cases, options.language ?? 'en');
  return { findings, missing: missingEvidence(evidence, cases, findings, options.language) };
}

/** Best first, one finding a cause. */
export function diagnoseCases(cases: readonly WeighedCase[], language: Language): readonly Finding[] {
  const best = new Map<string, Weighed>();
  for (const { subject, weight, isMere } of cases) {
    for (const cause of causes) {
      if (isMere === true && cause.fallback) continue;
      const candidate = cause.consider(subject);
      if (candidate === null) continue;
      const confidence = candidate.confidence * weight;
      const known = best.get(cause.id);
      if (known === undefined || confidence > known.confidence) best.set(cause.id, { candidate, confidence });
    }
  }
  const found = [...best.values()];
  const special = found.filter(({ candidate }) => !candidate.cause.fallback);
  const told = special.length > 0 ? special : found;
  const hasReason = told.some(
    ({ candidate, confidence }) => !consequences.has(candidate.cause.id) && confidence >= 0.5,
  );
  return told
    .map(({ candidate, confidence }) => ({
      candidate,
      confidence:
        hasReason && consequences.has(candidate.cause.id) ? confidence * consequenceWeight : confidence,
    }))
    .filter(({ confidence }) => confidence >= confidenceMin)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, findingsMax)
    .map(({ candidate, confidence }) => ({ ...candidate.tell(language), confidence }));
}
