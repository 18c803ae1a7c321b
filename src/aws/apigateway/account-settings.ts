// The account's settings: one document for all APIs, and what every account has besides.
import type { Account } from '@aws-sdk/client-api-gateway';
import { accountThrottleBurst, accountThrottleRatePerSecond } from '../../core/limits.ts';
import type { AccountDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';

/** The key of the one document. */
export const accountKey = 'account';

export async function findAccount({ store }: OperationContext): Promise<AccountDocument> {
  return (await store.get<AccountDocument>('apigateway-account', accountKey)) ?? { cloudwatchRoleArn: null };
}

/** Usage plans are there for every account, and cannot be turned off (documented). */
export const accountFeature = 'UsagePlans';

export function accountShape({ cloudwatchRoleArn }: AccountDocument): Account {
  return present({
    cloudwatchRoleArn,
    throttleSettings: { burstLimit: accountThrottleBurst, rateLimit: accountThrottleRatePerSecond },
    features: [accountFeature],
    apiKeyVersion: '4',
  });
}
