// Endings that no single function provokes: throttles, sizes, settings. Template in, wire bytes and log lines out.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { executionLog } from '../../src/execution/execution-log.ts';
import { createVarco, type Execution, type Varco } from '../../src/varco.ts';

const inline = (body: string): string => `exports.handler = async (event) => { ${body} };`;

const functionOf = (name: string, code: string, properties = ''): string => `
  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: ${JSON.stringify(code)}
      Events:
        Any: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /${name.toLowerCase()}, Method: any } }
${properties}`;

const template = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs24.x, Handler: index.handler, Timeout: 5 }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      BinaryMediaTypes: [image~1png]
      Variables: { table: seven }
      Cors: "'*'"
      GatewayResponses:
        THROTTLED:
          StatusCode: 429
          ResponseParameters: { Headers: { Retry-After: "'1'" } }
      MethodSettings:
        - { ResourcePath: '/*', HttpMethod: '*', LoggingLevel: ERROR }
        - { ResourcePath: /quiet, HttpMethod: ANY, LoggingLevel: 'OFF' }
        - { ResourcePath: /limited, HttpMethod: ANY, LoggingLevel: INFO, ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 1 }
${functionOf('Echo', inline('return { statusCode: 200, body: JSON.stringify(event) }'))}
${functionOf('Quiet', inline('return 1'))}
${functionOf('Limited', inline('return { statusCode: 204 }'))}
${functionOf('Reserved', inline('return {}'), '      ReservedConcurrentExecutions: 0\n')}
${functionOf('Own', inline('return { statusCode: 502, headers: { "X-Why": "mine" }, body: "my own" }'))}
${functionOf('Names', inline('return { headers: { Connection: "close", Server: "mine", Date: "today", "WWW-Authenticate": "Basic", Host: "x", "x-plain": true }, multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] } }'))}
${functionOf('Illegal', inline('return { headers: { "x-bad": "a\\nb" } }'))}
`;

let varco: Varco;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'varco-test-'));
  await writeFile(join(folder, 'template.yaml'), template);
  varco = await createVarco({ project: folder, warn: () => {} });
});
after(async () => {
  await varco.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${varco.apis[0]!.url}/live${path}`, init);

async function record(answer: Response): Promise<Execution> {
  const requestId = answer.headers.get('x-amzn-requestid');
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = varco.telemetry.executions().find((execution) => execution.requestId === requestId);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`no record of ${requestId}`);
}

async function logOf(answer: Response): Promise<readonly string[]> {
  const execution = await record(answer);
  return executionLog(execution).map(({ text }) => text.slice(`(${execution.requestId}) `.length));
}

test('the template is honoured whole', () => {
  assert.deepEqual(varco.notHonoured, []);
});

test('a function whose concurrency is used up is a 500, with the log lines of a throttle', async () => {
  const answer = await ask('/reserved');
  assert.equal(answer.status, 500);
  assert.equal(await answer.text(), '{"message": "Internal server error"}');
  const log = await logOf(answer);
  assert.match(log[0]!, /^Lambda invocation failed with status: 429\. Lambda request id: [0-9a-f-]{36}$/);
  assert.deepEqual(log.slice(1), [
    'Execution failed due to configuration error: Rate Exceeded.',
    'Method completed with status: 500',
  ]);
});

test('a method over its throttle is a 429 by the gateway response, and the log names the limit', async () => {
  assert.equal((await ask('/limited')).status, 204);
  const answer = await ask('/limited');
  assert.equal(answer.status, 429);
  assert.equal(await answer.text(), '{"message":"Too Many Requests"}');
  assert.equal(answer.headers.get('retry-after'), '1');
  assert.equal(answer.headers.get('x-amzn-errortype'), 'TooManyRequestsException');
  const log = await logOf(answer);
  assert.ok(
    log.some((line) =>
      /^Key throttle limit exceeded for RestApi \w{10}, Stage live, Resource \w{6}, HttpMethod ANY\./.test(
        line,
      ),
    ),
    log.join('\n'),
  );
});

test('an event over 6 MB is a 413, although the gateway itself takes 10 MB', async () => {
  const answer = await ask('/echo', { method: 'POST', body: 'x'.repeat(7 * 1024 * 1024) });
  assert.equal(answer.status, 413);
  assert.equal(await answer.text(), '{"message": "Request Too Long"}');
});

test("a function's own 502 passes through, without x-amzn-ErrorType", async () => {
  const answer = await ask('/own');
  assert.equal(answer.status, 502);
  assert.equal(await answer.text(), 'my own');
  assert.equal(answer.headers.get('x-amzn-errortype'), null);
  assert.equal(answer.headers.get('x-why'), 'mine');
  assert.equal((await record(answer)).outcome.kind, 'ok');
});

test('response headers are renamed, dropped and repeated as on AWS', async () => {
  const answer = await ask('/names');
  assert.equal(answer.status, 200);
  const { headers } = answer;
  assert.equal(headers.get('x-amzn-remapped-connection'), 'close');
  assert.equal(headers.get('x-amzn-remapped-server'), 'mine');
  assert.equal(headers.get('x-amzn-remapped-date'), 'today');
  assert.equal(headers.get('x-amzn-remapped-www-authenticate'), 'Basic');
  assert.equal(headers.get('server'), null);
  assert.equal(headers.get('x-plain'), 'true');
  assert.equal(headers.get('content-type'), 'application/json');
  assert.deepEqual(headers.getSetCookie(), ['a=1', 'b=2']);
});

test('a header that would split the response is refused and never sent', async () => {
  const answer = await ask('/illegal');
  assert.ok(answer.status >= 500, String(answer.status));
  assert.equal(answer.headers.get('x-bad'), null);
});

test('at level ERROR a success logs nothing, and at OFF a failure neither', async () => {
  assert.deepEqual(await logOf(await ask('/echo')), []);
  const malformed = await ask('/quiet');
  assert.equal(malformed.status, 502);
  assert.deepEqual(await logOf(malformed), []);
});

test('the event has the stage variables, and a binary body as base64', async () => {
  const body = Buffer.from([0, 1, 2, 255]);
  const answer = await ask('/echo?a=1&a=2', {
    method: 'PUT',
    body,
    headers: { 'content-type': 'image/png' },
  });
  const event = (await answer.json()) as Record<string, unknown>;
  assert.deepEqual(event['stageVariables'], { table: 'seven' });
  assert.equal(event['body'], body.toString('base64'));
  assert.equal(event['isBase64Encoded'], true);
  assert.equal(event['httpMethod'], 'PUT');
  assert.deepEqual(event['queryStringParameters'], { a: '2' });
  assert.deepEqual(event['multiValueQueryStringParameters'], { a: ['1', '2'] });
});

test('a CORS preflight is answered as SAM sets it up', async () => {
  const answer = await ask('/echo', {
    method: 'OPTIONS',
    headers: { origin: 'http://x', 'access-control-request-method': 'GET' },
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
});

test('twenty first requests at once are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/echo')));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
});
