// What a deployment has made so far, gathered for its report.
import { parseFunctionArn } from '../core/arn.ts';
import type { MethodModel, RestApiDocument } from '../gateway/model.ts';
import type {
  DeployedApi,
  DeployedApiKey,
  DeployedFunction,
  DeployedFunctionUrl,
  DeployedRoute,
} from './project.ts';

export interface DeploymentRecord {
  api(logicalId: string, apiId: string): void;
  stage(apiId: string, stageName: string): void;
  function(entry: DeployedFunction): void;
  functionUrl(entry: DeployedFunctionUrl): void;
  apiKey(key: DeployedApiKey): void;
  usagePlan(planId: string, apiIds: readonly string[]): void;
  usagePlanKey(planId: string, keyId: string): void;
  /** Whose documents are needed for `apis`. */
  apiIds(): readonly string[];
  /** With the documents as they are when everything has been made. */
  apis(documents: ReadonlyMap<string, RestApiDocument>): readonly DeployedApi[];
  functions(): readonly DeployedFunction[];
  functionUrls(): readonly DeployedFunctionUrl[];
}

interface ApiRecord {
  readonly logicalId: string;
  readonly stages: Set<string>;
}

interface PlanRecord {
  readonly apiIds: readonly string[];
  readonly keyIds: Set<string>;
}

export function createDeploymentRecord(): DeploymentRecord {
  const apis = new Map<string, ApiRecord>();
  const plans = new Map<string, PlanRecord>();
  const keys = new Map<string, DeployedApiKey>();
  const functions: DeployedFunction[] = [];
  const functionUrls: DeployedFunctionUrl[] = [];
  const keysOf = (apiId: string): readonly DeployedApiKey[] => {
    const open = [...plans.values()].filter(({ apiIds }) => apiIds.includes(apiId));
    return [...keys.values()].filter(({ id }) => open.some(({ keyIds }) => keyIds.has(id)));
  };
  return {
    api: (logicalId, apiId) => void apis.set(apiId, { logicalId, stages: new Set() }),
    stage: (apiId, stageName) => void apis.get(apiId)?.stages.add(stageName),
    function: (entry) => void functions.push(entry),
    functionUrl: (entry) => void functionUrls.push(entry),
    apiKey: (key) => void keys.set(key.id, key),
    usagePlan: (planId, apiIds) => void plans.set(planId, { apiIds, keyIds: new Set() }),
    usagePlanKey: (planId, keyId) => void plans.get(planId)?.keyIds.add(keyId),
    apiIds: () => [...apis.keys()],
    apis: (documents) =>
      [...apis].flatMap(([apiId, { logicalId, stages }]) => {
        const document = documents.get(apiId);
        if (document === undefined) return [];
        const { name } = document;
        const routes = routesOf(document);
        return [{ logicalId, apiId, name, stages: [...stages], routes, apiKeys: keysOf(apiId) }];
      }),
    functions: () => functions,
    functionUrls: () => functionUrls,
  };
}

function routesOf(api: RestApiDocument): readonly DeployedRoute[] {
  return Object.values(api.resources).flatMap(({ path, methods }) =>
    Object.values(methods).map((method) => ({
      method: method.httpMethod,
      path,
      functionName: functionNameIn(method.integration?.uri ?? null),
      integrationType: method.integration?.type ?? 'none',
      authorization: authorizationOf(method, api),
      needsApiKey: method.apiKeyRequired,
    })),
  );
}

function authorizationOf(method: MethodModel, api: RestApiDocument): string | null {
  if (method.authorizationType === 'NONE') return null;
  const authorizer = method.authorizerId === null ? undefined : api.authorizers[method.authorizerId];
  return authorizer?.name ?? method.authorizationType;
}

/** `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations` → the function's name. */
function functionNameIn(uri: string | null): string | null {
  const arn = uri === null ? undefined : /\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  return arn === undefined || arn.includes('${') ? null : (parseFunctionArn(arn)?.functionName ?? null);
}
