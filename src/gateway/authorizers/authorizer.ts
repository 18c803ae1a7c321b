// An authorizer as the hot path reads it: compiled once a stage, its cache shared by all methods that name it.
import { parseFunctionArn } from '../../core/arn.ts';
import { authorizerResultSecondsDefault, authorizerResultSecondsMax } from '../../core/limits.ts';
import type { ExecutionAuthorizer } from '../../execution/execution.ts';
import type { Outcome } from '../../execution/outcome.ts';
import { fillStageVariables, lambdaUri } from '../lambda-uri.ts';
import type { AuthorizerModel } from '../model.ts';
import type { AuthorizerOutput } from './authorizer-output.ts';
import { readIdentitySources, type IdentitySource } from './identity-source.ts';
import { createResultCache, type ResultCache } from './result-cache.ts';

interface AuthorizerCommon {
  readonly id: string;
  readonly identitySources: readonly IdentitySource[];
  /** The token, for Cognito its audience, must match it whole; null where all will do. */
  readonly validation: RegExp | null;
}

export interface LambdaAuthorizer extends AuthorizerCommon {
  readonly kind: 'lambda';
  readonly type: 'TOKEN' | 'REQUEST';
  readonly functionArn: string;
  readonly sourceArn: string;
  /** True where its own role is used in place of the function's resource policy. */
  readonly usesRole: boolean;
  readonly cache: ResultCache<AuthorizerOutput>;
}

export interface CognitoAuthorizer extends AuthorizerCommon {
  readonly kind: 'cognito';
  readonly userPoolArns: readonly string[];
}

/** One that can decide nothing: every request ends as authorizer-misconfigured with this sentence. */
interface BrokenAuthorizer {
  readonly kind: 'broken';
  readonly id: string;
  readonly message: string;
}

export type AuthorizerSnapshot = LambdaAuthorizer | CognitoAuthorizer | BrokenAuthorizer;

/** What an authorizer made of one request. */
export interface AuthorizerRun {
  /** Null where it let the caller in, a policy still to be evaluated. */
  readonly outcome: Outcome | null;
  /** Null where it did not begin. */
  readonly record: ExecutionAuthorizer | null;
  /** The policy of a Lambda authorizer; null for Cognito. */
  readonly output: AuthorizerOutput | null;
}

export interface AuthorizerFacts {
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly variables: Readonly<Record<string, string>> | null;
}

export function compileAuthorizer(model: AuthorizerModel, facts: AuthorizerFacts): AuthorizerSnapshot {
  const { id } = model;
  const validation = readValidation(model.identityValidationExpression);
  if (validation === 'invalid') {
    const message = `Varco cannot read the identity validation expression ${model.identityValidationExpression} of authorizer ${id}`;
    return { kind: 'broken', id, message };
  }
  const identitySources = readIdentitySources(model.identitySource);
  if (model.type === 'COGNITO_USER_POOLS') {
    return { kind: 'cognito', id, identitySources, validation, userPoolArns: model.providerARNs };
  }
  const uri = fillStageVariables(model.authorizerUri ?? '', facts.variables);
  const functionArn = lambdaUri.exec(uri)?.[1];
  if (functionArn === undefined || parseFunctionArn(functionArn) === null) {
    return { kind: 'broken', id, message: 'Invalid endpoint address' };
  }
  const seconds = model.authorizerResultTtlInSeconds ?? authorizerResultSecondsDefault;
  return {
    kind: 'lambda',
    id,
    type: model.type,
    identitySources,
    validation,
    functionArn,
    sourceArn: `arn:aws:execute-api:${facts.region}:${facts.accountId}:${facts.apiId}/authorizers/${id}`,
    usesRole: model.authorizerCredentials !== null,
    cache: createResultCache(Math.min(seconds, authorizerResultSecondsMax) * 1000),
  };
}

/** AWS reads it as Java does; what JavaScript cannot read is told at the first request. */
function readValidation(expression: string | null): RegExp | null | 'invalid' {
  if (expression === null || expression === '') return null;
  try {
    return new RegExp(`^(?:${expression})$`);
  } catch {
    return 'invalid';
  }
}
