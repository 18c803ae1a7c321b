// Goes through what the template's resources ask for, and reports or refuses what Varco does not give.
import { UserError } from '../core/errors.ts';
import type { Globals } from './globals.ts';
import type { NotHonouredList } from './not-honoured.ts';
import type { TemplateResource } from './project.ts';
import { findProperties, type PropertyFinding, type PropertyTable } from './property-table.ts';
import { propertiesOf, reasonNotCreated, typesWithoutEffect } from './resource-types.ts';
import type { TemplateFile } from './template-file.ts';
import { sectionType } from './template-sections.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

/**
 * Each resource of the template by itself, before Globals are merged into it: what Globals ask for is reported once.
 * @throws UserError for a property that Varco refuses.
 */
export function checkProperties(
  resources: readonly TemplateResource[],
  globals: Globals,
  file: TemplateFile,
  notHonoured: NotHonouredList,
): void {
  for (const [section, properties] of Object.entries(globals)) {
    const table = propertiesOf(`AWS::Serverless::${section}`);
    if (table !== null && isUsed(section, resources)) {
      checkMap('Globals', sectionType, properties, table, `${section}.`, file, notHonoured);
    }
  }
  for (const resource of resources) checkResource(resource, file, notHonoured);
}

function isUsed(section: string, resources: readonly TemplateResource[]): boolean {
  return section === 'Api' || resources.some((resource) => resource.type === `AWS::Serverless::${section}`);
}

function checkResource(resource: TemplateResource, file: TemplateFile, notHonoured: NotHonouredList): void {
  const { logicalId, type } = resource;
  if (typesWithoutEffect.has(type)) return;
  const table = propertiesOf(type);
  if (table === null) {
    notHonoured.add({ logicalId, type, property: null, reason: reasonNotCreated(type) });
    return;
  }
  checkMap(logicalId, type, resource.properties, table, '', file, notHonoured);
  checkBuild(resource, file, notHonoured);
}

function checkMap(
  logicalId: string,
  type: string,
  properties: TemplateMap,
  table: PropertyTable,
  prefix: string,
  file: TemplateFile,
  notHonoured: NotHonouredList,
): void {
  const findings = findProperties(properties, table);
  const leftOut = new Set<string>();
  for (const finding of findings) {
    if (finding.verdict.kind === 'refused') throw refusal(logicalId, prefix, finding, file);
    if (finding.verdict.kind === 'ignored') leftOut.add(finding.property);
    notHonoured.addFinding(logicalId, type, { ...finding, property: prefix + finding.property });
  }
  for (const [key, value] of Object.entries(properties)) {
    if (leftOut.has(key) || !hasDynamicReference(value)) continue;
    const reason = 'dynamic references, {{resolve:…}}, are not looked up: the text stays as it is';
    notHonoured.add({ logicalId, type, property: prefix + key, reason });
  }
}

function refusal(logicalId: string, prefix: string, finding: PropertyFinding, file: TemplateFile): UserError {
  const { verdict, holder, key, property } = finding;
  const sentence = verdict.kind === 'refused' ? verdict.sentence : verdict.reason;
  return new UserError(`${file.where(holder, key)}: ${logicalId}.${prefix}${property} ${sentence}.`);
}

function hasDynamicReference(value: TemplateValue): boolean {
  if (typeof value === 'string') return value.includes('{{resolve:');
  if (isList(value)) return value.some(hasDynamicReference);
  return isMap(value) && Object.values(value).some(hasDynamicReference);
}

/** `sam build` compiles such a function; Varco takes the code as it lies there. */
function checkBuild(resource: TemplateResource, file: TemplateFile, notHonoured: NotHonouredList): void {
  const method = own(resource.metadata, 'BuildMethod');
  if (typeof method !== 'string' || /[\\/]\.aws-sam[\\/]build$/.test(file.folder)) return;
  notHonoured.add({
    logicalId: resource.logicalId,
    type: resource.type,
    property: 'Metadata.BuildMethod',
    reason: `Varco builds nothing: run "sam build", then start .aws-sam/build`,
  });
}
