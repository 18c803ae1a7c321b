// The SAM transform: AWS::Serverless::Function, Api and LayerVersion become plain CloudFormation resources, all others stay as they are.
import type { TemplateResource } from '../project.ts';
import { noGeneratedNames, type GeneratedNames } from '../references.ts';
import { implicitApiId, implicitStageName } from './api-event.ts';
import { generatedResource } from './generated-resource.ts';
import { impliedHttpApi, leftOutOf, type LeftOut } from './left-out.ts';
import type { SamScope } from './sam-scope.ts';
import { transformLayerVersion } from './serverless-layer-version.ts';
import { transformApi } from './serverless-api.ts';
import { type PlannedApi, usagePlansOf } from './usage-plan.ts';
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
  const functions = all.filter((resource) => resource.type === 'AWS::Serverless::Function');
  const others = all.filter((resource) => resource.type !== 'AWS::Serverless::Function');
  const resources: TemplateResource[] = [];
  const names = new Map<string, string>();
  const add = (made: LeftOut): void => {
    resources.push(...made.resources);
    for (const [name, logicalId] of made.names) names.set(name, logicalId);
  };
  const routes = new Map<string, FunctionRoute[]>();
  for (const resource of functions) {
    const transformed = transformFunction(resource, scope);
    add(transformed);
    for (const route of transformed.routes) addRoute(routes, route);
  }
  const planned: PlannedApi[] = [];
  for (const resource of [...impliedApi(scope, routes, implicitApi), ...others]) {
    if (resource.type === 'AWS::Serverless::Api') {
      const transformed = transformApi(resource, routes.get(resource.logicalId) ?? [], scope);
      planned.push({ api: resource, stageId: transformed.stageId });
      add(transformed);
    } else if (resource.type === 'AWS::Serverless::LayerVersion') {
      const layer = transformLayerVersion(resource, scope);
      add({ resources: [layer], names: [[resource.logicalId, layer.logicalId]] });
    } else resources.push(resource);
  }
  add(usagePlansOf(planned, scope));
  for (const leftOut of [impliedHttpApi(functions), ...all.map(leftOutOf)]) {
    add({
      ...leftOut,
      resources: leftOut.resources.filter(({ logicalId }) => !scope.resources.has(logicalId)),
    });
  }
  return { resources, generatedNames: names };
}

/** An event whose API cannot be told before deployment has its permission, but no route. */
function addRoute(routes: Map<string, FunctionRoute[]>, route: FunctionRoute): void {
  const { apiId } = route.event;
  if (apiId !== null) routes.set(apiId, [...(routes.get(apiId) ?? []), route]);
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
  scope.file.positions.inherit(api.properties, properties);
  return [{ ...api, source: implicitApiId }];
}
