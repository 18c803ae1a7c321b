// A plain CloudFormation resource that SAM makes of one of its own.
import { createHash } from 'node:crypto';
import type { TemplateResource } from '../project.ts';
import type { TemplateMap, TemplateValue } from '../template-value.ts';

export interface GeneratedFrom {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, TemplateValue | undefined>>;
  readonly dependsOn?: readonly string[];
  readonly metadata?: TemplateMap;
}

/** Members that are undefined are left out. The lines are those of the resource it was made from. */
export function generatedResource(from: TemplateResource, made: GeneratedFrom): TemplateResource {
  const properties = Object.fromEntries(
    Object.entries(made.properties).filter(
      (entry): entry is [string, TemplateValue] => entry[1] !== undefined,
    ),
  );
  return {
    logicalId: made.logicalId,
    type: made.type,
    declaration: from.declaration,
    properties,
    dependsOn: made.dependsOn ?? [],
    metadata: made.metadata ?? {},
    source: from.logicalId,
  };
}

/** The ten hex digits SAM appends to some logical ids, and the full digest. */
export function digestOf(value: TemplateValue): { readonly short: string; readonly full: string } {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const full = createHash('sha1').update(text).digest('hex');
  return { short: full.slice(0, 10), full };
}

/** `{prefix}{name}`, where the name has only letters and digits; else its digest stands for it. */
export function suffixed(prefix: string, name: string): string {
  return /^[A-Za-z0-9]+$/.test(name) ? `${prefix}${name}` : `${prefix}${digestOf(name).short}`;
}
