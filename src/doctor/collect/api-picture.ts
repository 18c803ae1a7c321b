// An API and one of its stages as AWS has them: what is configured now, and what the stage serves.
import type { Asked, Unanswered } from './ask.ts';

export interface ApiPicture {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly endpointTypes: readonly string[];
  readonly isExecuteApiDisabled: boolean;
  readonly hasPolicy: boolean;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: string;
  /** Null where the API has no such stage. */
  readonly stage: StagePicture | null;
  readonly stageNames: readonly string[];
  /** As configured now: what a new deployment would serve. */
  readonly configured: readonly RoutePicture[];
  /** What the stage serves, by its export. */
  readonly deployed: Asked<readonly RoutePicture[]>;
  readonly authorizers: readonly AuthorizerPicture[];
  readonly gatewayResponses: Asked<readonly GatewayResponsePicture[]>;
  /** The role by which API Gateway writes logs; null where the account has none. */
  readonly logRole: Asked<string | null>;
  /** API keys count through these; asked for only where a method wants a key. */
  readonly usagePlans: Asked<readonly UsagePlanPicture[]> | null;
  /** Questions without an answer. */
  readonly unanswered: readonly Unanswered[];
}

export interface StagePicture {
  readonly name: string;
  readonly deploymentId: string;
  /** Epoch ms; null where it could not be told. */
  readonly deployedAtMs: number | null;
  readonly variables: Readonly<Record<string, string>>;
  /** By `{path}/{METHOD}` as AWS writes the key: `*` + `/*`, `~1orders/GET`. */
  readonly methodSettings: Readonly<Record<string, MethodSettings>>;
  readonly webAclArn: string | null;
  readonly canary: { readonly percent: number; readonly deploymentId: string } | null;
  readonly isCaching: boolean;
}

export interface MethodSettings {
  readonly loggingLevel: string;
  readonly dataTrace: boolean;
  readonly throttlingRate: number | null;
  readonly throttlingBurst: number | null;
}

export interface RoutePicture {
  /** `GET` … or `ANY`. */
  readonly method: string;
  /** The template: `/orders/{id}`. */
  readonly path: string;
  /** Only of what is configured now. */
  readonly resourceId: string | null;
  readonly authorization: string;
  readonly authorizerId: string | null;
  readonly needsApiKey: boolean;
  readonly integration: IntegrationPicture | null;
}

export interface IntegrationPicture {
  /** `AWS_PROXY` … */
  readonly type: string;
  readonly uri: string | null;
  /** Null where it is not set. */
  readonly httpMethod: string | null;
  readonly timeoutMs: number;
  readonly credentials: string | null;
}

export interface AuthorizerPicture {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly uri: string | null;
  readonly credentials: string | null;
  readonly identitySource: string | null;
}

export interface GatewayResponsePicture {
  readonly type: string;
  readonly isDefault: boolean;
  /** Names, lower case, without `gatewayresponse.header.`. */
  readonly headers: readonly string[];
}

export interface UsagePlanPicture {
  readonly id: string;
  readonly name: string;
  readonly servesStage: boolean;
  readonly keys: readonly { readonly id: string; readonly enabled: boolean }[];
}

/** `GET /orders/{id}`. */
export function routeName({ method, path }: Pick<RoutePicture, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
