// What AWS answers to a request that it cannot read, and the keys that must not reach an object's prototype.
import { AwsError } from '../../core/errors.ts';

/** @param message AWS gives none where the body is no JSON at all. */
export function serializationError(message = ''): AwsError {
  return new AwsError('SerializationException', 400, message);
}

/** `map[key] = value`, also for the key `__proto__`. */
export function setEntry(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') map[key] = value;
  else Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}
