// Findings as the JSON that `varco doctor --json` prints (DESIGN §5).
import type { Finding, SourceLocation } from '../finding.ts';

interface JsonReport {
  readonly findings: readonly JsonFinding[];
  /** Evidence that would decide, and is not there. */
  readonly missing: readonly string[];
}

interface JsonFinding {
  readonly cause: string;
  /** 0–1, two digits. */
  readonly confidence: number;
  readonly step: Finding['step'];
  readonly title: string;
  readonly why: string;
  readonly evidence: readonly string[];
  readonly fix: Finding['fix'];
  /** Beyond DESIGN §5: the place in the source, where it can be told. */
  readonly source?: SourceLocation;
}

export function jsonReport(findings: readonly Finding[], missing: readonly string[] = []): JsonReport {
  return { findings: findings.map(jsonFinding), missing };
}

function jsonFinding(finding: Finding): JsonFinding {
  const { cause, step, title, why, evidence, fix, source } = finding;
  const confidence = Math.round(finding.confidence * 100) / 100;
  return { cause, confidence, step, title, why, evidence, fix, ...(source === null ? {} : { source }) };
}
