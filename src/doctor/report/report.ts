// Findings in the form that was asked for: text for people, the rest for machines and pages.
import type { Language } from '../cause.ts';
import type { Finding } from '../finding.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { type FailOn } from './level.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { renderFinding } from './terminal.ts';
import { reportWords } from './words.ts';

export const reportFormats = ['text', 'json', 'markdown', 'sarif', 'junit'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface Report {
  /** Best first. */
  readonly findings: readonly Finding[];
  /** Evidence that would decide, and is not there. */
  readonly missing: readonly string[];
}

export interface ReportStyle {
  readonly language: Language;
  /** Of Varco, for SARIF. */
  readonly version: string;
  readonly failOn: FailOn;
  readonly confidenceLeast?: number;
  /** The file that was examined: where a finding stands that has no place of its own. */
  readonly input?: string;
  /** Text only. */
  readonly color: boolean;
  readonly width: number;
}

/** The whole output, with a line end behind it. */
export function renderReport(report: Report, format: ReportFormat, style: ReportStyle): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(jsonReport(report.findings, report.missing), null, 2)}\n`;
    case 'markdown':
      return markdownReport(report, style.language);
    case 'sarif':
      return `${JSON.stringify(sarifReport(report.findings, style), null, 2)}\n`;
    case 'junit':
      return junitReport(report, style);
    case 'text':
      return textReport(report, style);
  }
}

function textReport({ findings, missing }: Report, style: ReportStyle): string {
  const words = reportWords[style.language];
  const parts = findings.map((finding) => renderFinding(finding, style));
  if (findings.length === 0) parts.push(words.nothingFound);
  if (missing.length > 0)
    parts.push([`${words.missing}:`, ...missing.map((each) => `  - ${each}`)].join('\n'));
  return `${parts.join('\n\n')}\n`;
}
