// What text evidence tells beyond the facts that every kind of case has: whole lines, the answer, words around it.
import type { CodeFacts } from './code-facts.ts';
import type { Hints } from './hints.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { PolicyFacts } from './policy-text.ts';
import type { ReportFacts } from './report-line.ts';
import type { TemplateSettings } from './template-settings.ts';

export interface TextFacts {
  /** Lines of the function's log, times and ids taken off, platform lines included. */
  readonly lines: readonly string[];
  /** Lines of the gateway's logs. */
  readonly gatewayLines: readonly string[];
  /** Between the first and the last line of the gateway's log, as far as these have times; null where not. */
  readonly gatewayMs: number | null;
  /** Words of the person who asks. */
  readonly words: string;
  readonly hints: Hints;
  readonly answer: HttpAnswer | null;
  readonly report: ReportFacts;
  readonly template: TemplateSettings | undefined;
  readonly policy: PolicyFacts | null;
  readonly code: CodeFacts | null;
  /** The runtime as it was given, in people's own words. */
  readonly runtimeWords: string;
  readonly isContainer: boolean;
  /** Whether the policy behind a refused call is known, or the refusal is all there is. */
  readonly isPolicyKnown: boolean;
  /** True where a function's log was looked for, and nothing of the function's is there. */
  readonly hasNoFunctionLog: boolean;
}
