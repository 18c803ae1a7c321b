// One request to an HTTP backend: no redirects followed, nothing inflated, bounded in time and size.
import type { Agent, request as requestType } from 'undici';
import type { Clock } from '../core/clock.ts';
import type { HeaderList } from '../core/header-list.ts';
import { gatewayPayloadBytesMax, headerBytesMax } from '../core/limits.ts';
import { lookUpHost } from './local-names.ts';

export interface HttpEndpointRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  readonly skipVerification: boolean;
}

export type HttpEndpointAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** As they came. */
      readonly headers: HeaderList;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unknown-host' }
  /** The certificate, or the hand-shake. */
  | { readonly kind: 'tls'; readonly detail: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'network'; readonly detail: string };

interface Agents {
  readonly request: typeof requestType;
  readonly verifying: Agent;
  readonly trusting: Agent;
}

let agents: Promise<Agents> | null = null;

/** Loaded by the first request that needs it: an API of functions alone starts without. */
async function openAgents(): Promise<Agents> {
  const { Agent: HttpAgent, request } = await import('undici');
  // Backends' headers are bounded as those of the gateway's own answer are, with room for what will be dropped.
  const common = { connect: { timeout: 0, lookup: lookUpHost }, maxHeaderSize: 4 * headerBytesMax } as const;
  return {
    request,
    verifying: new HttpAgent(common),
    trusting: new HttpAgent({ ...common, connect: { ...common.connect, rejectUnauthorized: false } }),
  };
}

export async function askEndpoint(asked: HttpEndpointRequest, clock: Clock): Promise<HttpEndpointAnswer> {
  agents ??= openAgents();
  const { request, verifying, trusting } = await agents;
  const abort = new AbortController();
  let isTimeUp = false;
  const cancel = clock.after(asked.timeoutMs, () => {
    isTimeUp = true;
    abort.abort();
  });
  try {
    const response = await request(asked.url, {
      dispatcher: asked.skipVerification ? trusting : verifying,
      method: asked.method,
      headers: asked.headers.flat(),
      body: asked.body.byteLength === 0 ? null : asked.body,
      signal: abort.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
      responseHeaders: 'raw',
    });
    const body = await readBody(response.body, abort);
    if (body === null) return { kind: 'too-large' };
    return {
      kind: 'answered',
      status: response.statusCode,
      headers: pairs(response.headers as unknown as readonly (string | Uint8Array)[]),
      body,
    };
  } catch (thrown) {
    return isTimeUp ? { kind: 'timeout' } : failureOf(thrown);
  } finally {
    cancel();
  }
}

/** Null where it is longer than the gateway takes. */
async function readBody(
  stream: AsyncIterable<Uint8Array>,
  abort: AbortController,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > gatewayPayloadBytesMax) {
      abort.abort();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Name, value, name, value …, one character a byte. */
function pairs(raw: readonly (string | Uint8Array)[]): HeaderList {
  const list: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    list.push([latin1(raw[index]!), latin1(raw[index + 1]!)]);
  }
  return list;
}

function latin1(part: string | Uint8Array): string {
  return typeof part === 'string' ? part : Buffer.from(part).toString('latin1');
}

const unknownHost: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL']);
const tlsCode = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/;

function failureOf(thrown: unknown): HttpEndpointAnswer {
  const error = rootOf(thrown);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (unknownHost.has(code)) return { kind: 'unknown-host' };
  if (tlsCode.test(code)) return { kind: 'tls', detail: error.message };
  return { kind: 'network', detail: code === '' ? error.message : code };
}

/** Of several tries (IPv6, then IPv4) the first. */
function rootOf(thrown: unknown): Error {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return rootOf(thrown.errors[0]);
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
