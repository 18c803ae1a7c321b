// CreateBasePathMapping: an API's stage under a base path of a custom domain.
import type { BasePathMapping, CreateBasePathMappingRequest } from '@aws-sdk/client-api-gateway';
import type { BasePathMappingDocument } from '../../gateway/account-model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { whileChangingDomains, writeAccount } from './account-changes.ts';
import { textOrNull } from './api-key.ts';
import { assertMapped, mappingKey, mappingShape, readBasePath } from './base-path-mapping.ts';
import { findDomainName } from './domain-name.ts';
import { conflict } from './errors.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function createBasePathMapping(
  input: CreateBasePathMappingRequest,
  context: OperationContext,
): Promise<BasePathMapping> {
  assertConstraints(required('createBasePathMappingInput.restApiId', input.restApiId));
  refuseNotBuilt('CreateBasePathMapping', { domainNameId: input.domainNameId });
  return whileChangingDomains(context, async () => {
    const { domainName } = await findDomainName(context, input.domainName);
    const mapping: BasePathMappingDocument = {
      domainName,
      basePath: readBasePath(input.basePath),
      apiId: input.restApiId ?? '',
      stage: textOrNull(input.stage),
    };
    await assertMapped(context, mapping);
    const key = mappingKey(domainName, mapping.basePath);
    if ((await context.store.get('base-path-mapping', key)) !== null) {
      throw conflict('Base path already exists for this domain name');
    }
    await writeAccount(context, [{ kind: 'base-path-mapping', key, value: mapping }]);
    return mappingShape(mapping);
  });
}
