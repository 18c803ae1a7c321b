// Lets a request in that is signed by a key in force; S3 still takes signatures of old as well.
import type { KeyLookup } from '../../core/signature/verify-signature.ts';
import { isFor, type Route } from './route.ts';
import { isSignedV2 } from './s3-router.ts';
import { refusal } from './signature-refusal.ts';
import type { WireHead } from './wire.ts';

/**
 * @param body As it came, not decompressed.
 * @throws AwsError What AWS answers to a request that is not signed, or not well
 */
export async function authorize(
  keyOf: KeyLookup,
  route: Route,
  head: WireHead,
  body: Uint8Array,
  nowMs: number,
): Promise<void> {
  if (route.kind === 'operation' && route.service.unsigned.includes(route.operation)) return;
  if (isFor(route, 's3') && isSignedV2(head)) {
    const { verifySignatureV2 } = await import('./s3-signature-v2.ts');
    verifySignatureV2(head, keyOf, nowMs);
    return;
  }
  const { verifySignature } = await import('../../core/signature/verify-signature.ts');
  const verdict = await verifySignature(head, body, keyOf, nowMs);
  if (verdict.kind !== 'ok')
    throw refusal(
      verdict,
      route.protocol,
      head.query.some(([name]) => name === 'X-Amz-Signature'),
    );
}
