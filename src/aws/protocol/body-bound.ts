// How long the body of a request may be, by what it asks for, and what is answered to a longer one.
import { AwsError } from '../../core/errors.ts';
import {
  controlPlaneRequestBytesMax,
  invokeRequestBytesMax,
  lambdaRequestBytesMax,
  s3ChunkFramingBytesMax,
  s3DocumentBytesMax,
  s3ObjectBytesMax,
} from '../../core/limits.ts';
import { isFor, type Route } from './route.ts';

/** Lambda's own, of which an invocation's is smaller; Varco's for the others. */
export function requestBytesMax(route: Route | null): number {
  if (route === null || route.kind === 'no-service') return controlPlaneRequestBytesMax;
  const { service, operation } = route;
  switch (service.id) {
    case 'lambda':
      return operation.startsWith('Invoke') ? invokeRequestBytesMax : lambdaRequestBytesMax;
    case 's3':
      return operation === 'PutObject' || operation === 'UploadPart'
        ? s3ObjectBytesMax + s3ChunkFramingBytesMax
        : s3DocumentBytesMax;
    default:
      return controlPlaneRequestBytesMax;
  }
}

/** AWS's words, recorded for CreateFunction and Invoke, which it calls InvokeFunction here. */
export function tooLarge(route: Route, bytesMax: number): AwsError {
  if (isFor(route, 's3')) return objectTooLarge(bytesMax);
  const operation =
    route.kind === 'no-service' ? 'requested' : route.operation.replace(/^Invoke$/, 'InvokeFunction');
  const text = `Request must be smaller than ${bytesMax} bytes for the ${operation} operation`;
  return new AwsError('RequestEntityTooLargeException', 413, text);
}

function objectTooLarge(bytesMax: number): AwsError {
  const text = 'Your proposed upload exceeds the maximum allowed size';
  return new AwsError('EntityTooLarge', 400, text, { MaxSizeAllowed: bytesMax });
}
