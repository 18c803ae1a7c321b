// DeleteClientCertificate: a certificate goes.
import type { DeleteClientCertificateRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findClientCertificate } from './client-certificate.ts';

// AWS also refuses while a stage uses it.

/** @throws AwsError NotFoundException */
export async function deleteClientCertificate(
  input: DeleteClientCertificateRequest,
  context: OperationContext,
): Promise<void> {
  const key = input.clientCertificateId ?? '';
  await context.store.exclusively('client-certificate', key, async () => {
    await findClientCertificate(context, key);
    await context.store.write([{ kind: 'client-certificate', key, value: null }]);
  });
}
