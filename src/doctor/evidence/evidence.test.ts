import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../../core/errors.ts';
import { cleanText } from './clean-text.ts';
import { diagnoseEvidence } from './diagnose-evidence.ts';
import { diagnoseLog } from './diagnose-log.ts';

const id = '0b8e8c3a-1111-4000-8000-000000000000';
const lambdaId = '9d1f3c5a-2222-4000-8000-000000000000';

test('nothing is said of input in which nothing failed', async () => {
  const healthy: readonly Readonly<Record<string, unknown>>[] = [
    {},
    { httpResponse: { status: 200, body: '{"ok":true}' } },
    { httpResponse: 'HTTP/1.1 204 No Content\n\n' },
    { httpResponse: { status: 404, body: '{"error":"no such order"}' } },
    {
      executionLog: [
        `(${id}) Starting execution for request: ${id}`,
        `(${id}) Endpoint response body before transformations: {"statusCode":200,"body":"{}"}`,
        `(${id}) Successfully completed execution`,
        `(${id}) Method completed with status: 200`,
      ],
    },
    {
      functionLog: [
        `START RequestId: ${lambdaId} Version: $LATEST`,
        `2024-01-01T00:00:00.000Z\t${lambdaId}\tERROR\tcould not find order 7, answering 404`,
        `2024-01-01T00:00:00.000Z\t${lambdaId}\tINFO\tError: retried after ECONNRESET`,
        `END RequestId: ${lambdaId}`,
        `REPORT RequestId: ${lambdaId}\tDuration: 12.00 ms\tBilled Duration: 12 ms\tMemory Size: 128 MB\tMax Memory Used: 80 MB`,
      ],
    },
    {
      httpResponse: { status: 200, body: 'ok' },
      functionLog: ['Traceback (most recent call last):', 'ValueError: handled'],
      executionLog: ['Successfully completed execution', 'Method completed with status: 200'],
    },
    {
      handlerCode: 'exports.handler = async () => ({ statusCode: 200, body: JSON.stringify({ a: 1 }) });',
      runtime: 'nodejs22.x',
    },
    {
      handlerCode: "def lambda_handler(event, context):\n    return {'statusCode': 200, 'body': 'ok'}\n",
      runtime: 'python3.12',
    },
    {
      packageListing: '-rw-r--r-- 1 a a 10 Jan 1 10:00 index.js',
      handlerSetting: 'index.handler',
      runtime: 'nodejs22.x',
    },
  ];
  for (const evidence of healthy) {
    const { findings } = await diagnoseEvidence(evidence);
    assert.deepEqual(
      findings.map(({ cause }) => cause),
      [],
      JSON.stringify(evidence),
    );
  }
});

test('evidence that is none is refused in one sentence', async () => {
  for (const value of [null, 'text', 7, []]) await assert.rejects(diagnoseEvidence(value), UserError);
});

test('a whole reported case, with its evidence inside, is read too', async () => {
  const { findings } = await diagnoseEvidence({
    id: 'x',
    title: 'not looked at',
    evidence: { functionLog: ["[ERROR] PermissionError: [Errno 13] Permission denied: '/var/task/app.py'"] },
  });
  assert.equal(findings[0]?.cause, 'package.unreadable-file');
});

test('what does not decide is told with the command that collects what would', async () => {
  const { findings, missing } = await diagnoseEvidence({
    executionLog: [
      `(${id}) Endpoint request URI: https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations`,
      `(${id}) Execution failed due to configuration error: Invalid permissions on Lambda function`,
    ],
  });
  assert.equal(findings[0]?.cause, 'permission.missing-statement');
  assert.ok(findings[0].confidence < 0.85);
  assert.ok(
    missing.some((line) => line.includes('aws lambda get-policy --function-name orders')),
    missing.join('\n'),
  );
});

test('a malformed output that nobody recorded: the payload is asked for', async () => {
  const { findings, missing } = await diagnoseEvidence({
    executionLog: ['Execution failed due to configuration error: Malformed Lambda proxy response'],
  });
  assert.equal(findings[0]?.cause, 'response.malformed-unspecified');
  assert.match(missing.join('\n'), /aws apigateway test-invoke-method/);
});

test('a sure finding asks for nothing more', async () => {
  const { missing } = await diagnoseEvidence({
    executionLog: [
      'Endpoint response body before transformations: {"statusCode":200,"body":{"id":1}}',
      'Execution failed due to configuration error: Malformed Lambda proxy response',
    ],
  });
  assert.deepEqual(missing, []);
});

test('several requests with several causes are told apart and grouped', async () => {
  const other = '1c9f9d4b-3333-4000-8000-000000000000';
  const third = '2daf0e5c-4444-4000-8000-000000000000';
  const log = [
    `(${id}) Starting execution for request: ${id}`,
    `(${other}) Starting execution for request: ${other}`,
    `(${id}) Endpoint response body before transformations: {"statusCode":200,"body":{"id":1}}`,
    `(${other}) Execution failed due to configuration error: Invalid permissions on Lambda function`,
    `(${third}) Starting execution for request: ${third}`,
    `(${id}) Execution failed due to configuration error: Malformed Lambda proxy response`,
    `(${third}) Endpoint response body before transformations: {"statusCode":200,"body":{"id":2}}`,
    `(${third}) Execution failed due to configuration error: Malformed Lambda proxy response`,
    `(${other}) Method completed with status: 500`,
    `(${id}) Method completed with status: 502`,
  ].join('\n');
  const { findings } = await diagnoseLog(log);
  assert.deepEqual(
    findings.map(({ cause }) => cause),
    ['response.body-not-string', 'permission.missing-statement'],
  );
  assert.match(findings[0]!.evidence[0]!, /^2 requests: /);
});

/** One failing invocation, as CloudWatch keeps it: message with time, oldest first. */
const events = [
  { timestamp: 1_704_067_200_000, message: `START RequestId: ${lambdaId} Version: $LATEST` },
  {
    timestamp: 1_704_067_200_010,
    message: `2024-01-01T00:00:00.010Z\t${lambdaId}\tERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"EACCES: permission denied, open '/var/task/config.json'","stack":["Error: EACCES: permission denied, open '/var/task/config.json'"]}`,
  },
  { timestamp: 1_704_067_200_020, message: `END RequestId: ${lambdaId}` },
  {
    timestamp: 1_704_067_200_021,
    message: `REPORT RequestId: ${lambdaId}\tDuration: 12.00 ms\tBilled Duration: 12 ms\tMemory Size: 128 MB\tMax Memory Used: 80 MB`,
  },
];

const stream = '2024/01/01/[$LATEST]0123456789abcdef0123456789abcdef';
const csvField = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const iso = (ms: number): string => new Date(ms).toISOString();

/** The same log in every form in which people have it. */
const forms: Readonly<Record<string, string>> = {
  'plain lines': events.map(({ message }) => message).join('\n'),
  'Windows line ends': events.map(({ message }) => message).join('\r\n'),
  'the console, copied': events.map(({ timestamp, message }) => `${iso(timestamp)}\t${message}`).join('\n'),
  'the console with its arrows': events
    .map(({ timestamp, message }) => `▶ ${iso(timestamp)} ${message}`)
    .join('\n'),
  'the console in another zone': events
    .map(({ timestamp, message }) => `${iso(timestamp).replace('Z', '+01:00')}\n${message}\n`)
    .join('\n'),
  'aws logs tail': events
    .map(({ timestamp, message }) => `${iso(timestamp).replace('Z', '000+00:00')} ${stream} ${message}`)
    .join('\n'),
  'aws logs tail --format short': events
    .map(({ timestamp, message }) => `${iso(timestamp).slice(0, 19)} ${message}`)
    .join('\n'),
  'aws logs tail --format json': events
    .map(({ timestamp, message }) => JSON.stringify({ timestamp, message, logStreamName: stream }))
    .join('\n'),
  'sam logs': events
    .map(({ timestamp, message }) => `${stream} ${iso(timestamp).replace('Z', '000')} ${message}`)
    .join('\n'),
  FilterLogEvents: JSON.stringify({
    events: events.map((event) => ({ ...event, logStreamName: stream, eventId: '1' })),
  }),
  'FilterLogEvents, printed wide': JSON.stringify(
    { events: events.map((event) => ({ ...event, ingestionTime: 1, eventId: '1' })), searchedLogStreams: [] },
    null,
    4,
  ),
  'a list of events': JSON.stringify(events),
  'Logs Insights': JSON.stringify({
    results: events.map(({ timestamp, message }) => [
      { field: '@timestamp', value: iso(timestamp).replace('T', ' ').replace('Z', '') },
      { field: '@message', value: message },
    ]),
    status: 'Complete',
  }),
  'CSV export': [
    'timestamp,message',
    ...events.map(({ timestamp, message }) => `${timestamp},${csvField(message)}`),
  ].join('\n'),
  'Insights CSV': [
    '@timestamp,@message',
    ...events.map(({ timestamp, message }) => `${iso(timestamp)},${csvField(`${message}\n`)}`),
  ].join('\n'),
  'quoted in mail': events.map(({ message }) => `> ${message}`).join('\n'),
  'quoted twice': events.map(({ message }) => `>> ${message}`).join('\n'),
  'a code fence': ['```text', ...events.map(({ message }) => message), '```'].join('\n'),
  'HTML entities': events
    .map(({ message }) => message.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'))
    .join('\n'),
  'curly quotes': events.map(({ message }) => message.replaceAll("'", '\u2019')).join('\n'),
  'tabs lost': events.map(({ message }) => message.replaceAll('\t', ' ')).join('\n'),
  'colours of a terminal': events.map(({ message }) => `\u001b[31m${message}\u001b[0m`).join('\n'),
  'cut at the end': events
    .map(({ message }) => message)
    .join('\n')
    .slice(0, 330),
  'cut in the middle of the JSON': `${events[1]!.message.slice(0, 190)}…`,
  'cut by a tracker': `${events[0]!.message}\n${events[1]!.message.slice(0, 200)}...`,
};

for (const [form, text] of Object.entries(forms)) {
  test(`a log is read in the form: ${form}`, async () => {
    const { findings } = await diagnoseLog(text);
    assert.equal(
      findings[0]?.cause,
      'package.unreadable-file',
      findings.map(({ cause }) => cause).join(', '),
    );
  });
}

test('an array of lines and one text with line breaks are the same evidence', async () => {
  const lines = events.map(({ message }) => message);
  const asList = await diagnoseEvidence({ functionLog: lines });
  const asText = await diagnoseEvidence({ functionLog: lines.join('\n') });
  const asOne = await diagnoseEvidence({ functionLog: [lines.join('\n')] });
  assert.deepEqual(asText.findings, asList.findings);
  assert.deepEqual(asOne.findings, asList.findings);
});

const piece = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    ...Object.values(forms)
      .flatMap((text) => text.split('\n'))
      .slice(0, 60),
    '{"errorMessage":"',
    '"errorType": "Runtime.ExitError"',
    'Traceback (most recent call last):',
    '  File "/var/task/app.py", line 3, in <module>',
    "Error: Cannot find module '",
    'Execution failed due to configuration error: ',
    'HTTP/1.1 502 Bad Gateway',
    '> ```',
    '((((((((((((((((((((((((',
    '"""""""""""""""""""""""""""',
    '\\u00\\"\\n\\',
  ),
);

test('text of any kind is read without failing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const text = pieces.join('\n');
      await diagnoseLog(text);
      await diagnoseEvidence({
        executionLog: pieces,
        functionLog: text,
        handlerCode: text,
        httpResponse: text,
        template: text,
        packageListing: text,
        policy: text,
        symptom: text,
        runtime: pieces[0] ?? '',
        handlerSetting: pieces[1] ?? '',
      });
    }),
    { numRuns: 150 },
  );
});

test('evidence members of any type are read without failing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        {
          executionLog: fc.jsonValue(),
          functionLog: fc.jsonValue(),
          handlerCode: fc.jsonValue(),
          runtime: fc.jsonValue(),
          httpResponse: fc.jsonValue(),
          packageListing: fc.jsonValue(),
          policy: fc.jsonValue(),
          template: fc.jsonValue(),
          symptom: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
      async (evidence) => void (await diagnoseEvidence(evidence)),
    ),
    { numRuns: 150 },
  );
});

test('the time that a text takes grows with its length, not faster', async () => {
  const hostile = [
    '(',
    '"',
    '{',
    "'",
    '[',
    'a: ',
    'Error: ',
    '> ',
    '\\n',
    'at x (',
    'File "',
    '-rw-r--r-- ',
    '0 ',
    'not authorized to perform: ',
    "Cannot find module '",
    '{"errorMessage":"',
    'key = ',
  ];
  for (const unit of hostile) {
    for (const separator of ['', '\n']) {
      const text = `${unit}${separator}`.repeat(10_000).slice(0, 20_000);
      const start = performance.now();
      await diagnoseLog(text);
      await diagnoseEvidence({
        functionLog: text,
        template: text,
        packageListing: text,
        symptom: text,
        httpResponse: text,
      });
      const ms = performance.now() - start;
      assert.ok(ms < 2000, `${JSON.stringify(unit + separator)} took ${Math.round(ms)} ms`);
    }
  }
});

test('cleaning leaves ordinary text as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[\w .,:/()[\]{}=-]{0,60}$/), { maxLength: 10 }), (lines) => {
      const text = lines.join('\n');
      assert.equal(cleanText(text), text);
    }),
  );
});
