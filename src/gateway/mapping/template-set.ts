// Mapping templates by content type, taken apart when a request first needs one, and then kept with the snapshot.
import { parseTemplate } from '../vtl/parse-template.ts';
import type { Template } from '../vtl/template.ts';

export interface NamedTemplate {
  readonly contentType: string;
  /** @throws TemplateError */
  readonly template: () => Template;
}

export interface TemplateSet {
  readonly isEmpty: boolean;
  /** The one for the request's media type, else `$default`. */
  forContentType(contentType: string | undefined): NamedTemplate | null;
  /** The one for the first media type of `Accept`, else JSON, else the first there is: a choice, SPEC is silent. */
  forAccept(accept: string | undefined): NamedTemplate | null;
}

/** What a request without Content-Type counts as (SPEC §1.9). */
export const defaultContentType = 'application/json';

/** An empty template is none: AWS keeps null for it (recorded), and passes the body through. */
export function compileTemplates(templates: Readonly<Record<string, string>>): TemplateSet {
  const byType = new Map<string, NamedTemplate>();
  for (const [contentType, text] of Object.entries(templates)) {
    if (text === '') continue;
    let parsed: Template | null = null;
    const template = (): Template => (parsed ??= parseTemplate(text));
    byType.set(contentType.toLowerCase(), { contentType, template });
  }
  return {
    isEmpty: byType.size === 0,
    forContentType: (contentType) =>
      byType.get(mediaType(contentType) || defaultContentType) ?? byType.get('$default') ?? null,
    forAccept: (accept) =>
      byType.get(mediaType(accept?.split(',', 1)[0])) ??
      byType.get(defaultContentType) ??
      byType.values().next().value ??
      null,
  };
}

/** Type and subtype alone, in lower case. */
export function mediaType(value: string | undefined): string {
  return value?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
