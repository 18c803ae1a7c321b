// The answer to a request that failed at the gateway: the type's default, or what the API's owner made of it (SPEC §8).
import { lastHeader, type HeaderList } from '../core/header-list.ts';
import { bodyOf, entryOf, statusOf } from '../execution/catalogue.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { GatewayResponseType } from '../execution/outcome.ts';
import { evaluateParameter } from './mapping/parameter-source.ts';
import type { GatewayResponseModel } from './model.ts';
import type { StageSnapshot } from './snapshot.ts';

export interface FailureAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly gatewayResponse: { readonly type: GatewayResponseType; readonly customised: boolean } | null;
}

const defaultTemplate = '{"message":$context.error.messageString}';

/** Needs nothing but the draft: status, headers (without the request ids) and body of the failure. */
export function answerFailure(draft: ExecutionDraft, stage: StageSnapshot | null): FailureAnswer {
  const entry = entryOf(draft.outcome);
  const status = statusOf(draft.outcome);
  const type = entry.gatewayResponseType ?? (status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const custom = entry.customisable ? customisedBy(type, status, stage) : null;
  const errorType: HeaderList = entry.errorType === null ? [] : [['x-amzn-ErrorType', entry.errorType]];
  if (custom === null || stage === null) {
    return {
      status,
      headers: [['Content-Type', entry.contentType], ...errorType],
      body: Buffer.from(bodyOf(draft.outcome)),
      gatewayResponse: { type, customised: false },
    };
  }
  const template = chooseTemplate(custom.responseTemplates, lastHeader(draft.request.headers, 'accept'));
  return {
    status: custom.statusCode === null ? status : Number(custom.statusCode),
    headers: [
      ...parameterHeaders(custom, draft, stage, template.contentType),
      // A customised response keeps the type of the underlying error (SPEC §8, recorded).
      ...errorType,
    ],
    body: Buffer.from(fillTemplate(template.text, draft, stage)),
    gatewayResponse: { type: custom.responseType, customised: true },
  };
}

/** A customisation of the type itself wins over DEFAULT_4XX and DEFAULT_5XX (SPEC §8). */
function customisedBy(
  type: GatewayResponseType,
  status: number,
  stage: StageSnapshot | null,
): GatewayResponseModel | null {
  const responses = stage?.gatewayResponses;
  if (responses === undefined) return null;
  return responses[type] ?? responses[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'] ?? null;
}

/** By the first media type of Accept, else JSON, else the first there is: a choice, SPEC is silent. */
function chooseTemplate(
  templates: Readonly<Record<string, string>>,
  accept: string | undefined,
): { readonly contentType: string; readonly text: string } {
  const wanted = accept?.split(/[,;]/, 1)[0]?.trim() ?? '';
  for (const contentType of [wanted, 'application/json', Object.keys(templates)[0] ?? '']) {
    const text = templates[contentType];
    if (text !== undefined) return { contentType, text };
  }
  return { contentType: 'application/json', text: defaultTemplate };
}

const headerParameter = 'gatewayresponse.header.';

function parameterHeaders(
  custom: GatewayResponseModel,
  draft: ExecutionDraft,
  stage: StageSnapshot,
  contentType: string,
): [string, string][] {
  const headers: [string, string][] = [];
  for (const [target, expression] of Object.entries(custom.responseParameters)) {
    if (!target.startsWith(headerParameter)) continue;
    const value = evaluateParameter(expression, draft, stage);
    if (value !== null) headers.push([target.slice(headerParameter.length), value]);
  }
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    headers.unshift(['Content-Type', contentType]);
  }
  return headers;
}

/** Simple substitution, not VTL (SPEC §8): `$context.…`, `$stageVariables.…`, `$method.request.…`, braces allowed. */
function fillTemplate(text: string, draft: ExecutionDraft, stage: StageSnapshot): string {
  return text.replaceAll(
    /\$(?:\{((?:context|stageVariables|method)\.[\w.-]+)\}|((?:context|stageVariables|method)\.[\w-]+(?:\.[\w-]+)*))/g,
    (_all, braced: string | undefined, plain: string | undefined) =>
      evaluateParameter(braced ?? plain!, draft, stage) ?? '',
  );
}
