// What of the account the data plane serves by: API keys with their usage, and custom domains.
import type { Clock } from '../core/clock.ts';
import type { Store } from '../store/store.ts';
import type {
  ApiKeyDocument,
  BasePathMappingDocument,
  DomainNameDocument,
  UsageDocument,
  UsagePlanDocument,
} from './account-model.ts';
import { createApiKeys, type ApiKeys } from './api-keys.ts';
import { compileDomains, type Domains } from './domains.ts';
import { Usage } from './usage.ts';

export interface Account {
  readonly apiKeys: ApiKeys;
  readonly usage: Usage;
  readonly domains: () => Domains;
  /** Swaps in what the store holds now. */
  readonly publish: () => Promise<void>;
}

export function createAccount(store: Store, clock: Clock): Account {
  const usage = new Usage(store, clock);
  const apiKeys = createApiKeys(usage);
  let domains = compileDomains([], []);

  const read = async (): Promise<void> => {
    const plans = await store.list<UsagePlanDocument>('usage-plan');
    usage.retain(new Map(plans.map((plan) => [plan.id, plan])));
    await usage.flush();
    const [keys, used, names, mappings] = await Promise.all([
      store.list<ApiKeyDocument>('api-key'),
      store.list<UsageDocument>('usage'),
      store.list<DomainNameDocument>('domain-name'),
      store.list<BasePathMappingDocument>('base-path-mapping'),
    ]);
    apiKeys.load(keys, plans, used);
    domains = compileDomains(names, mappings);
  };

  // One behind the other: a later one must not be overtaken by what an earlier one read.
  let publishing: Promise<void> = Promise.resolve();
  const publish = (): Promise<void> => {
    publishing = publishing.catch(() => undefined).then(read);
    return publishing;
  };

  return { apiKeys, usage, domains: () => domains, publish };
}
