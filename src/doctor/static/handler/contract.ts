// Whether a handler answers a REST API's proxy integration: known from a template, or told by what it reads and gives.
import { full } from 'acorn-walk';
import type { HandlerOutline, Value } from '../../source/outline.ts';
import { parseModule } from '../../source/javascript/parse.ts';
import { isName, memberName } from '../../source/javascript/syntax.ts';
import type { SourceReader } from '../../source/source-reader.ts';

/** `rest-proxy`: a template says so. `other`: the template gives it other events only. `unknown`: a file alone. */
export type Contract = 'rest-proxy' | 'other' | 'unknown';

/** An object that can only be meant as an HTTP response. */
export function looksLikeResponse(value: Value): boolean {
  return value.type === 'object' && value.members.some(({ name }) => name === 'statusCode');
}

export function givesResponses(outline: HandlerOutline): boolean {
  return outline.outputs.some(({ value }) => looksLikeResponse(value));
}

const httpMembers: ReadonlySet<string> = new Set([
  'httpMethod',
  'pathParameters',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'multiValueHeaders',
  'requestContext',
  'stageVariables',
  'isBase64Encoded',
]);

/** JavaScript: the handler reads of its event what only an HTTP event has. */
export function readsHttpEvent(reader: SourceReader, outline: HandlerOutline): boolean {
  const module = parseModule(reader, outline.path);
  const { eventName } = outline;
  if (module === null || eventName === null) return false;
  let found = false;
  full(module.program, (node) => {
    if (node.type === 'MemberExpression' && isName(node.object, eventName)) {
      const name = memberName(node);
      if (name !== null && httpMembers.has(name)) found = true;
    }
  });
  return found;
}
