// GetClientCertificates: the account's certificates, oldest first.
import type { ClientCertificates, GetClientCertificatesRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { byCreation } from '../page.ts';
import { type ClientCertificateDocument, clientCertificateShape } from './client-certificate.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError BadRequestException */
export async function getClientCertificates(
  input: GetClientCertificatesRequest,
  context: OperationContext,
): Promise<ClientCertificates> {
  const certificates = await context.store.list<ClientCertificateDocument>('client-certificate');
  const key = ({ createdAtMs, id }: ClientCertificateDocument): string => byCreation(createdAtMs, id);
  return pageOf(certificates, key, input, clientCertificateShape);
}
