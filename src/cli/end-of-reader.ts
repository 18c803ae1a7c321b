// When a command that goes on is to end: Ctrl-C, SIGTERM, or a reader such as `head` that has had enough.

/** Aborted once; a second Ctrl-C ends the process as usual. */
export function endOfReader(stream: NodeJS.WriteStream): AbortSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    end();
  });
  return controller.signal;
}
