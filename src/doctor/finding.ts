// What the doctor takes in and gives out (DESIGN §5, `varco doctor --evidence`).

/**
 * All members optional: whatever a person, a collector or a live request can bring.
 * @public
 */
export interface Evidence {
  /** Execution log lines, in any form AWS prints them. */
  readonly executionLog?: readonly string[];
  readonly functionLog?: readonly string[];
  readonly handlerCode?: string;
  readonly runtime?: string;
  readonly handlerSetting?: string;
  /** `curl -i` text, or `{status, headers, body}`. */
  readonly httpResponse?: unknown;
  readonly template?: string;
  readonly packageListing?: string | readonly string[];
  readonly policy?: unknown;
  readonly symptom?: string;
}

export interface Finding {
  /** Id from the taxonomy: `response.body-not-string`. */
  readonly cause: string;
  /** 0–1. */
  readonly confidence: number;
  /** Step 1–7 of AWS's article; null for what lies outside it. */
  readonly step: 1 | 2 | 3 | 4 | 5 | 6 | 7 | null;
  /** One line. */
  readonly title: string;
  /** The cause in plain words. */
  readonly why: string;
  /** What was seen, quoted. */
  readonly evidence: readonly string[];
  /** Where in the user's source, if it can be told. */
  readonly source: SourceLocation | null;
  readonly fix: { readonly text: string; readonly command?: string; readonly patch?: string };
}

export interface SourceLocation {
  /** Relative to the project's folder where possible. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number | null;
  /** The line's text, trimmed at the end. */
  readonly text: string;
}
