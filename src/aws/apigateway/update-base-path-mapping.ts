// UpdateBasePathMapping: another base path, API or stage.
import type { BasePathMapping, UpdateBasePathMappingRequest } from '@aws-sdk/client-api-gateway';
import type { BasePathMappingDocument } from '../../gateway/account-model.ts';
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { whileChangingDomains, writeAccount } from './account-changes.ts';
import { textOrNull } from './api-key.ts';
import { assertMapped, findMapping, mappingKey, mappingShape, readBasePath } from './base-path-mapping.ts';
import { conflict } from './errors.ts';
import { assertOperation, invalidPath, type Patch, readPatches } from './patch-operations.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function updateBasePathMapping(
  input: UpdateBasePathMappingRequest,
  context: OperationContext,
): Promise<BasePathMapping> {
  refuseNotBuilt('UpdateBasePathMapping', { domainNameId: input.domainNameId });
  const patches = readPatches('updateBasePathMappingInput', input.patchOperations);
  return whileChangingDomains(context, async () => {
    const before = await findMapping(context, input.domainName, input.basePath);
    const mapping = patches.reduce(patchMapping, before);
    await assertMapped(context, mapping);
    const [from, to] = [before, mapping].map(({ domainName, basePath }) => mappingKey(domainName, basePath));
    if (to !== from && (await context.store.get('base-path-mapping', to!)) !== null) {
      throw conflict('Base path already exists for this domain name');
    }
    const changes: DocumentChange[] = [
      { kind: 'base-path-mapping', key: from!, value: null },
      { kind: 'base-path-mapping', key: to!, value: mapping },
    ];
    await writeAccount(context, changes);
    return mappingShape(mapping);
  });
}

function patchMapping(mapping: BasePathMappingDocument, patch: Patch): BasePathMappingDocument {
  const { path, value } = patch;
  assertOperation(patch, ['replace']);
  switch (path.toLowerCase()) {
    case '/basepath':
      return { ...mapping, basePath: readBasePath(value) };
    // Documented as `/restapiId`; clients write it both ways.
    case '/restapiid':
      return { ...mapping, apiId: value ?? '' };
    case '/stage':
      return { ...mapping, stage: textOrNull(value) };
    default:
      throw invalidPath(path);
  }
}
