// The calls of the Extensions API and the Telemetry API over HTTP, beside the Runtime API (developer guide).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { runtimeErrorBytesMax } from '../../core/limits.ts';
import { readBody, refuse } from '../lane/http-calls.ts';
import type { Extensions, Refusal } from './extensions.ts';
import { type SubscriptionRequest, type TelemetryType, telemetryTypes } from './telemetry-subscription.ts';

const prefix = '/2020-01-01/extension';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True where the path is one of these APIs'. */
export function isExtensionsPath(path: string): boolean {
  return path.startsWith(prefix) || path === '/2022-07-01/telemetry' || path === '/2020-08-15/logs';
}

export async function serveExtensions(
  extensions: Extensions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = message.url!;
  if (message.method === 'POST' && path === `${prefix}/register`) {
    await register(extensions, message, response);
    return;
  }
  if (message.method === 'PUT' && path === '/2020-08-15/logs') {
    message.resume();
    // AWS also has this older form of the Telemetry API; its answer here is that of AWS's public emulator.
    respond(response, 202, { errorType: 'Logs.NotSupported', errorMessage: 'Logs API is not supported' });
    return;
  }
  const route = `${message.method} ${path}`;
  const isKnown = [
    `GET ${prefix}/event/next`,
    `POST ${prefix}/init/error`,
    `POST ${prefix}/exit/error`,
    'PUT /2022-07-01/telemetry',
  ].includes(route);
  if (!isKnown) {
    message.resume();
    refuse(response, 404, 'ResourceNotFound', '404 page not found');
    return;
  }
  const id = identify(extensions, message);
  if (typeof id !== 'string') {
    message.resume();
    forbid(response, id);
    return;
  }
  if (path.endsWith('/event/next')) extensions.next(id, response);
  else if (path.endsWith('/telemetry')) await subscribe(extensions, id, message, response);
  else
    await fail(extensions, id, path.endsWith('/init/error') ? 'InitError' : 'ExitError', message, response);
}

function identify(extensions: Extensions, message: IncomingMessage): string | Refusal {
  const id = message.headers['lambda-extension-identifier'];
  if (typeof id !== 'string' || id === '') {
    const text = 'Missing Lambda-Extension-Identifier header';
    return { errorType: 'Extension.MissingExtensionIdentifier', message: text };
  }
  if (!uuid.test(id)) {
    const text = 'Invalid Lambda-Extension-Identifier';
    return { errorType: 'Extension.InvalidExtensionIdentifier', message: text };
  }
  if (extensions.find(id) !== null) return id;
  return { errorType: 'Extension.UnknownExtensionIdentifier', message: `Unknown extension ${id}` };
}

async function register(
  extensions: Extensions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message, runtimeErrorBytesMax);
  const name = message.headers['lambda-extension-name'];
  if (typeof name !== 'string' || name === '') {
    forbid(response, { errorType: 'Extension.InvalidExtensionName', message: 'Empty extension name' });
    return;
  }
  const events = typeof body === 'string' ? null : readEvents(body);
  if (events === null) {
    const text = 'the body is no JSON object with a list of events';
    forbid(response, { errorType: 'InvalidRequestFormat', message: text });
    return;
  }
  const registered = extensions.register(name, events);
  if ('errorType' in registered) {
    forbid(response, registered);
    return;
  }
  response.setHeader('Lambda-Extension-Identifier', registered.id);
  respond(response, 200, registered.body);
}

function readEvents(body: Buffer): readonly string[] | null {
  try {
    const { events = [] } = JSON.parse(body.toString()) as { readonly events?: unknown };
    return Array.isArray(events) && events.every((each) => typeof each === 'string') ? events : null;
  } catch {
    return null;
  }
}

async function fail(
  extensions: Extensions,
  id: string,
  kind: 'InitError' | 'ExitError',
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = 'Lambda-Extension-Function-Error-Type';
  const errorType = message.headers[name.toLowerCase()];
  await readBody(message, runtimeErrorBytesMax);
  if (typeof errorType !== 'string' || errorType === '') {
    forbid(response, { errorType: 'Extension.MissingHeader', message: `${name} not found` });
    return;
  }
  respond(response, 202, { status: 'OK' });
  extensions.failed(id, kind, errorType);
}

async function subscribe(
  extensions: Extensions,
  id: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message, runtimeErrorBytesMax);
  const wanted = typeof body === 'string' ? 'the body is too large' : readSubscription(body);
  if (typeof wanted === 'string') {
    respond(response, 400, { errorType: 'ValidationError', errorMessage: wanted });
    return;
  }
  const refusal = extensions.subscribe(id, wanted);
  if (refusal === null) response.writeHead(200, { 'Content-Type': 'text/plain' }).end('OK');
  else forbid(response, refusal);
}

/** Bounds and defaults of the developer guide. Returns what is wrong, where something is. */
function readSubscription(body: Buffer): SubscriptionRequest | string {
  try {
    const { types, destination, buffering } = JSON.parse(body.toString()) as {
      readonly types?: unknown;
      readonly destination?: { readonly protocol?: unknown; readonly URI?: unknown };
      readonly buffering?: Readonly<Record<string, unknown>>;
    };
    const isListed = Array.isArray(types) && types.length > 0;
    if (!isListed || !types.every((each) => telemetryTypes.includes(each as TelemetryType)))
      return `types must be of ${telemetryTypes.join(', ')}`;
    // AWS also delivers over TCP.
    if (destination?.protocol !== 'HTTP') return 'destination.protocol must be HTTP';
    const uri = new URL(String(destination.URI));
    if (!['sandbox', 'sandbox.localdomain'].includes(uri.hostname) || uri.protocol !== 'http:')
      return 'destination.URI must be http://sandbox.localdomain:PORT/PATH';
    const bound = (name: string, least: number, most: number, otherwise: number): number =>
      Math.min(most, Math.max(least, Number(buffering?.[name] ?? otherwise) || otherwise));
    return {
      uri,
      types: types as readonly TelemetryType[],
      maxItems: bound('maxItems', 1000, 10_000, 10_000),
      maxBytes: bound('maxBytes', 262_144, 1_048_576, 262_144),
      timeoutMs: bound('timeoutMs', 25, 30_000, 1000),
    };
  } catch {
    return 'the body is no JSON object with types and a destination';
  }
}

function forbid(response: ServerResponse, { errorType, message }: Refusal): void {
  refuse(response, 403, errorType, message);
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}
