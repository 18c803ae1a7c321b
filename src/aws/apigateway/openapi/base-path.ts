// The base path of a definition, and what becomes of it: ignored, put in front of every path, or split (documented).
import { badRequest } from '../errors.ts';
import { type Definition, firstServer } from './definition.ts';
import { filledText, isMap, mapOf, textOf } from './values.ts';

export type BasePathMode = 'ignore' | 'prepend' | 'split';

/** @throws AwsError BadRequestException; AWS's words are unknown. */
export function readBasePathMode(mode: string | undefined): BasePathMode {
  const lower = mode?.toLowerCase() ?? 'ignore';
  if (lower === 'ignore' || lower === 'prepend' || lower === 'split') return lower;
  throw badRequest('Invalid basepath specified. Valid options are ignore,prepend,split');
}

/** The segments that stand in front of every path. */
export function pathPrefix(definition: Definition, mode: BasePathMode): readonly string[] {
  if (mode === 'ignore') return [];
  const segments = basePathOf(definition)
    .split('/')
    .filter((segment) => segment !== '');
  return mode === 'split' ? segments.slice(1) : segments;
}

function basePathOf({ document, version }: Definition): string {
  if (version === 'swagger') return textOf(document['basePath']) ?? '';
  const server = firstServer(document);
  const variables = mapOf(server['variables']);
  // A variable of that name is the base path, even where the URL does not name it (documented).
  if (isMap(variables['basePath'])) return textOf(variables['basePath']['default']) ?? '';
  const url = (filledText(server['url']) ?? '').replaceAll(
    /\{([^}]+)\}/g,
    (_all, name: string) => textOf(mapOf(variables[name])['default']) ?? '',
  );
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '');
}
