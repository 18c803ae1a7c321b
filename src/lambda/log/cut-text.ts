// Cutting UTF-8 bytes into pieces that CloudWatch Logs takes as one event, never inside a character.

/** Where to cut so that at most `bytesMax` bytes stay in front and no character is torn. */
export function cutPoint(bytes: Uint8Array, bytesMax: number): number {
  if (bytes.length <= bytesMax) return bytes.length;
  let at = bytesMax;
  // Continuation bytes are 10xxxxxx; a character has at most three of them.
  while (at > bytesMax - 4 && at > 0 && (bytes[at]! & 0xc0) === 0x80) at--;
  return (bytes[at]! & 0xc0) === 0x80 ? bytesMax : at;
}
