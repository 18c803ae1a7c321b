// The integration's part: each type has a file of its own.
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ExecuteContext, IntegrationResult } from './execute.ts';
import { integrateHttp } from './integrate-http.ts';
import { integrateLambda } from './integrate-lambda.ts';
import { integrateLambdaProxy } from './integrate-lambda-proxy.ts';
import { integrateMock } from './integrate-mock.ts';
import { failed } from './integration-failure.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';

/** Synchronous where nobody is called, so that it may throw. */
export function integrate(
  stage: StageSnapshot,
  route: RouteSnapshot,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<IntegrationResult> | IntegrationResult {
  const { integration } = route;
  switch (integration.kind) {
    case 'lambda-proxy':
      return integrateLambdaProxy(stage, route, integration, draft, context);
    case 'lambda':
      return integrateLambda(stage, route, integration, draft, context);
    case 'http':
      return integrateHttp(stage, route, integration, draft, context);
    case 'mock':
      return integrateMock(stage, route, integration, draft, context);
    case 'invalid-endpoint':
      return failed({ kind: 'invalid-endpoint', uri: integration.uri });
    case 'aws-service':
      return failed({
        kind: 'defect',
        message: `Varco calls no AWS service but Lambda from an integration, and this one goes to ${integration.service}`,
      });
  }
}
