// The right-hand sides of parameter mappings: `'literal'`, `context.x`, `stageVariables.x`, `method.request.header.x` …
import { lastHeader, type HeaderList } from '../../core/header-list.ts';
import { contextVariable, type ExecutionDraft } from '../../execution/context-variable.ts';
import type { StageSnapshot } from '../snapshot.ts';
import { readJsonPath } from '../vtl/json-path.ts';
import { JsonSyntaxError, parseJson } from '../vtl/parse-json.ts';
import { TemplateError } from '../vtl/template.ts';
import { jsonOf } from '../vtl/values.ts';

/** What the backend answered, for `integration.response.…`. */
export interface ResponseSource {
  readonly headers: HeaderList;
  readonly body: string;
}

/** One text, or all values where a multi-value source is named; null where there is nothing. */
type Found = string | readonly string[] | null;

/** The value as one text: several values are joined by commas. */
export function evaluateParameter(
  expression: string,
  draft: ExecutionDraft,
  stage: StageSnapshot,
  response: ResponseSource | null = null,
): string | null {
  const found = evaluateAll(expression, draft, stage, response);
  return found === null || typeof found === 'string' ? found : found.join(',');
}

export function evaluateAll(
  expression: string,
  draft: ExecutionDraft,
  stage: StageSnapshot,
  response: ResponseSource | null = null,
): Found {
  if (expression.length >= 2 && expression.startsWith("'") && expression.endsWith("'")) {
    return expression.slice(1, -1);
  }
  if (expression.startsWith('context.')) return contextVariable(expression.slice(8), draft);
  if (expression.startsWith('stageVariables.')) return stage.variables?.[expression.slice(15)] ?? null;
  if (expression.startsWith('method.request.')) return methodRequest(expression.slice(15), draft);
  if (response !== null && expression.startsWith('integration.response.')) {
    return integrationResponse(expression.slice(21), response);
  }
  return null;
}

function methodRequest(selector: string, { request }: ExecutionDraft): Found {
  const body = bodyPart(selector, request.body);
  if (body !== undefined) return body;
  const dot = selector.indexOf('.');
  const name = selector.slice(dot + 1);
  switch (selector.slice(0, dot)) {
    case 'header':
      return lastHeader(request.headers, name) ?? null;
    case 'multivalueheader':
      return allHeaders(request.headers, name);
    case 'querystring':
      return request.query.findLast(([key]) => key === name)?.[1] ?? null;
    case 'multivaluequerystring':
      return noneIsNull(request.query.filter(([key]) => key === name).map(([, value]) => value));
    case 'path':
      return request.pathParameters.findLast(([key]) => key === name)?.[1] ?? null;
    default:
      return null;
  }
}

function integrationResponse(selector: string, response: ResponseSource): Found {
  const body = bodyPart(selector, response.body);
  if (body !== undefined) return body;
  const dot = selector.indexOf('.');
  const name = selector.slice(dot + 1);
  switch (selector.slice(0, dot)) {
    case 'header':
      return lastHeader(response.headers, name) ?? null;
    case 'multivalueheader':
      return allHeaders(response.headers, name);
    default:
      return null;
  }
}

function allHeaders(headers: HeaderList, name: string): Found {
  const wanted = name.toLowerCase();
  return noneIsNull(headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value));
}

function noneIsNull(values: readonly string[]): Found {
  return values.length === 0 ? null : values;
}

/** `body`, `body.JSONPath` or `body[…]`; undefined where the selector is no body, null where nothing is found. */
function bodyPart(selector: string, body: string): string | null | undefined {
  if (selector === 'body') return body;
  if (!/^body[.[]/.test(selector)) return undefined;
  try {
    const rest = selector.slice(4);
    const found = readJsonPath(parseJson(body), rest.startsWith('.$') ? rest.slice(1) : `$${rest}`);
    if (found === undefined || found === null) return null;
    return typeof found === 'string' ? found : jsonOf(found);
  } catch (thrown) {
    // A body that is no JSON has no parts.
    if (thrown instanceof JsonSyntaxError || thrown instanceof TemplateError) return null;
    throw thrown;
  }
}
