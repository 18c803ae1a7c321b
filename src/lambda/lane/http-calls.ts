// What the APIs that sandboxes call over HTTP have in common: bodies that are bounded, and refusals in their shape.
import type { IncomingMessage, ServerResponse } from 'node:http';

export function refuse(
  response: ServerResponse,
  status: number,
  errorType: string,
  errorMessage: string,
): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json' })
    .end(`${JSON.stringify({ errorMessage, errorType })}\n`);
}

/** `broken`: the process died while it sent. */
export async function readBody(
  message: IncomingMessage,
  bytesMax: number,
): Promise<Buffer | 'too-large' | 'broken'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= bytesMax) chunks.push(chunk);
    }
  } catch {
    // The process died while it answered; its end is told elsewhere.
    return 'broken';
  }
  return bytes > bytesMax ? 'too-large' : Buffer.concat(chunks, bytes);
}
