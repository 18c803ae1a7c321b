// Sends an HTTP request exactly as it is written: no client between that would normalise the path or the headers.
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

export interface RawRequest {
  readonly method: string;
  /** Scheme, host and port; what stands behind does not count. */
  readonly origin: string;
  /** Path and query as they stand on the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

export interface RawResponse {
  readonly status: number;
  /** In the order and the case of the wire. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

const timeoutMs = 60_000;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/**
 * @param endpoint Where names are looked for, and over its scheme, unless it is https: no name service needs to know
 *   the names that an emulator gives
 */
export async function sendRaw(request: RawRequest, endpoint: string): Promise<RawResponse> {
  const { isHttps, host, port, name } = addressOf(new URL(request.origin), new URL(endpoint));
  const body = request.body === null ? null : Buffer.from(request.body);
  const names = new Set(Object.keys(request.headers).map((header) => header.toLowerCase()));
  const headers = Object.entries(request.headers).flat();
  if (!names.has('host')) headers.unshift('Host', name);
  if (body !== null && !names.has('content-length') && !names.has('transfer-encoding')) {
    headers.push('Content-Length', String(body.length));
  }
  const { method, target: path } = request;
  const options = { method, path, headers, setHost: false, timeout: timeoutMs, host, port };
  return new Promise((resolve, reject) => {
    const outgoing = isHttps
      ? httpsRequest({ ...options, servername: host })
      : httpRequest({ ...options, agent });
    outgoing.on('response', (message: IncomingMessage) => {
      read(message).then(resolve, reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body ?? undefined);
  });
}

interface Address {
  readonly isHttps: boolean;
  readonly host: string;
  readonly port: number;
  /** For the header Host. */
  readonly name: string;
}

function addressOf(url: URL, endpoint: URL): Address {
  const hostname = bare(url.hostname);
  const isName = hostname !== 'localhost' && isIP(hostname) === 0;
  if (isName && endpoint.protocol === 'http:') {
    const port = Number(url.protocol === 'http:' && url.port !== '' ? url.port : endpoint.port) || 80;
    return { isHttps: false, host: bare(endpoint.hostname), port, name: url.host };
  }
  const isHttps = url.protocol === 'https:';
  return { isHttps, host: hostname, port: Number(url.port) || (isHttps ? 443 : 80), name: url.host };
}

/** An IPv6 address without its brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

async function read(message: IncomingMessage): Promise<RawResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const headers: [string, string][] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.push([message.rawHeaders[index]!, message.rawHeaders[index + 1]!]);
  }
  return { status: message.statusCode!, headers, body: Buffer.concat(chunks) };
}
