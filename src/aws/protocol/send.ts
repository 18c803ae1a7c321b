// Writes an answer to the socket, a stream as fast as the client takes it.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WireAnswer } from './wire.ts';

/** Rejects where a stream breaks off, by its source or by the client. */
export async function send(
  response: ServerResponse,
  { statusCode, headers, body }: WireAnswer,
): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    if (statusCode === 204 || statusCode === 304) response.writeHead(statusCode, headers).end();
    // An answer to HEAD tells the length of what is not sent.
    else response.writeHead(statusCode, { 'content-length': bytes.length, ...headers }).end(bytes);
    return;
  }
  response.writeHead(statusCode, headers);
  response.flushHeaders();
  await pipeline(Readable.from(body), response);
}

/** The client closed the connection: nobody's fault. */
export function isClientGone(thrown: unknown): boolean {
  const { code } = thrown as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
