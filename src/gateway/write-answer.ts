// Puts an execution's response on the wire: header casing and order kept, Date by node:http.
import type { ServerResponse } from 'node:http';
import type { ExecutionResponse } from '../execution/execution.ts';

/** `close` ends the connection after the answer, for a body that was not read to its end. */
export function writeAnswer(
  response: ServerResponse,
  answer: ExecutionResponse,
  options: { readonly close: boolean },
): void {
  const flat: string[] = [];
  for (const [name, value] of answer.headers) flat.push(name, value);
  // The HTTP layer sends no body with these (SPEC §4.2: "body dropped by HTTP layer").
  const bodiless = answer.status === 204 || answer.status === 304 || answer.status < 200;
  if (!bodiless) flat.push('Content-Length', String(answer.body.byteLength));
  // Said here, since node:http would add a Keep-Alive header, which AWS does not send (recorded: header names of proxy responses).
  flat.push('Connection', options.close || !response.shouldKeepAlive ? 'close' : 'keep-alive');
  response.writeHead(answer.status, flat);
  if (bodiless) response.end();
  else if (answer.body.byteLength > joinedBytesMax) response.end(answer.body);
  else response.end(latin1(answer.body), 'latin1');
}

/** node:http joins a head with a latin1 text, each character a byte, to one write; head and bytes would be two. */
const joinedBytesMax = 65_536;

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
