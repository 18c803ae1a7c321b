// Logs read back: what is rendered comes back, and so do the logs that people have published.
import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { HeaderList } from '../core/header-list.ts';
import { entryOf, type ReadOutcome } from './catalogue.ts';
import { randomExecution, randomSettings, sampleExecution } from './execution.cases.ts';
import { executionLog } from './execution-log.ts';
import type { LoggingSettings } from './row-list.ts';
import type { Execution } from './execution.ts';
import { parseExecutionLog } from './parse-log.ts';
import type { LoggedMap, LoggedText, ParsedExecution } from './parsed-execution.ts';
import { testInvokeLog } from './test-invoke-log.ts';

// --- what of an Execution a log shows, said once more and without the renderer

type Loose = Record<string, unknown>;

function logged(words: string, value: string): LoggedText {
  const line = words + value;
  return line.length > 1024
    ? { text: line.slice(words.length, 1024), truncated: true }
    : { text: value, truncated: false };
}

/** Entries are compared where the map is whole: the last of a cut one is cut. */
function loggedMap(words: string, entries: HeaderList): Loose {
  const map = logged(words, `{${entries.map(([name, value]) => `${name}=${value}`).join(', ')}}`);
  return map.truncated ? { ...map } : { ...map, entries };
}

function masked(secret: string): string {
  return secret.length > 6 ? '*'.repeat(secret.length - 6) + secret.slice(-6) : '*'.repeat(secret.length);
}

function maskedList(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [
    name,
    /^(?:authorization|x-api-key)$/i.test(name) ? masked(value) : value,
  ]);
}

const functionErrorWords = 'Lambda execution failed with status 200 due to customer function error: ';
const lambdaIdWords = '. Lambda request id: ';
const configurationWords = 'Execution failed due to configuration error: ';

/** The message as far as its line was not cut, and whether the id behind it is still there. */
function errorMessageSeen(
  errorMessage: string,
  id: string,
): { readonly text: string; readonly whole: boolean } {
  const line = functionErrorWords + errorMessage + lambdaIdWords + id;
  if (line.length <= 1024) return { text: errorMessage, whole: true };
  const seen = line.slice(functionErrorWords.length, 1024);
  const end = seen.lastIndexOf(lambdaIdWords);
  return { text: end === -1 ? seen : seen.slice(0, end), whole: false };
}

function outcomeSeen(execution: Execution, level: LoggingSettings['level']): ReadOutcome {
  const { outcome } = execution;
  const { kind } = outcome;
  switch (kind) {
    case 'function-error': {
      const id = execution.integration?.call?.requestId ?? '';
      return { kind, errorMessage: errorMessageSeen(outcome.errorMessage, id).text };
    }
    case 'malformed-output':
    case 'integration-timeout':
    case 'no-permission':
    case 'function-throttled':
    case 'integration-method-not-post':
    case 'endpoint-tls-failed':
    case 'event-too-large':
    case 'invalid-endpoint':
      return { kind };
    case 'response-header-illegal':
      return { kind, name: outcome.name };
    case 'function-not-found':
    case 'mapping-failed':
      return { kind, message: logged(configurationWords, outcome.message).text };
    case 'lambda-refused':
      return { kind, status: outcome.status, message: logged(configurationWords, outcome.message).text };
    case 'authorizer-misconfigured': {
      const message = logged(configurationWords, outcome.message).text;
      // At ERROR no line says that the request ended before execution, and the words are the same.
      return { kind: level === 'ERROR' ? 'mapping-failed' : kind, message };
    }
    case 'authorizer-failed':
      return {
        kind,
        message: logged('Execution failed due to an authorizer failure: ', outcome.message).text,
      };
    case 'defect':
      return { kind, message: logged('Execution failed due to an internal error: ', outcome.message).text };
    case 'bad-request-body': {
      const words = `Request body does not match model schema for content type ${outcome.contentType}: `;
      return { ...outcome, validationError: logged(words, outcome.validationError).text };
    }
    default:
      return outcome;
  }
}

/** What parsing must give, without what the renderer makes up (the endpoint's request headers). */
function expected(
  execution: Execution,
  { level, dataTrace }: LoggingSettings,
  form: 'stage' | 'test',
): Loose | null {
  const { outcome, request, route, integration } = execution;
  const { reaches } = entryOf(outcome);
  const info = level === 'INFO';
  const trace = info && dataTrace;
  if (level === 'OFF' || reaches === 'nothing' || (!info && outcome.kind === 'ok')) return null;
  const started = reaches === 'request' || reaches === 'endpoint' || reaches === 'answer';
  const inStage = form === 'stage' && info;
  const usesKey = inStage && reaches !== 'authorizer';
  const seenRequest: Loose = {};
  const seen: Loose = {
    form,
    requestId: execution.requestId,
    request: seenRequest,
    response: responseSeen(execution, trace),
    outcome: outcomeSeen(execution, level),
    unrecognised: [],
  };
  const root = /1-[0-9a-f]{8}-[0-9a-f]{24}/.exec(execution.traceHeader)![0];
  if (inStage) {
    seen['extendedRequestId'] = execution.extendedRequestId;
    if (reaches !== 'usage-plan') seen['traceId'] = root;
  }
  if (usesKey) {
    Object.assign(seen, { apiId: execution.apiId, stage: execution.stage });
    seenRequest['apiKey'] = masked(request.apiKey ?? '');
    if (reaches !== 'usage-plan' && !route!.apiKeyRequired) {
      seen['route'] = { method: route!.method, resourcePath: route!.resourcePath, apiKeyRequired: false };
    }
    if (started && route!.apiKeyRequired && request.apiKey !== null && request.apiKeyId !== null) {
      seenRequest['apiKeyId'] = request.apiKeyId;
    }
  }
  if (info && started) Object.assign(seenRequest, { method: request.method, path: request.path });
  if (trace && started) {
    Object.assign(seenRequest, {
      pathParameters: loggedMap('Method request path: ', request.pathParameters),
      query: loggedMap('Method request query string: ', request.query),
      headers: loggedMap('Method request headers: ', maskedList(request.headers)),
      body: logged(
        'Method request body before transformations: ',
        request.isBinary ? '[Binary Data]' : request.body,
      ),
    });
  }
  const lambda = integration !== null && integration.functionArn !== null ? integration : null;
  const seenIntegration: Loose = {};
  if (trace && lambda !== null) {
    seen['apiId'] = execution.apiId;
    // The headers of a custom integration name no trace.
    if (lambda.type === 'AWS_PROXY') seen['traceId'] = root;
    const { functionArn, sourceArn, requestBody } = lambda;
    const suffix = execution.region.startsWith('cn-') ? '.cn' : '';
    const uri = `https://lambda.${execution.region}.amazonaws.com${suffix}/2015-03-31/functions/${functionArn}/invocations`;
    const body = logged('Endpoint request body after transformations: ', requestBody);
    Object.assign(seenIntegration, { uri, functionArn, sourceArn, requestBody: body, sent: true });
  }
  if (trace && integration?.http !== undefined) {
    Object.assign(seen, { apiId: execution.apiId, traceId: root });
    const body = logged('Endpoint request body after transformations: ', integration.requestBody);
    Object.assign(seenIntegration, { uri: integration.http.uri, requestBody: body, sent: true });
  }
  const call =
    integration?.http === undefined
      ? callSeen(execution, { level, dataTrace }, form)
      : httpCallSeen(execution, trace);
  if (Object.keys(call).length > 0) seenIntegration['call'] = call;
  if (Object.keys(seenIntegration).length > 0) seen['integration'] = seenIntegration;
  return seen;
}

function httpCallSeen({ outcome, integration }: Execution, trace: boolean): Loose {
  const call = integration?.call ?? null;
  if (call === null || !trace || entryOf(outcome).reaches !== 'answer') return {};
  const headers = loggedMap('Endpoint response headers: ', integration!.http!.responseHeaders);
  return {
    status: call.status,
    latencyMs: Math.round(call.latencyMs),
    headers,
    ...(headers['truncated'] === true ? {} : { functionError: null }),
    payload: logged('Endpoint response body before transformations: ', call.payload),
  };
}

function callSeen(execution: Execution, settings: LoggingSettings, form: 'stage' | 'test'): Loose {
  const { outcome, integration } = execution;
  const call = integration?.call ?? null;
  if (call === null) return {};
  const { reaches, sentences } = entryOf(outcome);
  const seen: Loose = {};
  const trace = settings.level === 'INFO' && settings.dataTrace;
  const malformedAtError = outcome.kind === 'malformed-output' && settings.dataTrace;
  if (reaches === 'answer' && (trace || malformedAtError)) {
    seen['payload'] = logged('Endpoint response body before transformations: ', call.payload);
  }
  const named = sentences.some(({ template }) => template.text.includes('{lambdaRequestId}'));
  const cut =
    ('errorMessage' in outcome && !errorMessageSeen(outcome.errorMessage, call.requestId).whole) ||
    ('message' in outcome && logged(configurationWords, outcome.message).truncated);
  const inStage = form === 'stage' && settings.level === 'INFO';
  if (inStage || (named && !cut)) seen['requestId'] = call.requestId;
  if (reaches !== 'answer' || !trace) return seen;
  const root = /1-[0-9a-f]{8}-[0-9a-f]{24}/.exec(execution.traceHeader)![0];
  const sampled = execution.traceHeader.includes('Sampled=1') ? 1 : 0;
  const headers: [string, string][] = [
    ['Date', new Date(call.receivedAtMs).toUTCString()],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(call.payload))],
    ['Connection', 'keep-alive'],
    ['x-amzn-RequestId', call.requestId],
    ...(call.functionError === null
      ? []
      : [['X-Amz-Function-Error', call.functionError] as [string, string]]),
    ['x-amzn-Remapped-Content-Length', '0'],
    ['X-Amz-Executed-Version', call.executedVersion],
    [
      'X-Amzn-Trace-Id',
      integration?.type === 'AWS' ? `Root=${root};Sampled=${sampled}` : `root=${root};sampled=${sampled}`,
    ],
  ];
  return {
    ...seen,
    status: call.status,
    latencyMs: Math.round(call.latencyMs),
    requestId: call.requestId,
    headers: loggedMap('Endpoint response headers: ', headers),
    functionError: call.functionError,
    executedVersion: call.executedVersion,
  };
}

function responseSeen({ outcome, response }: Execution, trace: boolean): Loose {
  const seen: Loose = {};
  if (entryOf(outcome).reaches !== 'authorizer') seen['status'] = response.status;
  if (outcome.kind !== 'ok') {
    const { gatewayResponse, status } = response;
    if (gatewayResponse?.customised === true)
      seen['gatewayResponse'] = { type: gatewayResponse.type, status };
    return seen;
  }
  if (!trace) return seen;
  const body = isUtf8(response.body) ? Buffer.from(response.body).toString() : '[Binary Data]';
  return {
    ...seen,
    body: logged('Method response body after transformations: ', body),
    methodHeaders: loggedMap('Method response headers: ', response.methodHeaders),
  };
}

/** The parsed facts that `expected` speaks of: without sentences, times and what the renderer makes up. */
function comparable({
  sentences: _sentences,
  firstAtMs: _first,
  lastAtMs: _last,
  ...facts
}: ParsedExecution): Loose {
  const { integration, request, response, ...rest } = facts;
  const seen: Loose = { ...rest, request: withoutCutEntries(request), response: withoutCutEntries(response) };
  if (integration !== undefined) {
    const { requestHeaders: _headers, call, ...known } = integration;
    seen['integration'] = { ...known, ...(call === undefined ? {} : { call: withoutCutEntries(call) }) };
  }
  return seen;
}

function withoutCutEntries(facts: object): Loose {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]: [string, unknown]) => {
      const map = value as LoggedMap | null;
      const isCut = typeof map === 'object' && map !== null && 'entries' in map && map.truncated;
      return [name, isCut ? { text: map.text, truncated: true } : value];
    }),
  );
}

const messages = (execution: Execution, settings: LoggingSettings): readonly string[] =>
  executionLog(execution, settings).map(({ text }) => text);

test('a stage log gives back what was rendered, at every setting', () => {
  fc.assert(
    fc.property(randomExecution, randomSettings, (execution, settings) => {
      const parsed = parseExecutionLog(messages(execution, settings));
      const wanted = expected(execution, settings, 'stage');
      assert.deepEqual(parsed.map(comparable), wanted === null ? [] : [wanted]);
    }),
    { numRuns: 1000 },
  );
});

test('a test’s log gives back what was rendered, as one text and line by line', () => {
  const trace = { level: 'INFO', dataTrace: true } as const;
  const tested = randomExecution
    // A test skips what comes before execution (SPEC §1.6).
    .filter(({ outcome }) => ['request', 'endpoint', 'answer'].includes(entryOf(outcome).reaches))
    .map((execution) => ({ ...execution, isTest: true }));
  fc.assert(
    fc.property(tested, (execution) => {
      const log = testInvokeLog(execution);
      const wanted = [expected(execution, trace, 'test')];
      assert.deepEqual(parseExecutionLog([log]).map(comparable), wanted);
      assert.deepEqual(parseExecutionLog(log.split('\n')).map(comparable), wanted);
    }),
    { numRuns: 500 },
  );
});

test('requests that interleave in one stream are kept apart, with or without times in front', () => {
  const fronts = fc.constantFrom<(timestampMs: number) => string>(
    () => '',
    (timestampMs) => `${timestampMs} `,
    (timestampMs) => `${new Date(timestampMs).toISOString()} `,
    (timestampMs) =>
      `${new Date(timestampMs).toISOString().replace('Z', '000+00:00')} e369853df766fa44e1ed0ff613f563bd `,
    (timestampMs) => `${new Date(timestampMs).toISOString()}\t`,
  );
  const settings = { level: 'INFO', dataTrace: true } as const;
  fc.assert(
    fc.property(
      fc.uniqueArray(randomExecution, { minLength: 2, maxLength: 4, selector: ({ requestId }) => requestId }),
      fronts,
      fc.infiniteStream(fc.nat()),
      (executions, front, choices) => {
        const queues = executions
          .map((execution) =>
            executionLog(execution, settings).map(({ text, timestampMs }) => front(timestampMs) + text),
          )
          .filter((lines) => lines.length > 0);
        const mixed: string[] = [];
        for (let left = queues.flat().length; left > 0; left--) {
          const open = queues.filter((lines) => lines.length > 0);
          mixed.push(open[choices.next().value % open.length]!.shift()!);
        }
        const byId = new Map(parseExecutionLog(mixed).map((parsed) => [parsed.requestId, parsed]));
        for (const execution of executions) {
          const wanted = expected(execution, settings, 'stage');
          const parsed = byId.get(execution.requestId);
          assert.deepEqual(parsed === undefined ? null : comparable(parsed), wanted);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('times in front, of whichever form, give the first and the last', () => {
  const lines = executionLog(sampleExecution, { level: 'INFO', dataTrace: false });
  const { receivedAtMs } = sampleExecution;
  const fronts: readonly ((timestampMs: number) => string)[] = [
    String,
    (timestampMs) => new Date(timestampMs).toISOString(),
    (timestampMs) => new Date(timestampMs).toISOString().replace('T', ' ').replace('Z', ''),
  ];
  for (const front of fronts) {
    const [parsed] = parseExecutionLog(lines.map(({ text, timestampMs }) => `${front(timestampMs)} ${text}`));
    assert.equal(parsed?.firstAtMs, receivedAtMs);
    assert.equal(parsed?.lastAtMs, receivedAtMs + 243);
  }
});

test('a whole log in one string is cut where lines begin', () => {
  const settings = { level: 'INFO', dataTrace: true } as const;
  const lines = messages(sampleExecution, settings);
  assert.deepEqual(parseExecutionLog([lines.join('\n')]), parseExecutionLog(lines));
  assert.deepEqual(parseExecutionLog(lines.join('\r\n').concat('\r').split('\n')), parseExecutionLog(lines));
});

test('a message with line breaks is read whole, also where a page has split it', () => {
  const message = "Error: Cannot find module 'x'\nRequire stack:\n- /var/task/index.js";
  const line = `Lambda execution failed with status 200 due to customer function error: ${message}. Lambda request id: 758a8c2f-35eb-4713-b55e-56879fbc968b`;
  const id = '(5293df93-f895-46ee-8c21-1471f0d0cef0) ';
  const done = 'Method completed with status: 502';
  for (const lines of [
    [id + line, id + done],
    [...(id + line).split('\n'), id + done],
    [...line.split('\n'), done],
  ]) {
    const [parsed] = parseExecutionLog(lines);
    assert.deepEqual(parsed?.outcome, { kind: 'function-error', errorMessage: message });
    assert.equal(parsed.response.status, 502);
    assert.equal(parsed.integration?.call?.requestId, '758a8c2f-35eb-4713-b55e-56879fbc968b');
  }
});

test('an authorizer’s call is kept apart from the integration’s', () => {
  const [parsed] = parseExecutionLog(
    [
      'Extended Request Id: x=',
      'Starting authorizer: 2egbc3 for request: cf101403-4a17-11e7-935f-35dfc4618b7d',
      'Incoming identity: **********bkwef5',
      'Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:auth/invocations',
      'Endpoint request body after transformations: {"type":"TOKEN"}',
      'Authorizer result body before parsing: {"principalId":"me"}',
      'Using valid authorizer policy for principal: ****me',
      'Successfully completed authorizer execution',
      'Starting execution for request: cf101403-4a17-11e7-935f-35dfc4618b7d',
      'HTTP Method: GET, Resource Path: /user_info',
      'Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:info/invocations',
    ].map((text) => `(cf101403-4a17-11e7-935f-35dfc4618b7d) ${text}`),
  );
  assert.equal(parsed?.authorizer?.integration?.functionArn, 'arn:aws:lambda:us-east-1:1:function:auth');
  assert.equal(parsed.integration?.functionArn, 'arn:aws:lambda:us-east-1:1:function:info');
  assert.deepEqual(
    [parsed.authorizer.authorizerId, parsed.authorizer.principal, parsed.authorizer.completed],
    ['2egbc3', '****me', true],
  );
});

test('rows quoted alone make one request, a second beginning makes another', () => {
  const parsed = parseExecutionLog([
    '17:04:03 HTTP Method: GET, Resource Path: /weather',
    '17:04:28 Execution failed due to configuration error: Malformed Lambda proxy response',
    '17:04:28 Method completed with status: 502',
    'Starting execution for request: 9ac0eacd-87c5-11e6-b30c-19c3d9849330',
    'Method completed with status: 200',
  ]);
  assert.deepEqual(
    parsed.map(({ form, requestId, outcome, response }) => [form, requestId, outcome?.kind, response.status]),
    [
      ['bare', null, 'malformed-output', 502],
      ['bare', '9ac0eacd-87c5-11e6-b30c-19c3d9849330', undefined, 200],
    ],
  );
});

test('a value that the cut ended within is not taken for a whole one', () => {
  const [parsed] = parseExecutionLog([
    'Endpoint request headers: {x-amzn-apigateway-api-id=uwe3g5jm54, X-Amz-Source-Arn=arn:aws:execute-api:eu-w [TRUNCATED]',
  ]);
  assert.equal(parsed?.apiId, 'uwe3g5jm54');
  assert.equal(parsed.integration?.sourceArn, undefined);
});

test('an excerpt without its failure line is told by the function error’s header', () => {
  const [parsed] = parseExecutionLog([
    'Received response. Status: 200, Integration latency: 154 ms',
    'Endpoint response headers: {X-Amz-Function-Error=Unhandled, X-Amz-Executed-Version=$LATEST}',
    'Endpoint response body before transformations: {"errorType":"Sandbox.Timedout","errorMessage":"RequestId: x Error: Task timed out after 3.00 seconds"}',
  ]);
  assert.deepEqual(parsed?.outcome, {
    kind: 'function-timeout',
    errorMessage: 'RequestId: x Error: Task timed out after 3.00 seconds',
    timeoutSeconds: 3,
  });
});

test('what is no execution log gives nothing', () => {
  assert.deepEqual(parseExecutionLog([]), []);
  assert.deepEqual(parseExecutionLog(['START RequestId: x Version: $LATEST', '', 'END RequestId: x']), []);
});

test('reading never throws, and takes time linear in what is pasted', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 20 }), (lines) => {
      parseExecutionLog(lines);
      parseExecutionLog(lines.map((line) => `(9ac0eacd-87c5-11e6-b30c-19c3d9849330) ${line}`));
      parseExecutionLog(lines.map((line) => `Method request headers: {${line}`));
    }),
  );
  const startedMs = performance.now();
  parseExecutionLog([
    'Method request body before transformations: {',
    ...Array<string>(100_000).fill('  "a": 1, b=2'),
  ]);
  parseExecutionLog([`Method request headers: {${', a'.repeat(500_000)}`]);
  parseExecutionLog([
    `Lambda execution failed with status 200 due to customer function error: ${'. Lambda'.repeat(200_000)}`,
  ]);
  assert.ok(performance.now() - startedMs < 5_000);
});
