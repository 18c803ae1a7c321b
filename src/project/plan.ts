// From a loaded project to the plain resources to be created, in order, and everything that will be left out.
import { checkProperties } from './check-properties.ts';
import { checkReferences } from './check-references.ts';
import { createConditions, prune } from './conditions.ts';
import { globalsFor, mergeGlobals, readGlobals, type Globals } from './globals.ts';
import type { Scope } from './intrinsics/call.ts';
import { checkFunctions, resolve } from './intrinsics/resolve.ts';
import { createNotHonouredList } from './not-honoured.ts';
import type { NotHonoured, Project, TemplateResource } from './project.ts';
import { isTakenOver } from './property-table.ts';
import type { Identity } from './pseudo-parameters.ts';
import { eachReference, type GeneratedNames } from './references.ts';
import { orderResources } from './resource-graph.ts';
import { isLenient, resourceTypes } from './resource-types.ts';
import { transformSam } from './sam/transform.ts';
import { createScopes, valueOf, type ResourceLookUp } from './scope.ts';
import type { TemplateFile } from './template-file.ts';
import { readOutputs } from './template-outputs.ts';
import { placeOf, readResources } from './template-resources.ts';
import { checkSections } from './template-sections.ts';
import { isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

export interface Plan {
  /** Each after those it needs. */
  readonly resources: readonly TemplateResource[];
  /** Unresolved, by name; those that conditions switch off are not there. */
  readonly outputs: TemplateMap;
  readonly notHonoured: readonly NotHonoured[];
  /** What functions resolve against once resources exist. */
  scope(lookUp: ResourceLookUp): Scope;
}

const plans = new WeakMap<Project, Map<string, Plan>>();

/**
 * Pure: reads nothing but the project, and so the same plan is given for the same account and region.
 * @throws UserError for everything that CloudFormation or SAM would refuse before creating anything, and for what Varco
 * cannot resolve locally.
 */
export function planProject(project: Project, identity: Identity): Plan {
  const known = plans.get(project) ?? new Map<string, Plan>();
  const key = `${identity.accountId}/${identity.region}`;
  const plan = known.get(key) ?? makePlan(project, identity);
  plans.set(project, known.set(key, plan));
  return plan;
}

function makePlan(project: Project, identity: Identity): Plan {
  const { file } = project;
  const list = createNotHonouredList();
  checkSections(file, list);
  const scopes = createScopes(project, identity);
  const condition = createConditions(file, (decide) => scopes.static(decide));
  const declared = readResources(file, condition, list);
  const globals = readGlobals(prune(own(file.body, 'Globals') ?? {}, condition, file), file.body, file);
  checkProperties(declared, globals, file, list);

  const staticScope = scopes.static(condition);
  const { resources, generatedNames } = transformSam(
    {
      file,
      resources: new Map(
        declared.map((resource) => [resource.logicalId, withGlobals(resource, globals, file)]),
      ),
      resolveStatic: (value) => resolve(value, staticScope),
      where: (resource, property) =>
        property === undefined ? placeOf(resource, file) : file.where(resource.properties, property),
    },
    globals['Api'] ?? {},
  );
  const outputs = readOutputs(file, condition);
  const switchedOff = Object.keys(own(file.body, 'Resources') as TemplateMap).filter(
    (logicalId) => !declared.some((resource) => resource.logicalId === logicalId),
  );
  checkReferences(
    // What is left out is read by nobody else, and AWS insists on it all the same.
    [...declared, ...resources],
    outputs,
    {
      resources: new Set(resources.map((resource) => resource.logicalId)),
      switchedOff: new Set(switchedOff),
      parameters: new Set(project.parameters.keys()),
      pseudoParameters: new Set(scopes.pseudoParameters.keys()),
      generated: generatedNames,
    },
    file,
  );
  const ordered = orderResources(resources, generatedNames, file);
  checkResolvable(ordered, outputs, project, generatedNames);
  return {
    resources: ordered,
    outputs,
    notHonoured: list.entries(),
    scope: (lookUp) => scopes.withResources(condition, generatedNames, lookUp),
  };
}

function withGlobals(resource: TemplateResource, globals: Globals, file: TemplateFile): TemplateResource {
  const section = resource.type.startsWith('AWS::Serverless::')
    ? resource.type.slice('AWS::Serverless::'.length)
    : '';
  const shared = own(globals, section);
  if (!isMap(shared)) return resource;
  const taken = globalsFor(shared, own(resource.declaration, 'IgnoreGlobals'));
  return { ...resource, properties: mergeGlobals(taken, resource.properties, file) };
}

/** What will be resolved must not ask for something that is not there locally; better now than half way. */
function checkResolvable(
  resources: readonly TemplateResource[],
  outputs: TemplateMap,
  { file, parameters }: Project,
  generated: GeneratedNames,
): void {
  const check = (value: TemplateValue): void => {
    checkFunctions(value, file);
    eachReference(value, generated, ({ name, attribute, at }) => {
      const parameter = attribute === null ? parameters.get(name) : undefined;
      if (parameter !== undefined) valueOf(parameter, at, file);
    });
  };
  for (const resource of resources) {
    const type = resourceTypes.get(resource.type);
    if (type === undefined) continue;
    for (const [key, value] of Object.entries(resource.properties))
      if (isTakenOver(type.properties, key, value) && !isLenient(type, key)) check(value);
  }
  for (const value of Object.values(outputs)) check(value);
}
