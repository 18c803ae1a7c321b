// A client certificate: what API Gateway would show a backend as its own, and how the operations answer it.
import type { ClientCertificate } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { filled, present } from '../present.ts';
import { notFound } from './errors.ts';

/** Key in the store: its id. */
export interface ClientCertificateDocument {
  readonly id: string;
  readonly description: string | null;
  readonly pem: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** @throws AwsError NotFoundException */
export async function findClientCertificate(
  context: OperationContext,
  id: string | undefined,
): Promise<ClientCertificateDocument> {
  const found = await context.store.get<ClientCertificateDocument>('client-certificate', id ?? '');
  if (found === null) throw notFound('Invalid Client Certificate identifier specified');
  return found;
}

export function clientCertificateShape(certificate: ClientCertificateDocument): ClientCertificate {
  return present({
    clientCertificateId: certificate.id,
    description: certificate.description,
    pemEncodedCertificate: certificate.pem,
    createdDate: new Date(certificate.createdAtMs),
    expirationDate: new Date(certificate.expiresAtMs),
    tags: filled(certificate.tags),
  });
}
