// Base64 as strictly as a Java decoder takes it; Node.js's own skips what it does not know.

const base64Text = /^[A-Za-z\d+/]*={0,2}$/;

/**
 * The bytes, or undefined where the text is no base64. Only "è é + à" is recorded as refused (SPEC §4.2); chosen is
 * java.util.Base64's basic decoder: no character outside the alphabet, line breaks and the URL-safe ones included;
 * padding may be absent, but not wrong; bits left over are ignored.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (!base64Text.test(text)) return undefined;
  const paddingAt = text.indexOf('=');
  const isPadded = paddingAt !== -1;
  const characters = isPadded ? paddingAt : text.length;
  if (characters % 4 === 1 || (isPadded && text.length % 4 !== 0)) return undefined;
  return Buffer.from(text, 'base64');
}
