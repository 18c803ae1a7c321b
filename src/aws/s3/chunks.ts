// An object's bytes in the blobs, in pieces: what came in parts is joined without being copied, and a range is read alone.
import { s3ChunkBytesMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import type { Chunk } from './model.ts';

type Kept = Pick<OperationContext, 'blobs' | 'ids'>;

/**
 * In front of each piece stand bytes of its own. Blobs are kept by content, and a piece that is the same as a function's
 * package, or as one of another object, would otherwise share its address: deleting the one would delete the other.
 */
const markBytes = 16;

export async function writeChunks({ blobs, ids }: Kept, bytes: Uint8Array): Promise<readonly Chunk[]> {
  const chunks: Chunk[] = [];
  for (let offset = 0; offset < bytes.length; offset += s3ChunkBytesMax) {
    const piece = bytes.subarray(offset, offset + s3ChunkBytesMax);
    const marked = Buffer.concat([Buffer.from(ids.hex32(), 'hex'), piece]);
    chunks.push({ address: await blobs.put(marked), sizeBytes: piece.length });
  }
  return chunks;
}

export async function deleteChunks({ blobs }: Kept, chunks: readonly Chunk[]): Promise<void> {
  await Promise.all(chunks.map(({ address }) => blobs.delete(address)));
}

/** Null where a piece is no longer there: the object was replaced or deleted meanwhile. */
export async function readChunk({ blobs }: Kept, { address }: Chunk): Promise<Uint8Array | null> {
  const marked = await blobs.get(address);
  return marked === null ? null : marked.subarray(markBytes);
}

export async function readChunks(kept: Kept, chunks: readonly Chunk[]): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  for (const chunk of chunks) {
    const piece = await readChunk(kept, chunk);
    if (piece === null) return null;
    pieces.push(piece);
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

/**
 * The bytes from `start` to before `end`, piece by piece; breaks off where the object is replaced while it is read.
 */
export async function* streamChunks(
  kept: Kept,
  chunks: readonly Chunk[],
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for (const chunk of chunks) {
    const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, chunk.sizeBytes)];
    offset += chunk.sizeBytes;
    if (from >= to) continue;
    const piece = await readChunk(kept, chunk);
    if (piece === null) throw new ObjectReplaced();
    yield piece.subarray(from, to);
  }
}

/** The connection is closed on the client, which asks again. */
export class ObjectReplaced extends Error {
  readonly code = 'ERR_STREAM_PREMATURE_CLOSE';

  constructor() {
    super('the object was replaced or deleted while it was read');
  }
}
