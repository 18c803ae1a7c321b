// What the SAM transform may ask of the template while it runs, before anything is deployed.
import type { TemplateResource } from '../project.ts';
import type { TemplateFile } from '../template-file.ts';
import type { TemplateValue } from '../template-value.ts';

export interface SamScope {
  readonly file: TemplateFile;
  /** Every resource that is not switched off, by logical id; Globals merged in. */
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** A value that must be known now: parameters and mappings resolve, resources do not. @throws UserError */
  resolveStatic(value: TemplateValue): TemplateValue;
  /** `template.yaml:12` of a resource's property. */
  where(resource: TemplateResource, property?: string): string;
}
