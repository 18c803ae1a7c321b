// The OpenAPI document of an API: in the template itself, in a file beside it, or in Varco's own S3.
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { readObject } from '../../aws/s3/objects.ts';
import { AwsError, messageOf, UserError } from '../../core/errors.ts';
import type { Deploying } from '../deploy/resource-type.ts';
import { displayPath } from '../find-template.ts';
import type { TemplateResource } from '../project.ts';
import type { PropertyReader } from '../property-reader.ts';

/** Null where there is none. @throws UserError where it is not there */
export async function findApiDefinition(
  resource: TemplateResource,
  read: PropertyReader,
  { project: { file }, context, sources }: Deploying,
): Promise<Uint8Array | null> {
  const body = read.value('Body');
  if (body !== undefined) return new TextEncoder().encode(JSON.stringify(body));
  const location = read.value('BodyS3Location');
  if (location === undefined) return null;
  const where = file.where(resource.properties, keyOf(resource, file));
  if (typeof location === 'string' && !location.startsWith('s3://')) {
    const path = isAbsolute(location) ? location : resolve(file.folder, location);
    sources.add(path);
    return readFile(path).catch((cause: unknown) => {
      throw new UserError(
        `${where}: the OpenAPI document of ${resource.source} should be in ${displayPath(path)}, which cannot be read (${messageOf(cause)}): correct the path.`,
        { cause },
      );
    });
  }
  const { bucket, key, version } = addressOf(read, location);
  try {
    return await readObject(context, bucket, key, version);
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new UserError(
      `${where}: the OpenAPI document of ${resource.source} is s3://${bucket}/${key}, which is not in Varco's S3: name a file, or put it there.`,
      { cause },
    );
  }
}

interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | undefined;
}

function addressOf(read: PropertyReader, location: unknown): ObjectAddress {
  if (typeof location === 'string') {
    const [, bucket = '', key = '', version] =
      /^s3:\/\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(location) ?? [];
    return { bucket, key, version };
  }
  const map = read.within('BodyS3Location')!;
  return { bucket: map.requiredText('Bucket'), key: map.requiredText('Key'), version: map.text('Version') };
}

/** In SAM the property is DefinitionUri. */
function keyOf({ properties }: TemplateResource, file: Deploying['project']['file']): string | undefined {
  return ['BodyS3Location', 'DefinitionUri'].find(
    (name) => file.positions.lineOfKey(properties, name) !== null,
  );
}
