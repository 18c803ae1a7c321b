// The event that a function gets from its URL: payload format 2.0 (developer guide, and what the recordings echo).
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { formatRequestTime } from '../../proxy/request-time.ts';

export interface UrlEventFacts {
  readonly urlId: string;
  readonly requestId: string;
  /** `Root=1-…` */
  readonly traceHeader: string;
  readonly nowMs: number;
  /** Who signed the request; null where nobody needs to. */
  readonly caller: UrlCaller | null;
}

export interface UrlCaller {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly arn: string;
  readonly userId: string;
}

/** Not passed on, or passed on in another member. */
const droppedHeaders: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'upgrade',
  'proxy-connection',
  'cookie',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** JSON text. */
export function urlEvent(message: IncomingMessage, body: Uint8Array, facts: UrlEventFacts): string {
  const { urlId, caller, nowMs } = facts;
  const [rawPath, rawQueryString] = splitTarget(message.url ?? '/');
  const sourceIp = plainAddress(message.socket.remoteAddress ?? '');
  const headers = eventHeaders(message, sourceIp, facts.traceHeader);
  const host = hostOf(headers['host'] ?? '');
  const query = queryParameters(rawQueryString);
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type'], body);
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...cookiesOf(message),
    headers,
    ...(query === null ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: caller?.accountId ?? 'anonymous',
      apiId: urlId,
      ...(caller === null ? {} : { authorizer: { iam: callerMembers(caller) } }),
      domainName: host,
      domainPrefix: urlId,
      http: {
        method: message.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: facts.requestId,
      routeKey: '$default',
      stage: '$default',
      time: formatRequestTime(nowMs),
      timeEpoch: nowMs,
    },
    ...(body.length === 0 ? {} : { body: Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
  return JSON.stringify(event);
}

/** Kept as they are on the wire (recorded: `/pa2%Fth/1`). */
function splitTarget(target: string): readonly [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** Lower-case names; several values of one name joined with commas. */
function eventHeaders(
  message: IncomingMessage,
  sourceIp: string,
  traceHeader: string,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < message.rawHeaders.length; at += 2) {
    const name = message.rawHeaders[at]!.toLowerCase();
    const value = message.rawHeaders[at + 1]!;
    if (droppedHeaders.has(name)) continue;
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]},${value}` : value;
  }
  if (headers['host'] !== undefined) headers['host'] = hostOf(headers['host']);
  const forwarded = message.headers['x-forwarded-for'];
  const before = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  headers['x-amzn-trace-id'] = traceHeader;
  headers['x-forwarded-for'] = before === undefined ? sourceIp : `${before}, ${sourceIp}`;
  // As on AWS, whatever the local port speaks.
  headers['x-forwarded-port'] = '443';
  headers['x-forwarded-proto'] = 'https';
  return headers;
}

/** AWS listens at the standard port, so that its hosts have none. */
function hostOf(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** IPv4 addresses as such where the socket has them mapped into IPv6. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

function cookiesOf(message: IncomingMessage): { readonly cookies?: readonly string[] } {
  const sent = message.headers.cookie;
  if (sent === undefined || sent === '') return {};
  return { cookies: sent.split(';').map((cookie) => cookie.trim()) };
}

function queryParameters(query: string): Record<string, string> | null {
  if (query === '') return null;
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
}

const textTypes = /^(?:text\/|application\/(?:json|javascript|xml)\b|application\/[^;]*\+(?:json|xml)\b)/i;

/** Other bodies are base64 (recorded for multipart); so is one whose type is not said (chosen). */
function isText(contentType: string | undefined, body: Uint8Array): boolean {
  return contentType !== undefined && textTypes.test(contentType) && isUtf8(body);
}

function callerMembers({ accessKeyId, accountId, arn, userId }: UrlCaller): object {
  return {
    accessKey: accessKeyId,
    accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: arn,
    userId,
  };
}
