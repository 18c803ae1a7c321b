// The order in which resources are created: each after those it mentions, as CloudFormation works it out.
import { UserError } from '../core/errors.ts';
import type { TemplateResource } from './project.ts';
import { eachReference, type GeneratedNames } from './references.ts';
import type { TemplateFile } from './template-file.ts';
import { placeOf } from './template-resources.ts';

/**
 * The resources, each behind those it refers to or depends on; else in the template's order. An API's deployment waits for
 * everything that does not wait for it: AWS creates independent resources side by side, so that there a deployment without
 * DependsOn holds whichever methods happened to be first.
 * @throws UserError where resources depend on each other in a circle.
 */
export function orderResources(
  resources: readonly TemplateResource[],
  generated: GeneratedNames,
  file: TemplateFile,
): readonly TemplateResource[] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const waitsFor = new Map(
    resources.map((resource) => [resource, dependenciesOf(resource, byId, generated)]),
  );
  const waiting = new Set(resources);
  const ordered: TemplateResource[] = [];
  while (waiting.size > 0) {
    const next = nextOf(waiting, waitsFor);
    if (next === null) throw circle([...waiting], waitsFor, file);
    ordered.push(next);
    waiting.delete(next);
  }
  return ordered;
}

/** What comes after everything else that is ready, in this order; what leads to a stage comes after what makes it. */
const later: ReadonlyMap<string, number> = new Map([
  ['AWS::ApiGateway::Deployment', 1],
  ['AWS::ApiGateway::UsagePlan', 2],
  ['AWS::ApiGateway::BasePathMapping', 2],
]);

/** The first that waits for nobody, and is no deployment if that can be. */
function nextOf(
  waiting: ReadonlySet<TemplateResource>,
  waitsFor: ReadonlyMap<TemplateResource, ReadonlySet<TemplateResource>>,
): TemplateResource | null {
  let found: TemplateResource | null = null;
  let foundRank = Number.POSITIVE_INFINITY;
  for (const resource of waiting) {
    const rank = later.get(resource.type) ?? 0;
    if (rank >= foundRank || !isReady(waitsFor.get(resource)!, waiting)) continue;
    if (rank === 0) return resource;
    found = resource;
    foundRank = rank;
  }
  return found;
}

function isReady(others: ReadonlySet<TemplateResource>, waiting: ReadonlySet<TemplateResource>): boolean {
  for (const other of others) if (waiting.has(other)) return false;
  return true;
}

function dependenciesOf(
  resource: TemplateResource,
  byId: ReadonlyMap<string, TemplateResource>,
  generated: GeneratedNames,
): ReadonlySet<TemplateResource> {
  const found = new Set<TemplateResource>();
  const add = (name: string): void => {
    const other = byId.get(name);
    if (other !== undefined) found.add(other);
  };
  for (const name of resource.dependsOn) add(generated.get(name) ?? name);
  eachReference(resource.properties, generated, (reference) => add(reference.name));
  return found;
}

/** Follows the first dependency of each until one comes back. */
function circle(
  waiting: readonly TemplateResource[],
  waitsFor: ReadonlyMap<TemplateResource, ReadonlySet<TemplateResource>>,
  file: TemplateFile,
): UserError {
  const left = new Set(waiting);
  const trail: TemplateResource[] = [];
  let current = waiting[0]!;
  while (!trail.includes(current)) {
    trail.push(current);
    current = [...waitsFor.get(current)!].find((other) => left.has(other))!;
  }
  const members = [...trail.slice(trail.indexOf(current)), current];
  const names = members
    .map((resource) => resource.source)
    .filter((name, index, all) => name !== all[index - 1]);
  const shown =
    names.length === 1
      ? `${names[0]} depends on itself`
      : `resources depend on each other in a circle, ${names.join(' → ')}`;
  return new UserError(
    `${placeOf(current, file)}: ${shown}, which AWS refuses: take one of the references away.`,
  );
}
