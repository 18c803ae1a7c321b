// The event of an invocation as it was sent: bytes that must be JSON, kept as the text they are.
import { isUtf8 } from 'node:buffer';
import { AwsError } from '../../../core/errors.ts';
import { jacksonError } from './jackson-error.ts';

/** @returns '' where none was sent. @throws AwsError InvalidRequestContentException */
export function readPayload(payload: Uint8Array | string | undefined): string {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : (payload ?? new Uint8Array());
  if (bytes.length === 0) return '';
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  if (isUtf8(bytes) && isJson(text)) return text;
  const why = jacksonError(bytes);
  // What follows a whole value is refused here, for no runtime could read it; AWS's words for it are unknown.
  const sentence = why ?? 'Unexpected content behind the end of the payload';
  throw new AwsError(
    'InvalidRequestContentException',
    400,
    `Could not parse request body into json: Could not parse payload into json: ${sentence}`,
    { Type: 'User' },
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
