// GetAccessKeyInfo: the account of a key. All keys that Varco meets belong to its one account.
import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import type { OperationContext } from '../context.ts';

export function getAccessKeyInfo(
  input: GetAccessKeyInfoRequest,
  context: OperationContext,
): GetAccessKeyInfoResponse {
  return { Account: context.keys.find(input.AccessKeyId!)?.accountId ?? context.accountId };
}
