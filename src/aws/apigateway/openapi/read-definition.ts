// The bytes of an API definition, JSON or YAML, as a map.
import { isScalar, parseDocument, visit } from 'yaml';
import { badRequest } from '../errors.ts';
import { type DefinitionMap, isMap } from './values.ts';

/** Documented: a file has 6 MB at most (SPEC §10). */
const definitionBytesMax = 6_291_456;
/** Varco's own: how often one anchor may be used. */
const aliasesMax = 1000;

export interface ImportPlace {
  readonly accountId: string;
  readonly region: string;
}

/** @throws AwsError BadRequestException `Invalid OpenAPI input.` */
export function readDefinition(body: Uint8Array | undefined, place: ImportPlace): DefinitionMap {
  const value = parseDefinition(body, place);
  if (!isMap(value) || (value['swagger'] === undefined && value['openapi'] === undefined)) {
    throw badRequest('Invalid OpenAPI input.');
  }
  return value;
}

/** What the bytes say, or undefined where they are neither JSON nor YAML. */
export function parseDefinition(body: Uint8Array | undefined, place: ImportPlace): unknown {
  if (body === undefined || body.length === 0) return undefined;
  // AWS's words are unknown.
  if (body.length > definitionBytesMax)
    throw badRequest('The API definition is larger than the maximum of 6 MB');
  const text = withAwsVariables(
    Buffer.from(body)
      .toString()
      .replace(/^\uFEFF/, ''),
    place,
  );
  try {
    return JSON.parse(text);
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text, { merge: true, uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  // `version: 1.0` means the text that stands there, not the number.
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || !['version', 'swagger', 'openapi'].includes(String(key.value))) return;
      if (isScalar(value) && typeof value.value === 'number') value.value = value.source ?? value.value;
    },
  });
  try {
    return document.toJS({ maxAliasCount: aliasesMax });
  } catch {
    return undefined;
  }
}

/** Documented: AWS fills these in wherever they stand. */
function withAwsVariables(text: string, { accountId, region }: ImportPlace): string {
  if (!text.includes('${AWS::')) return text;
  const values: Readonly<Record<string, string>> = {
    AccountId: accountId,
    Partition: 'aws',
    Region: region,
    URLSuffix: 'amazonaws.com',
  };
  return text.replaceAll(/\$\{AWS::(AccountId|Partition|Region|URLSuffix)\}/g, (_all, name) => values[name]!);
}
