// The integration request of the types that are no proxies: body by template, parameters by mapping, then the overrides.
import { lastHeader } from '../../core/header-list.ts';
import type { ExecutionDraft } from '../../execution/context-variable.ts';
import type { Outcome } from '../../execution/outcome.ts';
import { decodeBase64 } from '../../proxy/base64.ts';
import type { IntegrationModel } from '../model.ts';
import type { StageSnapshot } from '../snapshot.ts';
import { TemplateError } from '../vtl/template.ts';
import { mapRequestParameters, type RequestParameters } from './request-parameters.ts';
import type { TemplateSet } from './template-set.ts';
import { overridesOf, renderWith, templateVariables, type TemplateVariables } from './template-variables.ts';

export type MappedRequest =
  | {
      readonly ok: true;
      /** As the log shows it. */
      readonly body: string;
      /** As it is sent. */
      readonly bytes: Uint8Array;
      readonly isBinary: boolean;
      readonly parameters: RequestParameters;
      readonly variables: TemplateVariables;
    }
  | { readonly ok: false; readonly outcome: Outcome };

/** `templates` are those of `model`. */
export function mapRequest(
  model: IntegrationModel,
  templates: TemplateSet,
  draft: ExecutionDraft,
  stage: StageSnapshot,
): MappedRequest {
  // TestInvokeMethod takes any body for JSON (SPEC §1.6).
  const contentType = draft.isTest ? undefined : lastHeader(draft.request.headers, 'content-type');
  const template = templates.forContentType(contentType);
  if (template === null && refusesUnmatched(model, templates)) {
    return { ok: false, outcome: { kind: 'unsupported-media-type' } };
  }
  const parameters = mapRequestParameters(model.requestParameters, draft, stage);
  const variables = templateVariables(draft, stage);
  // An empty body counts as binary too where its type is one (SPEC §1.10, last line).
  const isBinary =
    draft.request.isBinary || (!draft.isTest && stage.binaryMediaTypes.matchesContentType(contentType));
  if (template === null) return { ok: true, ...passedThrough(model, draft), parameters, variables };
  if (isBinary && model.contentHandling !== 'CONVERT_TO_TEXT') {
    return failed(
      'Unable to transform request',
      'the body is binary, and contentHandling is not CONVERT_TO_TEXT',
    );
  }
  try {
    const body = renderWith(template.template(), variables, draft, draft.request.body);
    override(parameters, variables);
    return { ok: true, body, bytes: Buffer.from(body), isBinary: false, parameters, variables };
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    return failed('Unable to transform request', thrown.message);
  }
}

function failed(message: string, detail: string): MappedRequest {
  return { ok: false, outcome: { kind: 'mapping-failed', message, detail } };
}

/** WHEN_NO_MATCH lets a body without template through, WHEN_NO_TEMPLATES only where there is no template at all. */
function refusesUnmatched({ passthroughBehavior }: IntegrationModel, templates: TemplateSet): boolean {
  switch (passthroughBehavior) {
    case 'NEVER':
      return true;
    case 'WHEN_NO_TEMPLATES':
      return !templates.isEmpty;
    default:
      return false;
  }
}

/** The body without a template; a binary one is base64 in the record, and bytes on its way unless it is to be text. */
export function passedThrough(
  { contentHandling }: IntegrationModel,
  { request }: ExecutionDraft,
): { readonly body: string; readonly bytes: Uint8Array; readonly isBinary: boolean } {
  const bytesOfText = Buffer.from(request.body);
  if (request.isBinary) {
    if (contentHandling === 'CONVERT_TO_TEXT')
      return { body: request.body, bytes: bytesOfText, isBinary: false };
    return { body: request.body, bytes: Buffer.from(request.body, 'base64'), isBinary: true };
  }
  if (contentHandling === 'CONVERT_TO_BINARY') {
    // What is no base64 stays as it is (chosen).
    const decoded = decodeBase64(request.body);
    if (decoded !== undefined) return { body: request.body, bytes: decoded, isBinary: true };
  }
  return { body: request.body, bytes: bytesOfText, isBinary: false };
}

/** What the template wrote into `$context.requestOverride` wins over the mappings. */
function override(parameters: RequestParameters, variables: TemplateVariables): void {
  for (const [name, value] of overridesOf(variables, 'requestOverride', 'header')) {
    for (const mapped of parameters.headers.keys()) {
      if (mapped.toLowerCase() === name.toLowerCase()) parameters.headers.delete(mapped);
    }
    parameters.headers.set(name, [value]);
  }
  for (const [name, value] of overridesOf(variables, 'requestOverride', 'querystring')) {
    parameters.query.set(name, [value]);
  }
  for (const [name, value] of overridesOf(variables, 'requestOverride', 'path')) {
    parameters.path.set(name, value);
  }
}
