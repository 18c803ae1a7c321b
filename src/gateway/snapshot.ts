// What the hot path reads: one frozen object a stage, compiled whole when a deployment, stage or setting changes (DESIGN D4).
import type { ExecutionLogging } from '../execution/execution.ts';
import type { GatewayResponseType } from '../execution/outcome.ts';
import type { BinaryMediaTypes } from '../proxy/binary-media-types.ts';
import type { Statement } from '../policy/document.ts';
import type { AuthorizerSnapshot } from './authorizers/authorizer.ts';
import type { FunctionTarget } from './invoke-within.ts';
import type { IntegrationResponse } from './mapping/map-response.ts';
import type { TemplateSet } from './mapping/template-set.ts';
import type { GatewayResponseModel, IntegrationModel, MethodModel } from './model.ts';
import type { Router } from './router.ts';
import type { Throttle } from './throttle.ts';
import type { RequestValidator } from './validation/request-validator.ts';

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
  /** Of requests that match no method. */
  readonly logging: ExecutionLogging;
  /** True for the pseudo stage of TestInvokeMethod. */
  readonly isTest: boolean;
  /** The API's own policy; null where it has none. */
  readonly resourcePolicy: readonly Statement[] | null;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** True where only custom domains lead to the API. */
  readonly isDefaultEndpointClosed: boolean;
  /** A second deployment that serves a share of the requests; null for none, and on the canary itself. */
  readonly canary: { readonly snapshot: StageSnapshot; readonly percentTraffic: number } | null;
  readonly isCanary: boolean;
}

export interface RouteSnapshot {
  readonly resourceId: string;
  readonly resourcePath: string;
  /** As configured: `ANY` stays. */
  readonly method: string;
  readonly model: MethodModel;
  readonly integration: IntegrationSnapshot;
  readonly logging: ExecutionLogging;
  /** Null where the stage sets none and the account's default applies. */
  readonly throttle: Throttle | null;
  /** Null where the method's authorization names none. */
  readonly authorizer: AuthorizerSnapshot | null;
  /** Null where nothing of the request is looked at. */
  readonly validator: RequestValidator | null;
}

/** Of the types that are no proxies: templates and integration responses. */
interface MappingSnapshot {
  readonly templates: TemplateSet;
  readonly responses: readonly IntegrationResponse[];
}

interface LambdaSnapshot extends FunctionTarget {
  readonly model: IntegrationModel;
  /** A mapped header that makes every call fail (SPEC §3.3, last paragraph), or null. */
  readonly illegalHeaderMapping: string | null;
}

/** Stage variables are filled in. */
export type IntegrationSnapshot =
  | ({ readonly kind: 'lambda-proxy' } & LambdaSnapshot)
  | ({ readonly kind: 'lambda' } & LambdaSnapshot & MappingSnapshot)
  | ({
      readonly kind: 'http';
      readonly isProxy: boolean;
      readonly model: IntegrationModel;
      /** With `{name}` for path parameters. */
      readonly uri: string;
      readonly timeoutMs: number;
      readonly illegalHeaderMapping: string | null;
    } & MappingSnapshot)
  | ({ readonly kind: 'mock'; readonly model: IntegrationModel } & MappingSnapshot)
  /** AWS also calls its other services. */
  | { readonly kind: 'aws-service'; readonly model: IntegrationModel; readonly service: string }
  /** The URI names no function. */
  | { readonly kind: 'invalid-endpoint'; readonly model: IntegrationModel; readonly uri: string };
