// A method's request validator: required parameters first, then the body against its model (SPEC §1.9).
import { lastHeader, type HeaderList } from '../../core/header-list.ts';
import type { ExecutionDraft } from '../../execution/context-variable.ts';
import type { Outcome } from '../../execution/outcome.ts';
import type { MethodModel, RestApiDocument } from '../model.ts';
import type { BodySchemas } from './body-schemas.ts';

export interface RequestValidator {
  /** Names of the required parameters, by place; null where parameters are not looked at. */
  readonly parameters: RequiredParameters | null;
  /** Model by content type; null where bodies are not looked at. */
  readonly models: Readonly<Record<string, string>> | null;
  /** Shared by all methods of the deployment. */
  readonly schemas: BodySchemas;
}

interface RequiredParameters {
  readonly header: readonly string[];
  readonly path: readonly string[];
  readonly querystring: readonly string[];
}

/** Null where the method asks for no validation, or for one of nothing. */
export function compileRequestValidator(
  api: RestApiDocument,
  method: MethodModel,
  schemas: BodySchemas,
): RequestValidator | null {
  const { requestValidatorId: id } = method;
  const validator = id === null ? undefined : api.requestValidators[id];
  if (validator === undefined) return null;
  const required = Object.keys(method.requestParameters).filter((name) => method.requestParameters[name]);
  const parameters =
    validator.validateRequestParameters && required.length > 0
      ? {
          header: namesIn('header', required),
          path: namesIn('path', required),
          querystring: namesIn('querystring', required),
        }
      : null;
  const models =
    validator.validateRequestBody && Object.keys(method.requestModels).length > 0
      ? method.requestModels
      : null;
  return parameters === null && models === null ? null : { parameters, models, schemas };
}

function namesIn(place: string, parameters: readonly string[]): readonly string[] {
  const prefix = `method.request.${place}.`;
  return parameters.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

export interface Validation {
  readonly outcome: Outcome | null;
  /** The content type for which a model passed the body; null where none looked at it. */
  readonly validatedContentType: string | null;
}

const passed: Validation = { outcome: null, validatedContentType: null };

/** A promise only at the first body of a process: the schema compiler is loaded with it. */
export function validateRequest(
  { parameters, models, schemas }: RequestValidator,
  draft: ExecutionDraft,
): Validation | Promise<Validation> {
  const missing = parameters === null ? [] : missingParameters(parameters, draft);
  if (missing.length > 0) {
    return { outcome: { kind: 'bad-request-parameters', missing }, validatedContentType: null };
  }
  if (models === null) return passed;
  const contentType = mediaTypeOf(lastHeader(draft.request.headers, 'content-type'));
  const model = Object.hasOwn(models, contentType) ? models[contentType] : models['$default'];
  // A content type without a model is not looked at (SPEC §1.9).
  if (model === undefined) return passed;
  const { body, isBinary } = draft.request;
  const text = isBinary ? Buffer.from(body, 'base64').toString() : body;
  const check = (): Validation => {
    const validationError = schemas.check(model, text);
    return validationError === null
      ? { outcome: null, validatedContentType: contentType }
      : {
          outcome: { kind: 'bad-request-body', validationError, contentType },
          validatedContentType: null,
        };
  };
  const loading = schemas.load();
  return loading === null ? check() : loading.then(check);
}

/** Names in header, path, query order (SPEC §1.9, recorded); blank counts as missing. Case counts (SPEC §2.2 rule 10). */
function missingParameters(
  { header, path, querystring }: RequiredParameters,
  { request }: ExecutionDraft,
): readonly string[] {
  const lacking = (names: readonly string[], given: HeaderList): readonly string[] =>
    names.filter((name) => (given.findLast(([other]) => other === name)?.[1] ?? '').trim() === '');
  return [
    ...lacking(header, request.headers),
    ...lacking(path, request.pathParameters),
    ...lacking(querystring, request.query),
  ];
}

/** Without parameters; a missing one counts as JSON (SPEC §1.9). */
function mediaTypeOf(contentType: string | undefined): string {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return mediaType === '' ? 'application/json' : mediaType;
}
