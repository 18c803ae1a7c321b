// A base path of a custom domain and the API and stage behind it.
import type { BasePathMapping } from '@aws-sdk/client-api-gateway';
import type { BasePathMappingDocument } from '../../gateway/account-model.ts';
import type { RestApiDocument, StageDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { findDomainName } from './domain-name.ts';
import { badRequest, notFound } from './errors.ts';
import { stageKey } from './lookups.ts';

/** How AWS writes the empty base path. */
const none = '(none)';

export function mappingKey(domainName: string, basePath: string): string {
  return `${domainName}/${basePath}`;
}

/** @throws AwsError BadRequestException */
export function readBasePath(basePath: string | null | undefined): string {
  if (basePath === undefined || basePath === null || basePath === none) return '';
  if (basePath.includes('/')) {
    // Reported in public, not recorded.
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
    );
  }
  if (!/^[A-Za-z0-9$\-_.+!*'()]*$/.test(basePath)) throw badRequest('Invalid base path specified');
  return basePath;
}

/** @throws AwsError NotFoundException */
export async function findMapping(
  context: OperationContext,
  domainName: string | undefined,
  basePath: string | undefined,
): Promise<BasePathMappingDocument> {
  const domain = await findDomainName(context, domainName);
  const path = basePath === none ? '' : (basePath ?? '');
  const mapping = await context.store.get<BasePathMappingDocument>(
    'base-path-mapping',
    mappingKey(domain.domainName, path),
  );
  if (mapping === null) throw notFound('Invalid base path mapping identifier specified');
  return mapping;
}

/** @throws AwsError BadRequestException */
export async function assertMapped(
  context: OperationContext,
  { apiId, stage }: Pick<BasePathMappingDocument, 'apiId' | 'stage'>,
): Promise<void> {
  if ((await context.store.get<RestApiDocument>('rest-api', apiId)) === null) {
    throw badRequest('Invalid REST API identifier specified');
  }
  if (stage === null) return;
  if ((await context.store.get<StageDocument>('stage', stageKey(apiId, stage))) === null) {
    throw badRequest('Invalid stage identifier specified');
  }
}

export function mappingShape(mapping: BasePathMappingDocument): BasePathMapping {
  return present({
    basePath: mapping.basePath === '' ? none : mapping.basePath,
    restApiId: mapping.apiId,
    stage: mapping.stage,
  });
}
