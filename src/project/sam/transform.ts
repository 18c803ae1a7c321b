// The SAM transform: AWS::Serverless::Function and Api become plain CloudFormation resources, all others stay as they are.
import type { TemplateResource } from '../project.ts';
import { noGeneratedNames, type GeneratedNames } from '../references.ts';
import { implicitApiId, implicitStageName } from './api-event.ts';
import { generatedResource } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';
import { transformApi } from './serverless-api.ts';
import { transformFunction, type FunctionRoute } from './serverless-function.ts';

export interface Transformed {
  readonly resources: readonly TemplateResource[];
  readonly generatedNames: GeneratedNames;
}

/**
 * `implicitApi` are the properties that Globals give the API of events without RestApiId.
 * @throws UserError for what SAM would refuse.
 */
export function transformSam(scope: SamScope, implicitApi: TemplateResource['properties']): Transformed {
  const all = [...scope.resources.values()];
  if (!all.some((resource) => resource.type.startsWith('AWS::Serverless::'))) {
    return { resources: all, generatedNames: noGeneratedNames };
  }
  const resources: TemplateResource[] = [];
  const names = new Map<string, string>();
  const routes = new Map<string, FunctionRoute[]>();
  for (const resource of all) {
    if (resource.type !== 'AWS::Serverless::Function') continue;
    const transformed = transformFunction(resource, scope);
    resources.push(...transformed.resources);
    for (const [name, logicalId] of transformed.names) names.set(name, logicalId);
    for (const route of transformed.routes) {
      if (route.event.apiId === null) continue;
      const others = routes.get(route.event.apiId);
      if (others === undefined) routes.set(route.event.apiId, [route]);
      else others.push(route);
    }
  }
  for (const api of [...impliedApi(scope, routes, implicitApi), ...all]) {
    if (api.type === 'AWS::Serverless::Function') continue;
    if (api.type !== 'AWS::Serverless::Api') {
      resources.push(api);
      continue;
    }
    const transformed = transformApi(api, routes.get(api.logicalId) ?? [], scope);
    resources.push(...transformed.resources);
    for (const [name, logicalId] of transformed.names) names.set(name, logicalId);
  }
  return { resources, generatedNames: names };
}

function impliedApi(
  scope: SamScope,
  routes: ReadonlyMap<string, readonly FunctionRoute[]>,
  properties: TemplateResource['properties'],
): readonly TemplateResource[] {
  const [first] = routes.get(implicitApiId) ?? [];
  if (first === undefined || scope.resources.has(implicitApiId)) return [];
  const api = generatedResource(scope.resources.get(first.functionId)!, {
    logicalId: implicitApiId,
    type: 'AWS::Serverless::Api',
    properties: { ...properties, StageName: implicitStageName },
  });
  return [{ ...api, source: implicitApiId }];
}
