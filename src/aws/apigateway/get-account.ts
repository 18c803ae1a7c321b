// GetAccount: the settings that all APIs of the account share.
import type { Account, GetAccountRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { accountShape, findAccount } from './account-settings.ts';

export async function getAccount(_input: GetAccountRequest, context: OperationContext): Promise<Account> {
  return accountShape(await findAccount(context));
}
