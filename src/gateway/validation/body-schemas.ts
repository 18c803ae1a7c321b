// The models of a deployment as JSON schemas of draft 4, each compiled when the first body comes for it (SPEC §1.9).
import type AjvDraft04 from 'ajv-draft-04';
import type { AnySchemaObject, ValidateFunction } from 'ajv-draft-04';
import type { ApiModelModel } from '../model.ts';
import { validationText } from './validation-text.ts';

export interface BodySchemas {
  /** Loads the schema compiler; null where it is there already. */
  load(): Promise<void> | null;
  /** What is wrong with a body by the model, as `[…]`; null where it fits. After `load` only. */
  check(model: string, body: string): string | null;
}

type Compiler = new (options: ConstructorParameters<typeof AjvDraft04.default>[0]) => AjvDraft04.default;
let compiler: Compiler | null = null;

async function loadCompiler(): Promise<void> {
  const { default: module } = await import('ajv-draft-04');
  compiler = module.default;
}

/** SPEC §5.2: for a body that is no JSON, the empty one included. */
const unreadable = '[Unknown error parsing request body]';

export function createBodySchemas(models: Readonly<Record<string, ApiModelModel>>): BodySchemas {
  const validators = new Map<string, ValidateFunction | null>();
  let ajv: AjvDraft04.default | null = null;
  const validatorOf = (model: string): ValidateFunction | null => {
    const known = validators.get(model);
    if (known !== undefined) return known;
    ajv ??= createAjv(models);
    const validator = compileModel(ajv, model);
    validators.set(model, validator);
    return validator;
  };
  return {
    load: () => (compiler === null ? loadCompiler() : null),
    check(model, body) {
      let value: unknown;
      try {
        value = JSON.parse(body);
      } catch {
        // What is no JSON is told in AWS's own words.
        return unreadable;
      }
      const validator = validatorOf(model);
      // AWS refuses a model that is no schema when it is created; what it would answer here is unknown.
      if (validator === null) return `[model ${model} is not a valid JSON schema]`;
      return validator(value) ? null : `[${validationText(validator.errors ?? [], value).join(', ')}]`;
    },
  };
}

function compileModel(ajv: AjvDraft04.default, model: string): ValidateFunction | null {
  try {
    return ajv.getSchema(uriOf(model)) ?? null;
  } catch {
    // No schema, or it refers to a model that is not there.
    return null;
  }
}

/** Models refer to each other by URL; whatever host and API the URL names, the model is this API's. */
const modelUrl = /^https?:\/\/[^/]+\/restapis\/[^/]+\/models\/([^/#]+)(#.*)?$/;
const uriOf = (model: string): string => `varco:/models/${model}`;

function createAjv(models: Readonly<Record<string, ApiModelModel>>): AjvDraft04.default {
  // A model may hold keywords and formats that draft 4 does not know: AWS passes over them.
  const ajv = new compiler!({
    allErrors: true,
    verbose: true,
    strict: false,
    logger: false,
    validateFormats: false,
    validateSchema: false,
    unicodeRegExp: false,
  });
  for (const { name, schema } of Object.values(models)) {
    const parsed = readSchema(schema);
    if (parsed !== null) ajv.addSchema(parsed, uriOf(name));
  }
  return ajv;
}

function readSchema(text: string): AnySchemaObject | null {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    // A model's text that is no JSON stays uncompiled, and says so when a body comes for it.
    return null;
  }
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return null;
  // Its own name for itself, and for its dialect, are of no use here.
  const { $schema: _dialect, id: _id, $id: _$id, ...rest } = schema as Record<string, unknown>;
  return resolveReferences(rest) as AnySchemaObject;
}

function resolveReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const url = name === '$ref' && typeof member === 'string' ? modelUrl.exec(member) : null;
      return [name, url === null ? resolveReferences(member) : uriOf(url[1]!) + (url[2] ?? '')];
    }),
  );
}
