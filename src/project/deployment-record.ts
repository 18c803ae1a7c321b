// What a deployment has made so far, gathered for its report.
import { parseFunctionArn } from '../core/arn.ts';
import type { DeployedApi, DeployedFunction, DeployedRoute } from './project.ts';

export interface DeploymentRecord {
  api(
    logicalId: string,
    apiId: string,
    name: string,
    rootResourceId: string,
    hasUnreadDocument: boolean,
  ): void;
  /** A resource of an API, so that its methods know their path. */
  resource(apiId: string, resourceId: string, path: string): void;
  method(
    apiId: string,
    resourceId: string,
    method: string,
    integrationType: string,
    uri: string | null,
  ): void;
  /** True for an API whose routes stand in a document that is not read: there is nothing to deploy. */
  isEmptyForWantOfDocument(apiId: string): boolean;
  stage(apiId: string, stageName: string): void;
  function(entry: DeployedFunction): void;
  apis(): readonly DeployedApi[];
  functions(): readonly DeployedFunction[];
}

interface ApiRecord {
  readonly logicalId: string;
  readonly apiId: string;
  readonly name: string;
  readonly hasUnreadDocument: boolean;
  readonly paths: Map<string, string>;
  readonly stages: Set<string>;
  readonly routes: DeployedRoute[];
}

export function createDeploymentRecord(): DeploymentRecord {
  const apis = new Map<string, ApiRecord>();
  const functions: DeployedFunction[] = [];
  return {
    api(logicalId, apiId, name, rootResourceId, hasUnreadDocument) {
      const paths = new Map([[rootResourceId, '/']]);
      apis.set(apiId, { logicalId, apiId, name, hasUnreadDocument, paths, stages: new Set(), routes: [] });
    },
    resource: (apiId, resourceId, path) => void apis.get(apiId)?.paths.set(resourceId, path),
    method(apiId, resourceId, method, integrationType, uri) {
      const api = apis.get(apiId);
      const path = api?.paths.get(resourceId) ?? '/';
      api?.routes.push({ method, path, functionName: functionNameIn(uri), integrationType });
    },
    isEmptyForWantOfDocument(apiId) {
      const api = apis.get(apiId);
      return api !== undefined && api.hasUnreadDocument && api.routes.length === 0;
    },
    stage: (apiId, stageName) => void apis.get(apiId)?.stages.add(stageName),
    function: (entry) => void functions.push(entry),
    apis: () =>
      [...apis.values()].map(({ logicalId, apiId, name, stages, routes }) => ({
        logicalId,
        apiId,
        name,
        stages: [...stages],
        routes,
      })),
    functions: () => functions,
  };
}

/** `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations` → the function's name. */
function functionNameIn(uri: string | null): string | null {
  const arn = uri === null ? undefined : /\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  return arn === undefined || arn.includes('${') ? null : (parseFunctionArn(arn)?.functionName ?? null);
}
