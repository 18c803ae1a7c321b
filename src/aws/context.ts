// What every control-plane operation is given: identity, state, and the two data planes that new state is published to.
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { KeyLookup } from '../core/signature/verify-signature.ts';
import type { Execution } from '../execution/execution.ts';
import type { TestAuthorizerInput, TestAuthorizerResult } from '../gateway/test-authorizer.ts';
import type { LogRole } from '../gateway/log-role.ts';
import type { TestInvokeInput } from '../gateway/test-invoke.ts';
import type { LambdaService } from '../lambda/service.ts';
import type { Blobs } from '../store/blobs.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface OperationContext {
  readonly accountId: string;
  /** Of the request's signature scope; Varco's own where it is not signed. */
  readonly region: string;
  /** Who calls; null where the request is not signed. */
  readonly accessKeyId: string | null;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly lambda: LambdaService;
  readonly gateway: GatewayControl;
  readonly telemetry: Telemetry;
  readonly keys: Keys;
  readonly logRole: LogRole;
  /** Where this Varco answers, for URLs in answers: `http://127.0.0.1:4566`; null where nothing listens. */
  readonly endpoint: () => string | null;
}

export interface GatewayControl {
  /** Reads the API's documents from the store and swaps their compiled form into the data plane, whole. */
  publish(apiId: string): Promise<void>;
  /** The same for what belongs to the account: API keys, usage plans, custom domains. */
  publishAccount(): Promise<void>;
  /** The console's Test of the current, undeployed configuration (SPEC §1.6). @throws AwsError 404 */
  testInvoke(input: TestInvokeInput): Promise<Execution>;
  /** The console's Test of the current, undeployed authorizer (SPEC §6.6). @throws AwsError 404 */
  testInvokeAuthorizer(input: TestAuthorizerInput): Promise<TestAuthorizerResult>;
  /** Writes what was counted of API keys' use and is still in memory: `usage` documents are right when it resolves. */
  flushUsage(): Promise<void>;
}

/** The access keys in force: what signatures are verified with, here and by the data plane. */
export interface Keys {
  readonly find: KeyLookup;
  /** Reads keys and identities from the store again, after one has changed. */
  refresh(): Promise<void>;
}
