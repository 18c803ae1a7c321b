// The request's bytes as the event's `body` (SPEC §3.5).
import type { BinaryMediaTypes } from './binary-media-types.ts';

export interface EventBody {
  /** '' for none, which the event gives as null. */
  readonly text: string;
  readonly isBase64Encoded: boolean;
}

const none: EventBody = { text: '', isBase64Encoded: false };

/**
 * Base64 where the content type is a binary one; else UTF-8, with U+FFFD for what is no UTF-8, so that data is lost as
 * on AWS. An empty body is never base64, not even with `*\/*`.
 */
// AWS also inflates a compressed body first, where the API has a minimumCompressionSize.
export function readEventBody(
  bytes: Uint8Array,
  contentType: string | undefined,
  binaryMediaTypes: BinaryMediaTypes,
): EventBody {
  if (bytes.byteLength === 0) return none;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return binaryMediaTypes.matchesContentType(contentType)
    ? { text: buffer.toString('base64'), isBase64Encoded: true }
    : { text: buffer.toString('utf8'), isBase64Encoded: false };
}
