// What the hot path reads: one frozen object a stage, compiled whole when a deployment, stage or setting changes (DESIGN D4).
import type { LoggingLevel } from '../execution/execution.ts';
import type { GatewayResponseType } from '../execution/outcome.ts';
import type { BinaryMediaTypes } from '../proxy/binary-media-types.ts';
import type { GatewayResponseModel, IntegrationModel, MethodModel } from './model.ts';
import type { Router } from './router.ts';
import type { Throttle } from './throttle.ts';

export interface ApiSnapshot {
  readonly apiId: string;
  readonly stages: ReadonlyMap<string, StageSnapshot>;
}

export interface StageSnapshot {
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly stage: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly binaryMediaTypes: BinaryMediaTypes;
  readonly gatewayResponses: Readonly<Partial<Record<GatewayResponseType, GatewayResponseModel>>>;
  readonly router: Router<RouteSnapshot>;
  /** Where the events' `domainName` comes from when the client's Host names no API. */
  readonly domainName: string;
  /** True for the pseudo stage of TestInvokeMethod. */
  readonly isTest: boolean;
}

export interface RouteSnapshot {
  readonly resourceId: string;
  readonly resourcePath: string;
  /** As configured: `ANY` stays. */
  readonly method: string;
  readonly model: MethodModel;
  readonly integration: IntegrationSnapshot;
  readonly logging: { readonly level: LoggingLevel; readonly dataTrace: boolean };
  /** Null where the stage sets none and the account's default applies. */
  readonly throttle: Throttle | null;
}

export type IntegrationSnapshot =
  | {
      readonly kind: 'lambda-proxy';
      readonly model: IntegrationModel;
      /** Stage variables filled in. */
      readonly functionArn: string;
      readonly sourceArn: string;
      readonly timeoutMs: number;
      /** True where the integration's own role is used instead of the function's resource policy (SPEC §9.1). */
      readonly usesRole: boolean;
      /** A mapped header that makes every call fail (SPEC §3.3, last paragraph), or null. */
      readonly illegalHeaderMapping: string | null;
    }
  | { readonly kind: 'mock'; readonly model: IntegrationModel }
  /** The URI names no function. */
  | { readonly kind: 'invalid-endpoint'; readonly model: IntegrationModel; readonly uri: string }
  | { readonly kind: 'not-built'; readonly model: IntegrationModel };
