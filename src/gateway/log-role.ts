// The account's role for logs: on AWS nothing is logged without one; here only where that is asked for.
import type { Store } from '../store/store.ts';
import type { AccountDocument } from './account-model.ts';

export interface LogRole {
  /** It is required, and the account has none: nothing may be logged. */
  isMissing(): boolean;
  /** Reads it again, after the account has changed. */
  refresh(): Promise<void>;
}

/** The key of the account's one document. */
const accountKey = 'account';

export function createLogRole(store: Store, isRequired: boolean): LogRole {
  let isMissing = isRequired;
  return {
    isMissing: () => isMissing,
    async refresh() {
      if (!isRequired) return;
      const account = await store.get<AccountDocument>('apigateway-account', accountKey);
      isMissing = account === null || account.cloudwatchRoleArn === null;
    },
  };
}
