// UpdateAccount: the role under which API Gateway writes logs. Varco writes them without it, unless it is told to need it.
import type { Account, UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import { parseArn } from '../../core/arn.ts';
import type { AccountDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { accountFeature, accountKey, accountShape, findAccount } from './account-settings.ts';
import { badRequest } from './errors.ts';
import { type Patch, readPatches } from './patch-operations.ts';
import { assertPath, type PatchPaths } from './patch-paths.ts';

// AWS also answers `The role ARN does not have required permissions configured. Please grant trust permission for API
// Gateway and add the required role policy.` where the role does not let it write logs.

/** Documented, but for `add` and `remove` of the role, which AWS is reported to take too. */
const paths: PatchPaths = {
  add: ['/cloudwatchRoleArn', '/features'],
  remove: ['/cloudwatchRoleArn', '/features'],
  replace: ['/cloudwatchRoleArn'],
};

/** @throws AwsError ValidationException, BadRequestException */
export async function updateAccount(
  input: UpdateAccountRequest,
  context: OperationContext,
): Promise<Account> {
  const patches = readPatches('updateAccountInput', input.patchOperations);
  return context.store.exclusively('apigateway-account', accountKey, async () => {
    const account = patches.reduce(patchAccount, await findAccount(context));
    await context.store.write([{ kind: 'apigateway-account', key: accountKey, value: account }]);
    await context.logRole.refresh();
    return accountShape(account);
  });
}

function patchAccount(account: AccountDocument, patch: Patch): AccountDocument {
  const { op, path, value } = patch;
  assertPath(patch, paths);
  if (path === '/features') {
    // AWS's words are unknown.
    if (value !== accountFeature) throw badRequest(`Invalid feature specified: ${value}`);
    if (op === 'remove') throw badRequest(`Feature ${accountFeature} cannot be removed`);
    return account;
  }
  if (op === 'remove' || !value) return { ...account, cloudwatchRoleArn: null };
  const arn = parseArn(value);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
    throw badRequest('The role ARN is not well formed');
  }
  return { ...account, cloudwatchRoleArn: value };
}
