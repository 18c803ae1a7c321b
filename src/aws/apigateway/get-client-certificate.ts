// GetClientCertificate: one certificate.
import type { ClientCertificate, GetClientCertificateRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { clientCertificateShape, findClientCertificate } from './client-certificate.ts';

/** @throws AwsError NotFoundException */
export async function getClientCertificate(
  input: GetClientCertificateRequest,
  context: OperationContext,
): Promise<ClientCertificate> {
  return clientCertificateShape(await findClientCertificate(context, input.clientCertificateId));
}
