// How grave a finding is to a machine: what a build may fail on.
import type { Finding } from '../finding.ts';

/** SARIF's words. */
export type Level = 'error' | 'warning' | 'note';

export const failOnChoices = ['error', 'warning', 'none'] as const;
export type FailOn = (typeof failOnChoices)[number];

/** Chosen: as sure as this it is told as a fact; less sure than `warning` it is a hint. */
const confidenceMin = { error: 0.75, warning: 0.4 } as const;

export function levelOf({ confidence }: Finding): Level {
  if (confidence >= confidenceMin.error) return 'error';
  return confidence >= confidenceMin.warning ? 'warning' : 'note';
}

/** True where a build that fails on `failOn` fails because of the finding; findings less sure than `confidenceLeast` never count. */
export function counts(finding: Finding, failOn: FailOn, confidenceLeast = 0): boolean {
  if (finding.confidence < confidenceLeast) return false;
  switch (failOn) {
    case 'none':
      return false;
    case 'error':
      return levelOf(finding) === 'error';
    case 'warning':
      return levelOf(finding) !== 'note';
  }
}
