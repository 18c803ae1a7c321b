// The data plane of function URLs: a request by host name becomes an invocation, and its result an answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import { invokeRequestBytesMax } from '../../core/limits.ts';
import type { RequestHead } from '../../core/signature/request-head.ts';
import { type KeyLookup, verifySignature } from '../../core/signature/verify-signature.ts';
import type { InvocationRequest, InvocationResult } from '../invocation.ts';
import type { LambdaService, PublishedUrl } from '../service.ts';
import { type Headers, internalServerError, readUrlAnswer, type UrlAnswer } from './url-answer.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './url-cors.ts';
import { urlEvent, type UrlCaller } from './url-event.ts';
import { mayUseUrl } from './url-permission.ts';
import { forbidden, refusedAnswer, tooLarge, unknownUrl } from './url-refusals.ts';
import { streamAnswer } from './url-stream.ts';
import { write } from './write-url-answer.ts';

export interface FunctionUrlsOptions {
  readonly accountId: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly lambda: LambdaService;
  readonly keyOf: KeyLookup;
}

export interface FunctionUrls {
  /** Answers the request, whatever it is. Never rejects. */
  handle(urlId: string, message: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createFunctionUrls(options: FunctionUrlsOptions): FunctionUrls {
  return {
    async handle(urlId, message, response) {
      try {
        await answer(options, urlId, message, response);
      } catch (defect) {
        process.stderr.write(`varco: defect at function URL ${urlId}: ${String(defect)}\n`);
        if (response.headersSent) response.destroy();
        else write(response, internalServerError, []);
      }
    },
  };
}

async function answer(
  options: FunctionUrlsOptions,
  urlId: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { clock, ids, lambda } = options;
  const requestId = ids.uuid();
  const traceHeader = traceOf(message) ?? `Root=${ids.traceId(clock.nowMs())}`;
  const own: Headers = [
    ['x-amzn-RequestId', requestId],
    ['X-Amzn-Trace-Id', `${traceHeader};Sampled=0`],
  ];
  const published = lambda.functionUrl(urlId);
  const body = await readBody(message);
  if (body === 'gone') return;
  if (published === null) {
    write(response, unknownUrl, own);
    return;
  }
  const { cors } = published.url;
  const origin = message.headers.origin;
  if (cors !== null && isPreflight(message.method, message.headers)) {
    write(response, { status: 200, headers: preflightHeaders(cors, origin), body: new Uint8Array() }, own);
    return;
  }
  const added: Headers = [...own, ...(cors === null ? [] : corsHeaders(cors, origin))];
  if (body === 'too-large') {
    write(response, tooLarge, added);
    return;
  }
  const caller = await admit(options, published, message, body);
  if (caller === 'refused') {
    write(response, forbidden, added);
    return;
  }
  const facts = { urlId, requestId, traceHeader, nowMs: clock.nowMs(), caller };
  const request: InvocationRequest = {
    functionArn: published.arn,
    payload: urlEvent(message, body, facts),
    traceHeader: `${traceHeader};Sampled=0`,
    servicePrincipal: null,
    clientContext: null,
    requestId,
  };
  if (published.url.invokeMode === 'RESPONSE_STREAM') {
    await streamAnswer(lambda, request, response, added);
    return;
  }
  write(response, answerOf(await lambda.invoke(request)), added, message.method === 'HEAD');
}

/** Who may come in: null for anybody. */
async function admit(
  { accountId, clock, keyOf }: FunctionUrlsOptions,
  published: PublishedUrl,
  message: IncomingMessage,
  body: Uint8Array,
): Promise<UrlCaller | null | 'refused'> {
  const { document, alias, arn } = published;
  const question = {
    statements: document.policies[alias] ?? [],
    resource: arn,
    authType: published.url.authType,
  };
  // The policy of an alias that was deleted is gone, and nobody is let in (recorded).
  if (alias !== '' && !Object.hasOwn(document.aliases, alias)) return 'refused';
  if (published.url.authType === 'NONE') {
    return mayUseUrl({ ...question, caller: null, identity: null }) ? null : 'refused';
  }
  const verdict = await verifySignature(headOf(message), body, keyOf, clock.nowMs());
  if (verdict.kind !== 'ok') return 'refused';
  const { accessKeyId } = verdict.credential;
  const key = keyOf(accessKeyId);
  const account = key?.accountId ?? accountId;
  const identity = key?.identity ?? null;
  const caller = {
    accountId: account,
    accessKeyId,
    arn: identity?.arn ?? `arn:aws:iam::${account}:root`,
    userId: identity?.userId ?? account,
  };
  return mayUseUrl({ ...question, caller, identity }) ? caller : 'refused';
}

function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): RequestHead {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return { method, path, query: mark < 0 ? [] : [...new URLSearchParams(url.slice(mark + 1))], headers };
}

function traceOf(message: IncomingMessage): string | null {
  const sent = message.headers['x-amzn-trace-id'];
  return typeof sent === 'string' ? (/Root=1-[0-9a-f]{8}-[0-9a-f]{24}/i.exec(sent)?.[0] ?? null) : null;
}

function answerOf(result: InvocationResult): UrlAnswer {
  if (result.kind === 'completed') {
    if (result.functionError !== null) return internalServerError;
    return readUrlAnswer(result.payload) ?? internalServerError;
  }
  return refusedAnswer(result);
}

function readBody(message: IncomingMessage): Promise<Uint8Array | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    message.on('data', (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes <= invokeRequestBytesMax) chunks.push(chunk);
      else chunks.length = 0;
    });
    message.on('end', () => resolve(bytes > invokeRequestBytesMax ? 'too-large' : Buffer.concat(chunks)));
    message.on('close', () => resolve('gone'));
    message.on('error', () => resolve('gone'));
  });
}
