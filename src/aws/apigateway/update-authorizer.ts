// UpdateAuthorizer: patches on an authorizer, all or none.
import type { Authorizer, UpdateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { AuthorizerModel } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { authorizerShape } from './authorizer-shape.ts';
import { assertAuthorizer, authorizerTypes } from './authorizer-validation.ts';
import { changeAuthorizers } from './changes.ts';
import { badRequest } from './errors.ts';
import { type Patch, readPatches } from './patch-operations.ts';
import { assertPath, type PatchPaths } from './patch-paths.ts';

/** Documented; whether AWS words its refusals for authorizers so is not recorded. */
const paths: PatchPaths = {
  add: ['/identitySource', '/providerARNs'],
  remove: ['/identitySource', '/providerARNs'],
  replace: [
    '/authType',
    '/authorizerCredentials',
    '/authorizerResultTtlInSeconds',
    '/authorizerUri',
    '/identitySource',
    '/identityValidationExpression',
    '/name',
    '/type',
  ],
};

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateAuthorizer(
  input: UpdateAuthorizerRequest,
  context: OperationContext,
): Promise<Authorizer> {
  const patches = readPatches('updateAuthorizerInput', input.patchOperations);
  const api = await changeAuthorizers(context, input, (authorizers, current, currentApi) => {
    const changed = patches.reduce(patchAuthorizer, current);
    assertAuthorizer(currentApi, changed);
    return { ...authorizers, [changed.id]: changed };
  });
  return authorizerShape(api.authorizers[input.authorizerId!]!);
}

function patchAuthorizer(authorizer: AuthorizerModel, patch: Patch): AuthorizerModel {
  const { op, path, value } = patch;
  assertPath(patch, paths);
  switch (path) {
    case '/providerARNs': {
      const others = authorizer.providerARNs.filter((arn) => arn !== value);
      return { ...authorizer, providerARNs: op === 'add' ? [...others, value ?? ''] : others };
    }
    case '/identitySource':
      return { ...authorizer, identitySource: patchedSource(authorizer.identitySource, patch) };
    case '/authType':
      return { ...authorizer, authType: value || null };
    case '/authorizerCredentials':
      return { ...authorizer, authorizerCredentials: value || null };
    case '/authorizerResultTtlInSeconds':
      return { ...authorizer, authorizerResultTtlInSeconds: value ? Number(value) : null };
    case '/authorizerUri':
      return { ...authorizer, authorizerUri: value || null };
    case '/identityValidationExpression':
      return { ...authorizer, identityValidationExpression: value || null };
    case '/name':
      return { ...authorizer, name: value ?? '' };
    default: {
      const type = authorizerTypes.find((known) => known === value);
      // AWS's words are unknown.
      if (type === undefined) {
        throw badRequest(`Invalid authorizer type specified. Valid options are ${authorizerTypes.join(',')}`);
      }
      return { ...authorizer, type };
    }
  }
}

/** `add` and `remove` take one of several sources separated by commas; a `remove` without a value takes all. */
function patchedSource(current: string | null, { op, value }: Patch): string | null {
  if (op === 'replace') return value || null;
  const others = (current ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '' && source !== value);
  if (op === 'add' && value) others.push(value);
  const sources = op === 'remove' && !value ? [] : others;
  return sources.length === 0 ? null : sources.join(',');
}
