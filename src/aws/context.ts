// What every control-plane operation is given: identity, state, and the two data planes that new state is published to.
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { LambdaService } from '../lambda/service.ts';
import type { Store } from '../store/store.ts';

export interface OperationContext {
  readonly accountId: string;
  readonly region: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly lambda: LambdaService;
  /** Reads the API's documents from the store and swaps their compiled form into the data plane, whole. */
  readonly gateway: { publish(apiId: string): Promise<void> };
}
