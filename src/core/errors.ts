// The two kinds of expected failure: what AWS would answer, and what the person at the keyboard can mend.

/** An answer AWS gives as an error: wire code, HTTP status and verbatim message. Not a defect. */
export class AwsError extends Error {
  readonly code: string;
  readonly statusCode: number;
  /** Further members of the error's shape, for instance `{ Type: 'User' }`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    statusCode: number,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.statusCode = statusCode;
    this.members = members;
  }
}

/** Bad input: one sentence that says what is wrong and what to do. The CLI prints it alone and exits with 2. */
export class UserError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'UserError';
  }
}

/** The text of anything thrown, for log lines and causes. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
