// What the rules look at of a template: plain facts, each knowing where it was written.
import type { PolicyStatement } from '../../../policy/policy.ts';
import type { SourceLocation } from '../../finding.ts';

export interface TemplateFacts {
  readonly accountId: string;
  readonly region: string;
  readonly functions: readonly FunctionInTemplate[];
  readonly methods: readonly MethodInTemplate[];
  readonly permissions: readonly PermissionInTemplate[];
  readonly stages: readonly StageInTemplate[];
  readonly deployments: readonly DeploymentInTemplate[];
  readonly authorizers: readonly AuthorizerInTemplate[];
  readonly gatewayResponses: readonly GatewayResponseInTemplate[];
}

/** What each fact has: the resource's logical id as written in the template, and where it, or a property of it, stands. */
export interface InTemplate {
  readonly logicalId: string;
  /** Of a property; without a name, or where it is not written, of the resource. */
  readonly at: (property?: string) => SourceLocation | null;
}

export interface FunctionInTemplate extends InTemplate {
  readonly arn: string;
  readonly name: string;
  readonly runtime: string | null;
  readonly handler: string | null;
  readonly architecture: 'x86_64' | 'arm64';
  readonly timeoutSeconds: number;
  readonly hasLayers: boolean;
  /** Null where it cannot be told. */
  readonly environment: Readonly<Record<string, string>> | null;
  /** An event of another kind than a REST API's, or an HTTP API's, calls it too. */
  readonly hasOtherEvents: boolean;
}

export interface MethodInTemplate extends InTemplate {
  /** The API's logical id, which stands for its id. */
  readonly api: string;
  /** `GET` … or `ANY`. */
  readonly method: string;
  /** `/orders/{id}`; null where its resource is not in the template. */
  readonly path: string | null;
  readonly integration: IntegrationInTemplate | null;
  /** `NONE`, `CUSTOM`, `AWS_IAM`, `COGNITO_USER_POOLS`. */
  readonly authorization: string;
  /** Logical id of the authorizer; null where there is none, or it is not in the template. */
  readonly authorizer: string | null;
  /** Names an authorizer at all. */
  readonly hasAuthorizer: boolean;
  /** A resource of its own rather than a part of the API's document. */
  readonly isResource: boolean;
}

export interface IntegrationInTemplate {
  readonly type: string;
  readonly httpMethod: string | null;
  /** As it is configured: with `${stageVariables.…}` unfilled. */
  readonly uri: string | null;
  readonly hasCredentials: boolean;
  readonly timeoutMs: number | null;
}

export interface PermissionInTemplate extends InTemplate {
  /** Of the function in the template it is for. */
  readonly functionArn: string;
  readonly qualifier: string | null;
  readonly statement: PolicyStatement;
}

export interface StageInTemplate extends InTemplate {
  readonly api: string;
  readonly name: string;
  /** Null where they cannot be told. */
  readonly variables: Readonly<Record<string, string>> | null;
}

export interface DeploymentInTemplate extends InTemplate {
  readonly api: string;
  /** Logical ids of all that is sure to exist before it is made. */
  readonly after: ReadonlySet<string>;
}

export interface AuthorizerInTemplate extends InTemplate {
  readonly api: string;
  readonly type: string;
  readonly uri: string | null;
  readonly hasCredentials: boolean;
  readonly identitySource: string | null;
}

export interface GatewayResponseInTemplate extends InTemplate {
  readonly api: string;
  readonly responseType: string;
  /** `gatewayresponse.header.…`, lower case. */
  readonly headers: readonly string[];
}

/** The function ARN within an integration's or authorizer's URI; null for a URI of another form. */
export function calledArn(uri: string | null): string | null {
  return uri === null ? null : (/\/functions\/(arn:.+)\/invocations$/.exec(uri)?.[1] ?? null);
}

/** `arn:aws:lambda:…:function:name:alias` → the function's ARN and the qualifier. */
export function splitQualifier(arn: string): { readonly arn: string; readonly qualifier: string | null } {
  const parts = arn.split(':');
  return { arn: parts.slice(0, 7).join(':'), qualifier: parts[7] ?? null };
}

/** The place without an edit, for a finding. */
export function placeOf(
  fact: InTemplate,
  property?: string,
): { readonly location: SourceLocation; readonly patch: null } | null {
  const location = fact.at(property);
  return location === null ? null : { location, patch: null };
}

/** `template.yaml:12: Timeout: 60`. */
export function quoted(fact: InTemplate, property?: string): readonly string[] {
  const location = fact.at(property);
  return location === null ? [] : [`${location.file}:${location.line}: ${location.text.trim()}`];
}
