// Reads a request's body off the socket, no more than the gateway takes (SPEC §10).
import type { IncomingMessage } from 'node:http';
import { gatewayPayloadBytesMax } from '../core/limits.ts';

export type RequestBody =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly announcedBytes: number | null }
  /** The client went away before the end. */
  | { readonly kind: 'aborted' };

const none: RequestBody = { kind: 'read', bytes: new Uint8Array(0) };

/** Synchronous where there is no body, as with most GETs. */
export function readRequestBody(message: IncomingMessage): RequestBody | Promise<RequestBody> {
  const announced = message.headers['content-length'];
  if (announced === undefined && message.headers['transfer-encoding'] === undefined) return none;
  if (announced === '0') return none;
  if (announced !== undefined && Number(announced) > gatewayPayloadBytesMax) {
    return { kind: 'too-large', announcedBytes: Number(announced) };
  }
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    message.on('data', (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes > gatewayPayloadBytesMax) {
        chunks.length = 0;
        resolve({ kind: 'too-large', announcedBytes: null });
      } else {
        chunks.push(chunk);
      }
    });
    message.on('end', () =>
      resolve({ kind: 'read', bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }),
    );
    message.on('close', () => resolve({ kind: 'aborted' }));
    message.on('error', () => resolve({ kind: 'aborted' }));
  });
}
