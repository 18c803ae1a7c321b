// One step of the walk as it is told: what was checked, what is wrong, what could not be told and why.

export interface Step {
  /** Of AWS's article; null for what lies beyond the seven. */
  readonly number: 1 | 2 | 3 | 4 | 5 | 6 | 7 | null;
  readonly title: string;
  readonly checks: readonly Check[];
}

export interface Check {
  /** `note` is worth knowing, and neither good nor bad. */
  readonly mark: 'fine' | 'fault' | 'unknown' | 'note';
  /** One sentence. */
  readonly text: string;
  /** What was seen, quoted. */
  readonly evidence?: readonly string[];
  /** What to do about it. */
  readonly todo?: string;
  readonly command?: string;
  /** Of the finding that tells more. */
  readonly cause?: string;
}
