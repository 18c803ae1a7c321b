// Replays one ready-to-run case: makes what it needs, asks, compares, deletes.
import { TestInvokeMethodCommand } from '@aws-sdk/client-api-gateway';
import { InvokeCommand, type InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { apiAddress } from './api-url.ts';
import { eventDifferences } from './check-event.ts';
import { invocationDifferences, logDifferences } from './check-invocation.ts';
import { responseDifferences, type Answer } from './check-response.ts';
import { createCleanup, type Cleanup } from './cleanup.ts';
import { differences, unlike } from './compare.ts';
import { errorLine } from './error-line.ts';
import { createApi, type MadeApi } from './create-api.ts';
import {
  createFunction,
  createFunctionUrl,
  saysNoSuchRuntime,
  type MadeFunction,
} from './create-function.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { sendRaw } from './raw-http.ts';
import { unknownMembers, type ReplayableCase } from './replayable-case.ts';
import type { Target } from './target.ts';
import { CannotReplay, type Verdict } from './verdict.ts';

export interface CaseContext {
  readonly target: Target;
  readonly awsOnly: { readonly event: readonly string[]; readonly response: readonly string[] };
  /** Path of a document that a case names. */
  readonly document: (name: string) => string;
  /** Told what could not be deleted. */
  readonly left: (sentence: string) => void;
}

interface Replay extends CaseContext {
  readonly replayable: ReplayableCase;
  readonly lambda: MadeFunction | null;
  readonly cleanup: Cleanup;
}

export async function replayCase(replayable: ReplayableCase, context: CaseContext): Promise<Verdict> {
  const unknown = unknownMembers(replayable);
  if (unknown.length > 0) return { kind: 'fail', differences: unknown };
  const cleanup = createCleanup();
  try {
    const lambda =
      replayable.function === null
        ? null
        : await createFunction(replayable.function, replayable.expected.payloadJson, context.target, cleanup);
    const found = await ways[replayable.via]({ ...context, replayable, lambda, cleanup });
    return found.length === 0 ? { kind: 'pass' } : { kind: 'fail', differences: found };
  } catch (error) {
    if (error instanceof CannotReplay) return { kind: 'skip', reason: error.message };
    return { kind: 'fail', differences: [errorLine(error)] };
  } finally {
    (await cleanup.run()).forEach(context.left);
  }
}

const ways: Readonly<Record<ReplayableCase['via'], (replay: Replay) => Promise<readonly string[]>>> = {
  http: throughApi,
  testInvokeMethod: throughTestInvoke,
  lambdaInvoke: throughInvoke,
  functionUrl: throughFunctionUrl,
};

async function throughApi(replay: Replay): Promise<readonly string[]> {
  const { replayable, target, cleanup, lambda, document } = replay;
  const made = await createApi({ api: replayable.api!, lambda, document, target, cleanup });
  const { path, query } = replayable.request;
  const { origin, target: wirePath } = apiAddress(target, made.apiId, replayable.api!.stage!, path!);
  const answer = await ask(replay, origin, withQuery(wirePath, query), made);
  const placeholders = placeholdersOf(replay, made);
  return checkAnswer(replay, answer, placeholders);
}

async function throughFunctionUrl(replay: Replay): Promise<readonly string[]> {
  const { replayable, target, cleanup, lambda } = replay;
  const { request } = replayable;
  const origin =
    lambda === null
      ? target.endpoint
      : await createFunctionUrl(lambda, replayable.api ?? {}, target, cleanup);
  const answer = await ask(replay, origin, withQuery(request.path!, request.query), null);
  return checkAnswer(replay, answer, placeholdersOf(replay, null));
}

function withQuery(path: string, query: string | null | undefined): string {
  return typeof query === 'string' ? `${path}?${query}` : path;
}

async function ask(
  { replayable, target }: Replay,
  origin: string,
  wirePath: string,
  api: MadeApi | null,
): Promise<Answer> {
  const { method, headers = {}, body, host } = replayable.request;
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value.replaceAll('{apiKeyValue}', api?.apiKeyValue ?? ''),
  ]);
  return sendRaw(
    {
      method,
      origin,
      target: wirePath,
      headers: { ...(host === undefined ? {} : { Host: host }), ...(Object.fromEntries(filled) as object) },
      body:
        body === '(the value as JSON)'
          ? JSON.stringify(replayable.function?.behaviour.value)
          : (body ?? null),
    },
    target.endpoint,
  );
}

function placeholdersOf({ target, lambda }: Replay, api: MadeApi | null): Placeholders {
  return createPlaceholders(target, {
    ...(api === null ? {} : { '<rest-api-id>': api.apiId }),
    ...(lambda === null ? {} : { '<function-name>': lambda.name }),
  });
}

async function checkAnswer(
  { replayable, awsOnly, lambda, target }: Replay,
  answer: Answer,
  placeholders: Placeholders,
): Promise<readonly string[]> {
  const { expected, notes } = replayable;
  const exactNames = notes?.includes('casing') === true;
  const found = [
    ...responseDifferences({ answer, expected, placeholders, awsOnly: awsOnly.response, exactNames }),
    ...eventDifferences({ body: answer.body.toString(), expected, placeholders, awsOnly: awsOnly.event }),
  ];
  return lambda === null
    ? found
    : [...found, ...(await logDifferences(lambda.name, expected, placeholders, target))];
}

async function throughTestInvoke(replay: Replay): Promise<readonly string[]> {
  const { replayable, target, cleanup, lambda, document } = replay;
  const { request, expected, api } = replayable;
  const made = await createApi({ api: api!, lambda, document, target, cleanup });
  const resource = request.resource ?? api!.resourcePath!;
  const command = new TestInvokeMethodCommand({
    restApiId: made.apiId,
    resourceId: made.resources.get(resource) ?? resource,
    httpMethod: request.method,
    pathWithQueryString:
      typeof request.path === 'string' ? withQuery(request.path, request.query) : undefined,
    headers: request.headers && { ...request.headers },
    body: request.body ?? undefined,
  });
  const placeholders = placeholdersOf(replay, made);
  const output = await answerOrError(() => target.clients.apigateway.send(command));
  if ('error' in output) return apiErrorDifferences(output.error, replayable, placeholders);
  if (expected.apiError !== undefined)
    return [`the call was expected to fail, and answered ${output.status}`];
  const answer: Answer = {
    status: output.status!,
    headers: Object.entries(output.multiValueHeaders ?? {}).map(([name, values]) => [
      name,
      values.join(', '),
    ]),
    body: Buffer.from(output.body ?? ''),
  };
  const found = [...(await checkAnswer(replay, answer, placeholders)), ...singleHeaders(output)];
  if (expected.log === undefined) return found;
  return [...found, ...differences(output.log?.split('\n'), expected.log.lines, 'log', { placeholders })];
}

/** `headers` holds the last value of each of the multi-value ones. */
function singleHeaders(output: {
  readonly headers?: Record<string, string> | undefined;
  readonly multiValueHeaders?: Record<string, string[]> | undefined;
}): readonly string[] {
  const names = Object.keys(output.headers ?? {}).toSorted();
  const multiValue = Object.keys(output.multiValueHeaders ?? {}).toSorted();
  return names.join() === multiValue.join() ? [] : [unlike(names, multiValue, 'names of headers')];
}

async function throughInvoke(replay: Replay): Promise<readonly string[]> {
  const { replayable, target, lambda } = replay;
  const { request, expected } = replayable;
  const payload = payloadOf(replayable);
  const command = new InvokeCommand({
    FunctionName: lambda?.name ?? 'doesnotexist',
    ...(payload === null ? {} : { Payload: payload }),
    Qualifier: request.qualifier,
    ...invokeHeaders(request.headers ?? {}),
  });
  const placeholders = placeholdersOf(replay, null);
  const answer = await answerOrError(() => target.clients.lambda.send(command));
  if ('error' in answer) {
    noSuchRuntime(replayable, answer.error.message);
    return apiErrorDifferences(answer.error, replayable, placeholders);
  }
  if (expected.apiError !== undefined) {
    return [`the call was expected to fail, and answered ${answer.StatusCode}: ${payloadText(answer)}`];
  }
  if (answer.FunctionError !== undefined) noSuchRuntime(replayable, payloadText(answer));
  const text = payload === null ? '' : Buffer.from(payload).toString();
  const found = invocationDifferences({ answer, payload: text, expected, placeholders });
  if (lambda === null) return found;
  return [
    ...found,
    ...eventDifferences({ body: payloadText(answer), expected, placeholders, awsOnly: replay.awsOnly.event }),
    ...(await logDifferences(lambda.name, expected, placeholders, target)),
  ];
}

function noSuchRuntime({ function: given }: ReplayableCase, message: string): void {
  if (given !== null && saysNoSuchRuntime(message, given.runtime)) {
    throw new CannotReplay(`the endpoint: ${message}`);
  }
}

function payloadText({ Payload }: InvokeCommandOutput): string {
  return Buffer.from(Payload ?? []).toString();
}

/** Long payloads are written as `<'text' repeated 500000 times>`. */
function payloadOf({ request }: ReplayableCase): Uint8Array | null {
  if (request.payloadHex !== undefined) return Buffer.from(request.payloadHex, 'hex');
  if (typeof request.payload !== 'string') return null;
  const text = request.payload.replace(
    /<'([^']*)' repeated (\d+) times>/g,
    (_all, part: string, times: string) => part.repeat(Number(times)),
  );
  return Buffer.from(text);
}

function invokeHeaders(headers: Readonly<Record<string, string>>): {
  readonly LogType?: 'Tail' | 'None';
  readonly InvocationType?: 'Event' | 'RequestResponse' | 'DryRun';
  readonly ClientContext?: string;
} {
  const input: Record<string, string> = {};
  const members: Readonly<Record<string, string>> = {
    'x-amz-log-type': 'LogType',
    'x-amz-invocation-type': 'InvocationType',
    'x-amz-client-context': 'ClientContext',
  };
  for (const [name, value] of Object.entries(headers)) {
    const member = members[name.toLowerCase()];
    if (member === undefined) throw new Error(`this program does not know the header ${name} of Invoke`);
    input[member] = value;
  }
  return input;
}

type ApiError = Error & { readonly $metadata: { readonly httpStatusCode?: number } };

async function answerOrError<T>(send: () => Promise<T>): Promise<T | { readonly error: ApiError }> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Error && '$metadata' in error && '$response' in error)
      return { error: error as ApiError };
    throw error;
  }
}

function apiErrorDifferences(
  error: ApiError,
  { expected }: ReplayableCase,
  placeholders: Placeholders,
): readonly string[] {
  if (expected.apiError === undefined && expected.apiStatus === undefined) return [errorLine(error)];
  const found: string[] = [];
  const status = error.$metadata.httpStatusCode;
  if (expected.apiStatus !== undefined && status !== expected.apiStatus) {
    found.push(unlike(status, expected.apiStatus, 'status of the call'));
  }
  const { Code, Message, ...more } = expected.apiError ?? {};
  const actual = { Code: error.name, Message: error.message };
  found.push(...differences(actual, { Code, Message }, 'error', { placeholders }));
  found.push(...differences(error, more, 'error', { placeholders, subset: true }));
  return found;
}
