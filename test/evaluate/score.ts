// How well the doctor names the causes of reported cases: top-1, top-3, family, abstention, false alarms, per cause.
import { diagnoseEvidence } from '../../src/doctor/evidence/diagnose-evidence.ts';
import type { RunPythonAst } from '../../src/doctor/source/python/module.ts';

/** A reported case as `cases.json` has it; what else it holds is not looked at. */
export interface ReportedCase {
  readonly id: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly cause: string;
  readonly evaluable: boolean;
  readonly confidence?: string;
}

export interface Answer {
  readonly id: string;
  readonly expected: string;
  readonly found: readonly { readonly cause: string; readonly confidence: number }[];
  readonly missing: readonly string[];
  readonly rank: number;
}

export interface Score {
  readonly cases: number;
  readonly top1: number;
  /** Causes that the same evidence allows count as right where no evidence tells them apart. */
  readonly top1OrNeighbour: number;
  readonly top3: number;
  readonly family: number;
  /** Mean of top-1 over causes, so that near duplicates count once. */
  readonly top1ByCause: number;
  readonly nothingFound: number;
  readonly answers: readonly Answer[];
}

export async function answerCases(
  cases: readonly ReportedCase[],
  options: { readonly withWords: boolean; readonly runPython?: RunPythonAst },
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const { id, evidence, cause } of cases) {
    const { symptom: _, ...strict } = evidence;
    const { findings, missing } = await diagnoseEvidence(
      options.withWords ? evidence : strict,
      options.runPython === undefined ? {} : { runPython: options.runPython },
    );
    const found = findings.map((finding) => ({ cause: finding.cause, confidence: finding.confidence }));
    answers.push({
      id,
      expected: cause,
      found,
      missing,
      rank: found.findIndex((each) => each.cause === cause),
    });
  }
  return answers;
}

export function score(answers: readonly Answer[]): Score {
  const share = (test: (answer: Answer) => boolean): number =>
    answers.length === 0 ? 1 : answers.filter(test).length / answers.length;
  const byCause = Map.groupBy(answers, ({ expected }) => expected);
  const perCause = [...byCause.values()].map(
    (group) => group.filter(({ rank }) => rank === 0).length / group.length,
  );
  return {
    cases: answers.length,
    top1: share(({ rank }) => rank === 0),
    top1OrNeighbour: share(
      ({ rank, expected, found }) => rank === 0 || areNeighbours(expected, found[0]?.cause),
    ),
    top3: share(({ rank }) => rank >= 0 && rank < 3),
    family: share(({ expected, found }) => familyOf(expected) === familyOf(found[0]?.cause ?? '')),
    top1ByCause: perCause.length === 0 ? 1 : perCause.reduce((sum, each) => sum + each, 0) / perCause.length,
    nothingFound: answers.filter(({ found }) => found.length === 0).length,
    answers,
  };
}

function familyOf(cause: string): string {
  return cause.split('.')[0]!;
}

/** Causes that print the same: only a listing, a policy or the user's own log lines tell them apart. */
const neighbours: readonly ReadonlySet<string>[] = [
  new Set(['package.missing-module', 'package.layer-not-resolved']),
  new Set(['handler.module-not-found', 'package.nested-folder', 'package.unreadable-file']),
  new Set(['runtime.timeout', 'runtime.timeout-vpc', 'runtime.timeout-event-loop']),
];

function areNeighbours(expected: string, found: string | undefined): boolean {
  return found !== undefined && neighbours.some((group) => group.has(expected) && group.has(found));
}
