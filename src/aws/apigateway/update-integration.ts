// UpdateIntegration: patches on what a method calls, all or none.
import type { Integration, UpdateIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeIntegration } from './changes.ts';
import { assertIntegration, patchIntegration } from './integration-patches.ts';
import { integrationShape } from './method-shape.ts';
import { readPatches } from './patch-operations.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, NotImplemented */
export async function updateIntegration(
  input: UpdateIntegrationRequest,
  context: OperationContext,
): Promise<Integration> {
  const patches = readPatches('updateIntegrationInput', input.patchOperations);
  const changed = await changeIntegration(context, input, (current, method) => {
    const integration = patches.reduce((patched, patch) => patchIntegration(method, patched, patch), current);
    assertIntegration(integration);
    return integration;
  });
  return integrationShape(changed);
}
