// The payload size from which API Gateway compresses: a bound that AWS checks the same at creation and by patch.
import { gatewayPayloadBytesMax } from '../../core/limits.ts';
import { badRequest } from './errors.ts';

/** @param value Text from a patch, or a number; '' and null turn compression off. */
export function readCompressionSize(value: string | number | null): number | null {
  if (value === null || value === '') return null;
  const size = Number(value);
  if (!Number.isInteger(size) || size < 0 || size > gatewayPayloadBytesMax) {
    throw badRequest(`Invalid minimum compression size, must be between 0 and ${gatewayPayloadBytesMax}`);
  }
  return size;
}
