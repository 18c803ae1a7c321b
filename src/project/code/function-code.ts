// Where a function's code is: a folder or zip beside the template, a CDK asset, or a few lines in the template itself.
import { stat } from 'node:fs/promises';
import { extname, isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { displayPath } from '../find-template.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, scalarText, type TemplateMap, type TemplateValue } from '../template-value.ts';

export type FunctionCode =
  | { readonly kind: 'folder' | 'zip'; readonly path: string }
  | { readonly kind: 'inline'; readonly fileName: string; readonly text: string };

/** What finding the code depends on. */
export interface CodePlace {
  /** The template's folder. */
  readonly folder: string;
  /** `template.yaml:12` of the property. */
  readonly where: () => string;
  readonly runtime: string | undefined;
}

/**
 * `code` is the resolved `Code` of an AWS::Lambda::Function; SAM's CodeUri and InlineCode have been brought into it.
 * Without it the template's own folder is meant, as for "aws cloudformation package".
 * @throws UserError where the code is in S3 or an image, or the folder or zip is not there.
 */
export async function findFunctionCode(
  resource: TemplateResource,
  code: TemplateValue | undefined,
  place: CodePlace,
): Promise<FunctionCode> {
  const asset = own(resource.metadata, 'aws:asset:path');
  if (typeof asset === 'string') return onDisk(resource, asset, place);
  if (code === undefined || code === null) return onDisk(resource, '.', place);
  if (typeof code === 'string') {
    if (code.startsWith('s3://')) throw inS3(resource, code, place);
    return onDisk(resource, code, place);
  }
  if (!isMap(code))
    throw new UserError(
      `${place.where()}: the code of ${resource.source} must be a folder, a zip, or a map.`,
    );
  const text = own(code, 'ZipFile');
  if (typeof text === 'string') return inline(resource, text, place);
  if (own(code, 'ImageUri') !== undefined) {
    throw new UserError(
      `${place.where()}: ${resource.source} is a container image, which Varco does not run: give it a folder or zip of code.`,
    );
  }
  return (await cdkAsset(code, place)) ?? raise(inS3(resource, s3Address(code), place));
}

async function onDisk(resource: TemplateResource, path: string, place: CodePlace): Promise<FunctionCode> {
  const absolute = isAbsolute(path) ? path : resolve(place.folder, path);
  const found = await stat(absolute).catch(() => null);
  if (found?.isDirectory()) return { kind: 'folder', path: absolute };
  if (found?.isFile()) {
    if (extname(absolute) === '.zip' || extname(absolute) === '.jar') return { kind: 'zip', path: absolute };
    throw new UserError(
      `${place.where()}: the code of ${resource.source} is the file ${displayPath(absolute)}: name its folder, or a zip.`,
    );
  }
  throw new UserError(
    `${place.where()}: the code of ${resource.source} should be in ${displayPath(absolute)}, which does not exist: correct the path, or build the project first.`,
  );
}

/** AWS writes the text to `index.js` or `index.py`; it also puts a `cfn-response` module beside it, for custom resources. */
function inline(resource: TemplateResource, text: string, place: CodePlace): FunctionCode {
  if (place.runtime?.startsWith('nodejs')) return { kind: 'inline', fileName: 'index.js', text };
  if (place.runtime?.startsWith('python')) return { kind: 'inline', fileName: 'index.py', text };
  throw new UserError(
    `${place.where()}: ${resource.source} has its code in the template, which is possible for Node.js and Python only: put it into a folder.`,
  );
}

/** A CDK asset whose path was not written into the metadata still carries its hash as the key: `{hash}.zip` is `asset.{hash}`. */
async function cdkAsset(code: TemplateMap, place: CodePlace): Promise<FunctionCode | null> {
  const key = own(code, 'S3Key');
  const hash = typeof key === 'string' ? /^([0-9a-f]{64})\.zip$/.exec(key)?.[1] : undefined;
  if (hash === undefined) return null;
  for (const name of [`asset.${hash}`, `asset.${hash}.zip`]) {
    const path = join(place.folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null) return { kind: found.isDirectory() ? 'folder' : 'zip', path };
  }
  return null;
}

function s3Address(code: TemplateMap): string {
  return `s3://${scalarText(own(code, 'S3Bucket')) ?? ''}/${scalarText(own(code, 'S3Key')) ?? ''}`;
}

function inS3(resource: TemplateResource, address: string, place: CodePlace): UserError {
  return new UserError(
    `${place.where()}: the code of ${resource.source} is ${address}, which Varco does not fetch: name a folder or zip, or start from the template before it was packaged.`,
  );
}

function raise(error: Error): never {
  throw error;
}
