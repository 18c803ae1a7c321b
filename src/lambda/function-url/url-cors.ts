// Cross-origin requests to a function URL: what its configuration lets a browser do (developer guide).
import type { IncomingHttpHeaders } from 'node:http';
import type { FunctionUrlCors } from '../model.ts';
import type { Headers } from './url-answer.ts';

export function isPreflight(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/** For every answer; empty where the origin is not allowed. */
export function corsHeaders(cors: FunctionUrlCors, origin: string | undefined): Headers {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === null) return [];
  const headers: [string, string][] = [['Access-Control-Allow-Origin', allowed]];
  if (allowed !== '*') headers.push(['Vary', 'Origin']);
  if (cors.allowCredentials === true) headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (isFilled(cors.exposeHeaders)) {
    headers.push(['Access-Control-Expose-Headers', cors.exposeHeaders.join(',')]);
  }
  return headers;
}

/** For the question that a browser asks first; the function does not hear of it. */
export function preflightHeaders(cors: FunctionUrlCors, origin: string | undefined): Headers {
  const headers = [...corsHeaders(cors, origin)];
  if (headers.length === 0) return headers;
  if (isFilled(cors.allowMethods)) {
    headers.push(['Access-Control-Allow-Methods', cors.allowMethods.join(',')]);
  }
  if (isFilled(cors.allowHeaders)) {
    headers.push(['Access-Control-Allow-Headers', cors.allowHeaders.join(',')]);
  }
  if (cors.maxAgeSeconds !== undefined) headers.push(['Access-Control-Max-Age', String(cors.maxAgeSeconds)]);
  return headers;
}

function allowedOrigin(cors: FunctionUrlCors, origin: string | undefined): string | null {
  if (origin === undefined) return null;
  const origins = cors.allowOrigins ?? [];
  if (origins.includes(origin)) return origin;
  if (!origins.includes('*')) return null;
  // A browser takes no star where credentials are sent along.
  return cors.allowCredentials === true ? origin : '*';
}

function isFilled(list: readonly string[] | undefined): list is readonly string[] {
  return list !== undefined && list.length > 0;
}
