// The resources of a loaded project, each property resolved when it is asked for, as far as that can be done without AWS.
import { readFileSync } from 'node:fs';
import { functionArn, parseFunctionArn } from '../../core/arn.ts';
import { UserError } from '../../core/errors.ts';
import type { SourceLocation } from '../../doctor/finding.ts';
import type { InTemplate } from '../../doctor/static/template/facts.ts';
import { displayPath } from '../../project/find-template.ts';
import { resolve } from '../../project/intrinsics/resolve.ts';
import { placeholderFor } from '../../project/placeholder.ts';
import type { Plan } from '../../project/plan.ts';
import type { Project, TemplateResource } from '../../project/project.ts';
import type { Reference } from '../../project/references.ts';
import {
  isMap,
  own,
  scalarText,
  type TemplateMap,
  type TemplateValue,
} from '../../project/template-value.ts';

export const identity = { accountId: '000000000000', region: 'us-east-1' } as const;

/** A resource, its properties resolved where they can be. */
export interface ReadResource extends InTemplate {
  readonly resource: TemplateResource;
  /** Undefined where it is not written, or cannot be told. */
  readonly value: (property: string) => TemplateValue | undefined;
  readonly text: (property: string) => string | null;
}

export function readResources(project: Project, plan: Plan): ReadonlyMap<string, ReadResource> {
  const resources = new Map<string, ReadResource>();
  const scope = plan.scope((reference) => lookUp(reference, resources));
  const lines = readFileSync(project.file.path, 'utf8').split('\n');
  for (const resource of plan.resources) {
    const known = new Map<string, TemplateValue | undefined>();
    const value = (property: string): TemplateValue | undefined => {
      if (known.has(property)) return known.get(property);
      // A circle of references ends here.
      known.set(property, undefined);
      const written = own(resource.properties, property);
      const found = written === undefined ? undefined : resolved(() => resolve(written, scope));
      known.set(property, found);
      return found;
    };
    resources.set(resource.logicalId, {
      logicalId: resource.logicalId,
      resource,
      value,
      text: (property) => scalarText(value(property)),
      at: (property) => locationOf(project, resource, property, lines),
    });
  }
  return resources;
}

function resolved(read: () => TemplateValue): TemplateValue | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof UserError) return undefined;
    throw thrown;
  }
}

/** Names stand for themselves: an API's id is its logical id, so that what refers to it fits it. */
function lookUp({ name, attribute }: Reference, resources: ReadonlyMap<string, ReadResource>): TemplateValue {
  const read = resources.get(name);
  if (read === undefined) throw new UserError(`${name} does not exist: correct the name.`);
  const { type } = read.resource;
  switch (type) {
    case 'AWS::Lambda::Function': {
      const arn = arnOf(read);
      return attribute === 'Arn' ? arn : parseFunctionArn(arn)!.functionName;
    }
    case 'AWS::Lambda::Alias':
      return attribute === null || attribute === 'AliasArn'
        ? `${calledFunction(read.text('FunctionName') ?? '')}:${read.text('Name') ?? name}`
        : name;
    case 'AWS::Lambda::Version':
      return attribute === 'Version' ? '1' : `${calledFunction(read.text('FunctionName') ?? '')}:1`;
    case 'AWS::ApiGateway::Stage':
      return attribute === null ? (read.text('StageName') ?? name) : name;
    case 'AWS::ApiGateway::RestApi':
      return attribute === 'RootResourceId' ? `${name}/` : name;
  }
  if (type.startsWith('AWS::ApiGateway::')) return name;
  const stand = placeholderFor({ type, name, region: identity.region, accountId: identity.accountId });
  return attribute === null ? stand.ref : stand.attribute(attribute);
}

export function arnOf(read: ReadResource): string {
  const functionName = read.text('FunctionName') ?? read.logicalId;
  return functionArn({ ...identity, functionName, qualifier: null });
}

/** The ARN a function is named by, whichever way it is named. */
export function calledFunction(text: string): string {
  if (text.startsWith('arn:')) return text;
  const [functionName = '', ...qualifier] = text.split(':');
  const arn = functionArn({ ...identity, functionName, qualifier: null });
  return [arn, ...qualifier].join(':');
}

function locationOf(
  { file }: Project,
  resource: TemplateResource,
  property: string | undefined,
  lines: readonly string[],
): SourceLocation | null {
  const section = own(file.body, 'Resources') as TemplateMap;
  const declared = own(section, resource.source);
  const properties = isMap(declared) ? own(declared, 'Properties') : undefined;
  const written = property === undefined || !isMap(properties) ? null : keyLine(file, properties, property);
  const line = written ?? file.positions.lineOfKey(section, resource.source);
  if (line === null) return null;
  return { file: displayPath(file.path), line, column: null, text: (lines[line - 1] ?? '').trimEnd() };
}

/** SAM writes some properties under another name. */
const samNames: Readonly<Record<string, string>> = { Code: 'CodeUri' };

function keyLine(file: Project['file'], properties: TemplateMap, property: string): number | null {
  const name = Object.hasOwn(properties, property) ? property : samNames[property];
  return name !== undefined && Object.hasOwn(properties, name)
    ? file.positions.lineOfKey(properties, name)
    : null;
}

/** A map's values as texts. */
export function texts(map: TemplateMap): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, scalarText(value) ?? '']));
}

export function numberOf(value: TemplateValue | undefined): number | null {
  const number = Number(scalarText(value) ?? Number.NaN);
  return Number.isNaN(number) ? null : number;
}
