// UpdateClientCertificate: another description.
import type { ClientCertificate, UpdateClientCertificateRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { textOrNull } from './api-key.ts';
import { clientCertificateShape, findClientCertificate } from './client-certificate.ts';
import { readPatches } from './patch-operations.ts';
import { assertPath } from './patch-paths.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateClientCertificate(
  input: UpdateClientCertificateRequest,
  context: OperationContext,
): Promise<ClientCertificate> {
  const patches = readPatches('updateClientCertificateInput', input.patchOperations);
  const id = input.clientCertificateId ?? '';
  return context.store.exclusively('client-certificate', id, async () => {
    let certificate = await findClientCertificate(context, id);
    for (const patch of patches) {
      assertPath(patch, { replace: ['/description'] });
      certificate = { ...certificate, description: textOrNull(patch.value) };
    }
    await context.store.write([{ kind: 'client-certificate', key: id, value: certificate }]);
    return clientCertificateShape(certificate);
  });
}
