// Puts a function URL's answer on the wire.
import type { ServerResponse } from 'node:http';
import type { Headers, UrlAnswer } from './url-answer.ts';

/** Headers of Varco's own take the place of the function's (developer guide, for CORS). */
export function write(response: ServerResponse, given: UrlAnswer, added: Headers, isHead = false): void {
  const flat = flatHeaders(given.headers, added);
  flat.push('Content-Length', String(given.body.byteLength));
  response.writeHead(given.status, flat);
  if (isHead) response.end();
  else response.end(given.body);
}

export function flatHeaders(headers: Headers, added: Headers): string[] {
  const taken = new Set(added.map(([name]) => name.toLowerCase()));
  const kept = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !taken.has(lower) && lower !== 'content-length' && lower !== 'transfer-encoding';
  });
  return [...kept, ...added].flat();
}
