// MOCK integrations, as CORS preflight uses them (SPEC §1.10): a status from the request template, headers from literals.
import type { HeaderList } from '../core/header-list.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { Outcome } from '../execution/outcome.ts';
import { evaluateParameter } from './gateway-response.ts';
import type { IntegrationModel, IntegrationResponseModel, MethodModel } from './model.ts';
import type { StageSnapshot } from './snapshot.ts';

export type MockAnswer =
  | { readonly ok: true; readonly status: number; readonly headers: HeaderList; readonly body: Uint8Array }
  | { readonly ok: false; readonly outcome: Outcome };

/** Templates with VTL in them are refused until mapping templates are built: a wrong success would be worse. */
const vtl = /[$#]/;
const vtlNotBuilt =
  'Varco does not evaluate mapping templates yet, and this MOCK integration has one with VTL';

export function answerMock(
  integration: IntegrationModel,
  method: MethodModel,
  draft: ExecutionDraft,
  stage: StageSnapshot,
  contentType: string | undefined,
): MockAnswer {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() || 'application/json';
  const templates = integration.requestTemplates;
  const template = templates[mediaType] ?? templates['$default'];
  if (template === undefined && integration.passthroughBehavior !== 'WHEN_NO_MATCH') {
    return { ok: false, outcome: { kind: 'unsupported-media-type' } };
  }
  const statusCode = template === undefined ? null : readStatusCode(template);
  if (statusCode === null) {
    const message =
      template !== undefined && vtl.test(template)
        ? vtlNotBuilt
        : 'Unable to parse statusCode. It should be an integer of 3 digits';
    return { ok: false, outcome: { kind: 'mapping-failed', message } };
  }
  const response = chooseResponse(integration, statusCode);
  if (response === null) {
    const message = `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${statusCode}`;
    return { ok: false, outcome: { kind: 'mapping-failed', message } };
  }
  if (method.methodResponses[response.statusCode] === undefined) {
    const message = `Output mapping refers to an invalid method response: ${response.statusCode}`;
    return { ok: false, outcome: { kind: 'mapping-failed', message } };
  }
  const text = response.model.responseTemplates['application/json'] ?? '';
  if (vtl.test(text)) return { ok: false, outcome: { kind: 'mapping-failed', message: vtlNotBuilt } };
  return {
    ok: true,
    status: Number(response.statusCode),
    headers: responseHeaders(response.model, draft, stage),
    body: Buffer.from(text),
  };
}

function readStatusCode(template: string): number | null {
  if (vtl.test(template)) return null;
  // The console's own template is `{"statusCode": 200}`, and people write it with a bare key too.
  const match = /^\s*\{\s*"?statusCode"?\s*:\s*"?(\d{3})"?\s*,?\s*\}\s*$/.exec(template);
  return match === null ? null : Number(match[1]);
}

function chooseResponse(
  integration: IntegrationModel,
  statusCode: number,
): { readonly statusCode: string; readonly model: IntegrationResponseModel } | null {
  let fallback: { statusCode: string; model: IntegrationResponseModel } | null = null;
  for (const [status, model] of Object.entries(integration.integrationResponses)) {
    if (model.selectionPattern === null || model.selectionPattern === '') {
      fallback ??= { statusCode: status, model };
    } else if (matchesPattern(model.selectionPattern, statusCode)) {
      return { statusCode: status, model };
    }
  }
  return fallback;
}

/** A pattern that is no regular expression matches nothing. */
function matchesPattern(pattern: string, statusCode: number): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(String(statusCode));
  } catch {
    return false;
  }
}

const headerTarget = 'method.response.header.';

function responseHeaders(
  model: IntegrationResponseModel,
  draft: ExecutionDraft,
  stage: StageSnapshot,
): HeaderList {
  const headers: [string, string][] = [['Content-Type', 'application/json']];
  for (const [target, expression] of Object.entries(model.responseParameters)) {
    if (!target.startsWith(headerTarget)) continue;
    const value = evaluateParameter(expression, draft, stage);
    if (value !== null) headers.push([target.slice(headerTarget.length), value]);
  }
  return headers;
}
