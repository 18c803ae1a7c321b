// Fn::Transform with AWS::Include: the content of a file in the place of the function, as CloudFormation puts it there.
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { messageOf, UserError } from '../core/errors.ts';
import { displayPath } from './find-template.ts';
import type { Positions } from './positions.ts';
import { intrinsicOf, isList, isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

export interface Inclusion {
  /** The template's folder. */
  readonly folder: string;
  readonly positions: Positions;
  readonly where: (value: object) => string;
  readonly parse: (text: string, path: string) => TemplateValue;
  /** Every file that was included, absolute; grows. */
  readonly files: Set<string>;
}

/** Parts that include nothing are the very same objects. @throws UserError where a file is not there */
export async function withIncludes(value: TemplateValue, inclusion: Inclusion): Promise<TemplateValue> {
  if (isList(value)) {
    const items = await Promise.all(value.map((item) => withIncludes(item, inclusion)));
    if (items.every((item, index) => item === value[index])) return value;
    inclusion.positions.inherit(items, value);
    return items;
  }
  if (!isMap(value)) return value;
  const location = locationOf(value);
  const { 'Fn::Transform': transform, ...rest } = value;
  const members = location === null && transform !== undefined ? value : rest;
  const entries = await Promise.all(
    Object.entries(members).map(async ([key, item]) => [key, await withIncludes(item, inclusion)] as const),
  );
  if (location === null && entries.every(([key, item]) => item === value[key])) return value;
  const included = location === null ? {} : await include(location, value, inclusion);
  const copy = { ...included, ...Object.fromEntries(entries) };
  inclusion.positions.inherit(copy, value);
  return copy;
}

/** Null where the map includes nothing, or what is in S3: that is refused elsewhere by name. */
function locationOf(map: TemplateMap): string | null {
  const transform = own(map, 'Fn::Transform');
  if (!isMap(transform) || own(transform, 'Name') !== 'AWS::Include') return null;
  const parameters = own(transform, 'Parameters');
  const location = isMap(parameters) ? own(parameters, 'Location') : undefined;
  return typeof location === 'string' && !location.startsWith('s3://') ? location : null;
}

async function include(location: string, at: TemplateMap, inclusion: Inclusion): Promise<TemplateMap> {
  const path = isAbsolute(location) ? location : resolve(inclusion.folder, location);
  inclusion.files.add(path);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      `${inclusion.where(at)}: AWS::Include names ${displayPath(path)}, which cannot be read (${messageOf(cause)}): correct the path.`,
      { cause },
    );
  });
  const content = inclusion.parse(text, path);
  if (isMap(content) && intrinsicOf(content) === null) return content;
  throw new UserError(
    `${inclusion.where(at)}: AWS::Include names ${displayPath(path)}, which should hold a map: correct it.`,
  );
}
