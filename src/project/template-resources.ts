// The Resources section as a list, without what conditions switch off, checked as far as its outer shape goes.
import { UserError } from '../core/errors.ts';
import { prune, type Conditions } from './conditions.ts';
import type { NotHonouredList } from './not-honoured.ts';
import type { TemplateResource } from './project.ts';
import type { TemplateFile } from './template-file.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

/** Attributes beside Properties that need nothing done: what they govern happens on updates and deletions only. */
const attributes: ReadonlySet<string> = new Set([
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'IgnoreGlobals',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
]);

/** @throws UserError for a resource without a type, or a section that is no map. */
export function readResources(
  file: TemplateFile,
  condition: Conditions,
  notHonoured: NotHonouredList,
): readonly TemplateResource[] {
  const section = own(file.body, 'Resources');
  if (!isMap(section) || Object.keys(section).length === 0) {
    throw new UserError(`${file.where(file.body, 'Resources')}: Resources is empty: add a resource.`);
  }
  return Object.entries(section).flatMap(([logicalId, declaration]) => {
    const where = (): string => file.where(section, logicalId);
    if (logicalId.startsWith('Fn::')) {
      throw new UserError(
        `${where()}: ${logicalId} cannot be expanded locally: write out the resources it would make.`,
      );
    }
    if (!isMap(declaration)) throw new UserError(`${where()}: ${logicalId} must be a map with a Type.`);
    const switchedBy = own(declaration, 'Condition');
    if (typeof switchedBy === 'string' && !condition(switchedBy, declaration)) return [];
    return [readResource(file, where, logicalId, declaration, condition, notHonoured)];
  });
}

function readResource(
  file: TemplateFile,
  where: () => string,
  logicalId: string,
  declaration: TemplateMap,
  condition: Conditions,
  notHonoured: NotHonouredList,
): TemplateResource {
  const type = own(declaration, 'Type');
  if (typeof type !== 'string')
    throw new UserError(`${where()}: ${logicalId} needs a Type, for instance AWS::Lambda::Function.`);
  const properties = prune(own(declaration, 'Properties') ?? {}, condition, file) ?? {};
  if (!isMap(properties)) throw new UserError(`${where()}: ${logicalId}.Properties must be a map.`);
  for (const attribute of Object.keys(declaration)) {
    if (attributes.has(attribute)) continue;
    const reason =
      attribute === 'Connectors' ? 'IAM is not enforced locally' : 'Varco has not heard of this attribute';
    notHonoured.add({ logicalId, type, property: attribute, reason });
  }
  const metadata = own(declaration, 'Metadata');
  return {
    logicalId,
    type,
    declaration,
    properties,
    dependsOn: dependsOn(own(declaration, 'DependsOn'), where, logicalId),
    metadata: isMap(metadata) ? metadata : {},
    source: logicalId,
  };
}

function dependsOn(
  value: TemplateValue | undefined,
  where: () => string,
  logicalId: string,
): readonly string[] {
  if (value === undefined) return [];
  const names = isList(value) ? value : [value];
  if (names.every((name) => typeof name === 'string')) return names;
  throw new UserError(
    `${where()}: ${logicalId}.DependsOn must be the name of a resource, or a list of names.`,
  );
}

/** `template.yaml:12`, where a resource's logical id stands; for one that SAM made, where that of its origin stands. */
export function placeOf(resource: TemplateResource, file: TemplateFile): string {
  const section = own(file.body, 'Resources');
  return isMap(section) && Object.hasOwn(section, resource.source)
    ? file.where(section, resource.source)
    : file.where(resource.declaration);
}
