// GenerateClientCertificate: a certificate of API Gateway's own, valid for a year.
import type { ClientCertificate, GenerateClientCertificateRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { textOrNull } from './api-key.ts';
import { clientCertificateShape, type ClientCertificateDocument } from './client-certificate.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

const validMs = 365 * 86_400_000;

export async function generateClientCertificate(
  input: GenerateClientCertificateRequest,
  context: OperationContext,
): Promise<ClientCertificate> {
  const nowMs = context.clock.nowMs();
  const expiresAtMs = nowMs + validMs;
  const certificate: ClientCertificateDocument = {
    id: context.ids.sixCharacters(),
    description: textOrNull(input.description),
    pem: await selfSignedCertificate({
      commonName: 'ApiGateway',
      serialHex: context.ids.hex32().slice(0, 16),
      notBeforeMs: nowMs,
      notAfterMs: expiresAtMs,
    }),
    createdAtMs: nowMs,
    expiresAtMs,
    tags: { ...input.tags },
  };
  await context.store.write([{ kind: 'client-certificate', key: certificate.id, value: certificate }]);
  return clientCertificateShape(certificate);
}
