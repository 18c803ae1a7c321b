// The example project, every route: what the client gets, what the execution log says, and the explanation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { explainer } from '../../src/cli/explain.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { executionLog } from '../../src/execution/execution-log.ts';
import { createVarco, type Execution, type Varco } from '../../src/varco.ts';

const internalServerError = '{"message": "Internal server error"}';
const malformed = 'Execution failed due to configuration error: Malformed Lambda proxy response';
const functionError = (message: string): string =>
  `Lambda execution failed with status 200 due to customer function error: ${message}. Lambda request id: `;

interface Row {
  readonly route: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly method?: string;
  readonly status: number;
  /** The client's body, whole. */
  readonly answer?: string;
  readonly json?: unknown;
  /** Part of a line of the execution log. */
  readonly log: string;
  /** Cause of the explanation; null where there is nothing to explain. */
  readonly cause: string | null;
  /** Texts that the explanation must hold: the field, the value, the fix. */
  readonly says?: readonly string[];
  /** Where in the source: `object-body.js:5`. */
  readonly source?: string;
  readonly api?: 'wiring';
}

const rows: readonly Row[] = [
  {
    route: '/orders/42',
    status: 200,
    json: { id: '42', dish: 'Saltimbocca', shop: 'Varco Trattoria' },
    log: 'Successfully completed execution',
    cause: null,
  },
  {
    route: '/orders/42/with-callback',
    status: 200,
    json: { id: '42', dish: 'Saltimbocca', shop: 'Varco Trattoria' },
    log: 'Successfully completed execution',
    cause: null,
  },
  {
    route: '/orders',
    method: 'POST',
    body: '{"table":7}',
    status: 201,
    json: { table: 7, shop: 'Varco Trattoria' },
    log: 'Method completed with status: 201',
    cause: null,
  },
  {
    route: '/broken/object-body',
    status: 502,
    answer: internalServerError,
    log: malformed,
    cause: 'response.body-not-string',
    says: ['body', 'Saltimbocca', 'JSON.stringify'],
    source: 'object-body.js:5',
  },
  {
    route: '/broken/string-result',
    status: 502,
    answer: internalServerError,
    log: malformed,
    cause: 'response.not-object',
    says: ['Saltimbocca'],
    source: 'string-result.js:2',
  },
  {
    route: '/broken/forgotten-return',
    status: 502,
    answer: internalServerError,
    log: malformed,
    cause: 'response.never-returned',
    says: ['return'],
    source: 'forgotten-return.js',
  },
  {
    route: '/broken/extra-key',
    status: 502,
    answer: internalServerError,
    log: malformed,
    cause: 'response.unknown-key',
    says: ['cookies'],
    source: 'extra-key.js:4',
  },
  {
    route: '/broken/number-header',
    status: 200,
    answer: 'a number is sent as text',
    log: 'Successfully completed execution',
    cause: null,
  },
  {
    route: '/broken/list-header',
    status: 502,
    answer: internalServerError,
    log: malformed,
    cause: 'response.header-value-type',
    says: ['set-cookie', 'multiValueHeaders'],
    source: 'list-header.js:4',
  },
  {
    route: '/broken/bad-base64',
    headers: { accept: 'image/png' },
    status: 500,
    answer: internalServerError,
    log: 'Execution failed due to configuration error: Unable to base64 decode the body.',
    cause: 'response.invalid-base64',
    says: ['isBase64Encoded'],
  },
  {
    route: '/broken/too-much',
    status: 502,
    answer: internalServerError,
    log: functionError('Response payload size exceeded maximum allowed payload size (6291556 bytes).'),
    cause: 'response.too-large',
    says: ['6291556'],
  },
  {
    route: '/broken/throwing',
    status: 502,
    answer: internalServerError,
    log: functionError('the dish has no price'),
    cause: 'runtime.unhandled-exception',
    says: ['the dish has no price'],
    source: 'throwing.js:2',
  },
  {
    route: '/broken/rejecting',
    status: 502,
    answer: internalServerError,
    log: functionError('the kitchen closes at 11 p.m.'),
    cause: 'runtime.unhandled-exception',
    says: ['the kitchen closes at 11 p.m.'],
    source: 'rejecting.js:5',
  },
  {
    route: '/broken/exit',
    status: 502,
    answer: internalServerError,
    log: 'Error: Runtime exited with error: exit status 1. Lambda request id: ',
    cause: 'runtime.exit',
    says: ['exit status 1'],
  },
  {
    route: '/broken/time-out',
    status: 502,
    answer: internalServerError,
    log: 'Error: Task timed out after 1.00 seconds. Lambda request id: ',
    cause: 'runtime.timeout',
    says: ['1'],
  },
  {
    route: '/broken/wrong-handler',
    status: 502,
    answer: internalServerError,
    log: functionError('throwing.main is undefined or not exported'),
    cause: 'handler.not-found',
    says: ['throwing.main', 'throwing.handler'],
  },
  {
    route: '/broken/missing-module',
    status: 502,
    answer: internalServerError,
    log: "customer function error: Error: Cannot find module 'menu-of-the-day'",
    cause: 'package.missing-module',
    says: ['menu-of-the-day'],
    source: 'missing-module.js:1',
  },
  {
    route: '/broken/syntax-error',
    status: 502,
    answer: internalServerError,
    log: functionError("SyntaxError: Unexpected identifier 'body'"),
    cause: 'init.syntax-error',
    source: 'syntax-error.js:2',
  },
  {
    route: '/broken/callback-on-node-24',
    status: 502,
    answer: internalServerError,
    log: 'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
    cause: 'handler.callback-unsupported',
    says: ['nodejs22.x'],
  },
  {
    route: '/broken/unreadable-file',
    status: 502,
    answer: internalServerError,
    log: functionError("[Errno 13] Permission denied: '/var/task/lambda_function.py'"),
    cause: 'package.unreadable-file',
    says: ['lambda_function.py', '600'],
  },
  {
    api: 'wiring',
    route: '/no-permission',
    status: 500,
    answer: internalServerError,
    log: 'Execution failed due to configuration error: Invalid permissions on Lambda function',
    cause: 'permission.missing-statement',
    says: ['aws lambda add-permission', '/GET/no-permission'],
  },
  {
    api: 'wiring',
    route: '/wrong-permission',
    status: 500,
    answer: internalServerError,
    log: 'Execution failed due to configuration error: Invalid permissions on Lambda function',
    cause: 'permission.source-arn-mismatch',
    says: ['POST', 'GET', 'aws lambda add-permission'],
  },
  {
    api: 'wiring',
    route: '/slow-integration',
    status: 504,
    answer: '{"message": "Endpoint request timed out"}',
    log: 'Execution failed due to a timeout error',
    cause: 'integration.timeout',
    says: ['1 s', 'goes on'],
    source: 'slow.js:1',
  },
  {
    route: '/orders/42/nothing',
    status: 403,
    answer: '{"message":"Missing Authentication Token"}',
    log: '',
    cause: 'integration.route-not-found',
    says: ['/orders/{id}'],
  },
];

let varco: Varco;

before(async () => {
  const project = fileURLToPath(new URL('../../examples/orders/template.yaml', import.meta.url));
  varco = await createVarco({ project, warn: () => {} });
});
after(() => varco.close());

test('the template is honoured whole', () => {
  assert.deepEqual(varco.notHonoured, []);
  assert.deepEqual(
    varco.apis.map(({ stages }) => stages),
    [['Prod'], ['Prod']],
  );
});

for (const row of rows) {
  test(`${row.method ?? 'GET'} ${row.route} ends in ${row.status}${row.cause === null ? '' : `: ${row.cause}`}`, async () => {
    const answer = await ask(row);
    assert.equal(answer.status, row.status);
    const text = await answer.text();
    if (row.answer !== undefined) assert.equal(text, row.answer);
    if (row.json !== undefined) assert.deepEqual(JSON.parse(text), row.json);
    const execution = await executionOf(answer.headers.get('x-amzn-requestid')!);
    const log = executionLog(execution).map(({ text: line }) => line);
    if (row.log !== '') {
      assert.ok(
        log.some((line) => line.includes(row.log)),
        log.join('\n'),
      );
      assert.ok(
        log.some((line) => line.endsWith(`Method completed with status: ${row.status}`)),
        log.join('\n'),
      );
    } else assert.deepEqual(log, []);
    checkFinding(row, await explainer(varco)(execution));
  });
}

test('the Test of a method prints the log that AWS prints', async () => {
  const [api] = varco.apis;
  const resourceId = (await varco.resourceServing(api!.apiId, 'GET', '/broken/object-body'))!;
  const execution = await varco.testInvoke({
    apiId: api!.apiId,
    resourceId,
    httpMethod: 'GET',
    pathWithQueryString: '/broken/object-body',
  });
  assert.equal(execution.response.status, 502);
  assert.deepEqual(execution.response.headers, [['x-amzn-ErrorType', 'InternalServerErrorException']]);
  assert.equal(
    execution.integration?.sourceArn,
    `arn:aws:execute-api:us-east-1:000000000000:${api!.apiId}/test-invoke-stage/GET/broken/object-body`,
  );
});

function ask(row: Row): Promise<Response> {
  const api = varco.apis.find(({ name }) => (name === 'wiring') === (row.api === 'wiring'))!;
  return fetch(`${api.url}/Prod${row.route}`, {
    method: row.method ?? 'GET',
    ...(row.headers === undefined ? {} : { headers: row.headers }),
    ...(row.body === undefined ? {} : { body: row.body }),
  });
}

/** The record is dropped just after the answer was sent. */
async function executionOf(requestId: string): Promise<Execution> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = varco.telemetry.executions().find((execution) => execution.requestId === requestId);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`no record of request ${requestId}`);
}

function checkFinding(row: Row, finding: Finding | null): void {
  assert.equal(finding?.cause ?? null, row.cause);
  if (finding === null) return;
  const text = JSON.stringify(finding);
  for (const part of row.says ?? []) {
    assert.ok(
      text.includes(JSON.stringify(part).slice(1, -1)),
      `the explanation does not say ${part}: ${text}`,
    );
  }
  if (row.source !== undefined) {
    const place = finding.source === null ? 'nowhere' : `${finding.source.file}:${finding.source.line}`;
    assert.ok(place.includes(row.source), `${place} is not ${row.source}`);
  }
}
