// The body of a request, whole, bounded and decompressed.
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { serializationError } from './serialization.ts';

/** As it came, or null where it is longer than allowed; the rest is then let through unread. */
export function readBody(message: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  if (Number(message.headers['content-length'] ?? 0) > bytesMax) {
    message.resume();
    return Promise.resolve(null);
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > bytesMax) {
        chunks.length = 0;
        resolve(null);
      } else chunks.push(chunk);
    });
    message.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    message.on('error', reject);
  });
}

const unzip = promisify(gunzip);

/**
 * What the body holds: CloudWatch's clients compress it when it is large. Null where it is longer than allowed.
 *
 * @throws AwsError SerializationException
 */
export async function decompress(
  body: Buffer,
  encoding: string | undefined,
  bytesMax: number,
): Promise<Buffer | null> {
  if (encoding !== 'gzip') return body;
  try {
    return await unzip(body, { maxOutputLength: bytesMax });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw serializationError();
  }
}
