// Creates everything a project asks for by calling the control plane's own operations, in dependency order.
import type { OperationContext } from '../aws/context.ts';
import { AwsError, UserError } from '../core/errors.ts';
import type { RestApiDocument } from '../gateway/model.ts';
import type { CreatedResource, Deploying, ResourceType } from './deploy/resource-type.ts';
import { createDeploymentRecord } from './deployment-record.ts';
import type { Scope } from './intrinsics/call.ts';
import { resolve } from './intrinsics/resolve.ts';
import { type KeptResources, noneKept, readKept, removeKept, writeKept } from './kept-resources.ts';
import { createPhysicalNames } from './physical-name.ts';
import { namingProperty, placeholderFor, type Placeholder } from './placeholder.ts';
import { planProject, type Plan } from './plan.ts';
import type { NotHonoured, Project, ProjectDeployment, TemplateResource } from './project.ts';
import { createReader } from './property-reader.ts';
import { isTakenOver } from './property-table.ts';
import { stackId, type Identity } from './pseudo-parameters.ts';
import type { Reference } from './references.ts';
import { removeStack, stackIdTag } from './remove-stack.ts';
import { isLenient, resourceTypes } from './resource-types.ts';
import { stableIds } from './stable-ids.ts';
import { placeOf } from './template-resources.ts';
import { own, type TemplateMap, type TemplateValue } from './template-value.ts';

/** What a name of the template stands for by now. */
interface Existing {
  readonly ref: string;
  attribute(name: string): TemplateValue | undefined;
}

/**
 * Creates the project's functions and APIs, in place of those an earlier deployment of the same stack left: their ids and
 * names stay the same. Where the template asks for something that is refused, nothing of it remains.
 * @throws UserError with one sentence for what AWS or Varco refuses.
 */
export async function deployProject(project: Project, context: OperationContext): Promise<ProjectDeployment> {
  const identity: Identity = { accountId: context.accountId, region: context.region };
  const plan = planProject(project, identity);
  const stack = stackId(identity, project.stackName);
  // AWS changes what there is, resource by resource; making it anew comes to the same for what can be seen afterwards.
  await removeStack(stack, context);
  const before = await readKept(stack, context);
  const kept = noneKept();
  try {
    const deployment = await createAll(project, plan, stack, kept, context);
    await writeKept(stack, kept, context);
    await removeKept(before, kept, context);
    return deployment;
  } catch (error) {
    await removeStack(stack, context);
    await removeKept(kept, before, context);
    throw error;
  }
}

async function createAll(
  project: Project,
  plan: Plan,
  stack: string,
  kept: KeptResources,
  context: OperationContext,
): Promise<ProjectDeployment> {
  const notHonoured: NotHonoured[] = [...plan.notHonoured];
  const existing = new Map<string, Existing>();
  const scope = plan.scope((reference) => lookUp(reference, existing, project));
  const deploying: Omit<Deploying, 'context'> = {
    project,
    names: createPhysicalNames(project.stackName, stack),
    record: createDeploymentRecord(),
    tags: (resource) => stackTags(resource, stack, project.stackName),
    packages: new Map(),
    codes: [],
    kept,
    sources: new Set(project.file.includes),
    leaveOut: ({ source, type }, property, reason) =>
      void notHonoured.push({ logicalId: source, type, property, reason }),
  };
  for (const resource of plan.resources) {
    const type = resourceTypes.get(resource.type);
    const ids = stableIds(context.ids, `${stack}/${resource.logicalId}`);
    const within: Deploying = { ...deploying, context: { ...context, ids } };
    const made =
      type === undefined
        ? placeholder(resource, scope, within)
        : created(await create(resource, type, scope, within));
    existing.set(resource.logicalId, made);
  }
  const { record, codes, sources } = deploying;
  return {
    apis: inTemplateOrder(record.apis(await documentsOf(record.apiIds(), context)), project),
    functions: inTemplateOrder(record.functions(), project),
    functionUrls: inTemplateOrder(record.functionUrls(), project),
    codes,
    sources: [...sources],
    outputs: resolveOutputs(plan.outputs, scope),
    notHonoured,
    physicalIds: Object.fromEntries([...existing].map(([logicalId, { ref }]) => [logicalId, ref])),
  };
}

async function documentsOf(
  apiIds: readonly string[],
  { store }: OperationContext,
): Promise<ReadonlyMap<string, RestApiDocument>> {
  const documents = await Promise.all(apiIds.map((id) => store.get<RestApiDocument>('rest-api', id)));
  return new Map(documents.flatMap((document) => (document === null ? [] : [[document.id, document]])));
}

/** As a reader of the template would list them; what SAM adds by itself, the implied API, comes first. */
function inTemplateOrder<T extends { readonly logicalId: string }>(
  list: readonly T[],
  { file }: Project,
): readonly T[] {
  const logicalIds = Object.keys(own(file.body, 'Resources') ?? {});
  const place = (entry: T): number => logicalIds.indexOf(entry.logicalId);
  return list.toSorted((left, right) => place(left) - place(right));
}

function lookUp(
  reference: Reference,
  existing: ReadonlyMap<string, Existing>,
  { file }: Project,
): TemplateValue {
  const { name, attribute, at } = reference;
  const resource = existing.get(name);
  if (resource === undefined)
    throw new UserError(`${file.where(at)}: ${name} does not exist: correct the name.`);
  if (attribute === null) return resource.ref;
  const value = resource.attribute(attribute);
  if (value === undefined) {
    throw new UserError(
      `${file.where(at)}: ${name} has no attribute ${attribute}: use one that its type returns.`,
    );
  }
  return value;
}

async function create(
  resource: TemplateResource,
  type: ResourceType,
  scope: Scope,
  deploying: Deploying,
): Promise<CreatedResource> {
  const { file } = deploying.project;
  const properties = resolveProperties(resource, type, scope, deploying);
  const whereIs = (key: string): string =>
    file.positions.lineOf(resource.properties) === null
      ? placeOf(resource, file)
      : file.where(resource.properties, key);
  try {
    return await type.create(resource, createReader(properties, resource.source, whereIs), deploying);
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new UserError(
      `${placeOf(resource, file)}: ${resource.source} (${resource.type}) cannot be created: ${cause.message.replaceAll(/\s*\n\s*/g, ' ')} (${cause.code})`,
      { cause },
    );
  }
}

/** Those that are taken over, without the lenient ones that only AWS could resolve. */
function resolveProperties(
  resource: TemplateResource,
  type: ResourceType,
  scope: Scope,
  { leaveOut }: Deploying,
): TemplateMap {
  const resolved: Record<string, TemplateValue> = {};
  for (const [key, value] of Object.entries(resource.properties)) {
    if (!isTakenOver(type.properties, key, value)) continue;
    try {
      resolved[key] = resolve(value, scope);
    } catch (error) {
      if (!isLenient(type, key) || !(error instanceof UserError)) throw error;
      leaveOut(resource, key, error.message);
    }
  }
  return resolved;
}

function created({ physicalId, attributes }: CreatedResource): Existing {
  return { ref: physicalId, attribute: (name) => own(attributes, name) };
}

/** A resource that Varco does not create is named as the template names it, where that can be told. */
function placeholder(resource: TemplateResource, scope: Scope, { context, names }: Deploying): Existing {
  const { accountId, region } = context;
  const name = givenName(resource, scope) ?? names.make(resource.logicalId, 64);
  const stand: Placeholder = placeholderFor({ type: resource.type, name, region, accountId });
  return stand;
}

function givenName(resource: TemplateResource, scope: Scope): string | null {
  const property = namingProperty(resource.type);
  const written = property === undefined ? undefined : own(resource.properties, property);
  if (written === undefined) return null;
  try {
    const name = resolve(written, scope);
    return typeof name === 'string' && name !== '' ? name : null;
  } catch (error) {
    // A name that cannot be told locally (another stack's export, say) is made up like one that was not given.
    if (error instanceof UserError) return null;
    throw error;
  }
}

function stackTags(
  resource: TemplateResource,
  stack: string,
  stackName: string,
): Readonly<Record<string, string>> {
  return {
    'aws:cloudformation:logical-id': resource.logicalId,
    [stackIdTag]: stack,
    'aws:cloudformation:stack-name': stackName,
  };
}

function resolveOutputs(outputs: TemplateMap, scope: Scope): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      const resolved = resolve(value, scope);
      return [name, typeof resolved === 'object' ? JSON.stringify(resolved) : String(resolved)];
    }),
  );
}
