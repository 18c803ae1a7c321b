// The method response of the types that are no proxies: which integration response, its body, its headers.
import { lastHeader, type HeaderList } from '../../core/header-list.ts';
import type { ExecutionDraft } from '../../execution/context-variable.ts';
import type { Outcome } from '../../execution/outcome.ts';
import { decodeBase64 } from '../../proxy/base64.ts';
import type { IntegrationResponseModel, MethodModel } from '../model.ts';
import type { StageSnapshot } from '../snapshot.ts';
import { TemplateError } from '../vtl/template.ts';
import { evaluateParameter } from './parameter-source.ts';
import { checkedHeaders, remapped } from './response-headers.ts';
import { compileTemplates, type TemplateSet } from './template-set.ts';
import { overridesOf, renderWith, statusOverride, type TemplateVariables } from './template-variables.ts';

export interface IntegrationResponse {
  /** The method's status code. */
  readonly statusCode: string;
  readonly model: IntegrationResponseModel;
  /** Null for the default; a pattern that is no regular expression matches nothing. */
  readonly selects: ((text: string) => boolean) | null;
  readonly templates: TemplateSet;
}

export function compileIntegrationResponses(
  responses: Readonly<Record<string, IntegrationResponseModel>>,
): readonly IntegrationResponse[] {
  return Object.entries(responses).map(([statusCode, model]) => ({
    statusCode,
    model,
    selects: compilePattern(model.selectionPattern),
    templates: compileTemplates(model.responseTemplates),
  }));
}

/** The whole text must match, and `.` does not match a line's end, as in Java. */
function compilePattern(pattern: string | null): ((text: string) => boolean) | null {
  if (pattern === null || pattern === '') return null;
  try {
    const regExp = new RegExp(`^(?:${pattern})$`);
    return (text) => regExp.test(text);
  } catch {
    return () => false;
  }
}

/** What came back from the backend. */
export interface EndpointAnswer {
  readonly status: number;
  /** What selection patterns are held against: the status, or a function's errorMessage; null where nothing is. */
  readonly selectedBy: string | null;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly contentType: string | undefined;
}

export type MappedResponse =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: HeaderList;
      readonly methodHeaders: HeaderList;
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly outcome: Outcome };

export function mapResponse(
  responses: readonly IntegrationResponse[],
  method: MethodModel,
  answer: EndpointAnswer,
  variables: TemplateVariables,
  draft: ExecutionDraft,
  stage: StageSnapshot,
): MappedResponse {
  const chosen = chooseResponse(responses, answer.selectedBy);
  if (chosen === null) {
    return mappingFailed(
      `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${answer.status}`,
    );
  }
  if (method.methodResponses[chosen.statusCode] === undefined) {
    return mappingFailed(`Output mapping refers to an invalid method response: ${chosen.statusCode}`);
  }
  try {
    return respond(chosen, answer, variables, draft, stage);
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    return mappingFailed('Unable to transform response', thrown.message);
  }
}

function mappingFailed(message: string, detail?: string): MappedResponse {
  return {
    ok: false,
    outcome: { kind: 'mapping-failed', message, ...(detail === undefined ? {} : { detail }) },
  };
}

/** The first whose pattern matches, else the first without one. */
function chooseResponse(
  responses: readonly IntegrationResponse[],
  selectedBy: string | null,
): IntegrationResponse | null {
  const matching = selectedBy === null ? undefined : responses.find(({ selects }) => selects?.(selectedBy));
  return matching ?? responses.find(({ selects }) => selects === null) ?? null;
}

/** @throws TemplateError */
function respond(
  chosen: IntegrationResponse,
  answer: EndpointAnswer,
  variables: TemplateVariables,
  draft: ExecutionDraft,
  stage: StageSnapshot,
): MappedResponse {
  const accept = lastHeader(draft.request.headers, 'accept');
  const template = chosen.templates.forAccept(accept);
  const text = Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.byteLength).toString();
  const isBinary =
    stage.binaryMediaTypes.matchesContentType(answer.contentType) && answer.body.byteLength > 0;
  let body: Uint8Array = answer.body;
  if (template !== null) {
    const input = isBinary ? Buffer.from(answer.body).toString('base64') : text;
    body = Buffer.from(renderWith(template.template(), variables, draft, input));
  }
  const { contentHandling } = chosen.model;
  if (contentHandling === 'CONVERT_TO_TEXT' && template === null && isBinary) {
    body = Buffer.from(Buffer.from(body).toString('base64'));
  } else if (contentHandling === 'CONVERT_TO_BINARY') {
    const decoded = decodeBase64(Buffer.from(body).toString());
    if (decoded === undefined) return { ok: false, outcome: { kind: 'base64-undecodable' } };
    body = decoded;
  }
  // Without a template the type is JSON's all the same, unless it is mapped.
  const headers = responseHeaders(chosen, answer, text, variables, draft, stage, template?.contentType);
  const checked = checkedHeaders(headers);
  if (!checked.ok) return checked;
  return {
    ok: true,
    status: statusOverride(variables) ?? Number(chosen.statusCode),
    headers: checked.headers,
    methodHeaders: headers,
    body,
  };
}

const headerTarget = 'method.response.header.';
const multiHeaderTarget = 'method.response.multivalueheader.';

function responseHeaders(
  { model }: IntegrationResponse,
  answer: EndpointAnswer,
  body: string,
  variables: TemplateVariables,
  draft: ExecutionDraft,
  stage: StageSnapshot,
  templateType: string | undefined,
): HeaderList {
  const mapped: (readonly [string, string])[] = [];
  const source = { headers: answer.headers, body };
  for (const [target, expression] of Object.entries(model.responseParameters)) {
    const prefix = [headerTarget, multiHeaderTarget].find((candidate) => target.startsWith(candidate));
    const value = prefix === undefined ? null : evaluateParameter(expression, draft, stage, source);
    if (value !== null) mapped.push([target.slice(prefix!.length), value]);
  }
  const overrides = overridesOf(variables, 'responseOverride', 'header');
  const replaced = new Set(overrides.map(([name]) => name.toLowerCase()));
  const all = [...mapped.filter(([name]) => !replaced.has(name.toLowerCase())), ...overrides];
  const listed = remapped(all);
  if (listed.some(([name]) => name.toLowerCase() === 'content-type')) return listed;
  const contentType =
    templateType === undefined || templateType === '$default' ? 'application/json' : templateType;
  return [['Content-Type', contentType], ...listed];
}
