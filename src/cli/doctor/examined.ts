// What an examination of a file answers, and what it is told: shared by packages, templates and handlers.
import type { Language } from '../../doctor/cause.ts';
import type { Report } from '../../doctor/report/report.ts';

export interface ExamineOptions {
  /** `index.handler`; for a template, a function's own. */
  readonly handler?: string | undefined;
  /** `nodejs22.x`. */
  readonly runtime?: string | undefined;
  /** `x86_64` or `arm64`; default `x86_64`. */
  readonly architecture?: string | undefined;
  readonly language: Language;
}

export type Examined = Report;
