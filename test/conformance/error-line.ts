// An error as one line of a report.

export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode === undefined ? '' : ` (${$metadata.httpStatusCode})`;
  // A refused connection says what it is in its code alone.
  const { code } = error as NodeJS.ErrnoException;
  return `${error.name}${status}: ${error.message === '' ? (code ?? 'without a message') : error.message}`;
}
