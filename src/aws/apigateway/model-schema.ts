// A model's schema: what AWS looks at before it takes one, and the references from one model to another.
import { badRequest } from './errors.ts';

const types = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

// AWS also checks the rest of the schema against JSON Schema draft 4, and that the models it refers to exist.

/**
 * @returns The schema as it is kept: as it was sent.
 * @throws AwsError BadRequestException; the words for no schema are recorded, the others reported in public.
 */
export function readSchema(schema: string | null | undefined, contentType: string): string {
  if (!schema) throw badRequest('Model schema must have at least 1 property or array items defined');
  if (contentType.endsWith('json') && !isSchema(parsed(schema))) {
    throw badRequest(
      'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
    );
  }
  return schema;
}

function isSchema(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type, properties, items } = value as Readonly<Record<string, unknown>>;
  const named = Array.isArray(type) ? type : type === undefined ? [] : [type];
  if (!named.every((name) => typeof name === 'string' && types.has(name))) return false;
  if (properties !== undefined) {
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return false;
    if (!Object.values(properties).every(isSchema)) return false;
  }
  if (items === undefined) return true;
  return Array.isArray(items) ? items.every(isSchema) : isSchema(items);
}

/** Undefined where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `https://apigateway.amazonaws.com/restapis/{api}/models/{name}`: how one model refers to another. */
const reference = /^https:\/\/apigateway\.[^/]+\/restapis\/[^/]+\/models\/([^/#]+)/;

/** The name of the model that a `$ref` leads to, or null. */
export function referredModel(ref: string): string | null {
  return reference.exec(ref)?.[1] ?? null;
}

/** The names of the models that a schema refers to, in the order in which they stand there. */
export function referredModels(schema: string): ReadonlySet<string> {
  const names = new Set<string>();
  collect(parsed(schema), names);
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const name = key === '$ref' && typeof member === 'string' ? referredModel(member) : null;
    if (name === null) collect(member, names);
    else names.add(name);
  }
}
