// Errors on the wire: every published error over every protocol to AWS's clients, and the exact bytes of each shape.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { AwsError } from '../../core/errors.ts';
import type { ServiceId } from './services.ts';
import { services } from './services.ts';
import type { TestEndpoint } from './testing/endpoint.ts';
import { listenWith } from './testing/endpoint.ts';
import { clientVariants, sdkClient } from './testing/sdk-clients.ts';
import { valuesOf } from './testing/sdk-values.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** An operation of each service, with an input that passes. */
const calls: Readonly<Record<ServiceId, readonly [string, object]>> = {
  apigateway: ['GetAccount', {}],
  lambda: ['GetAccountSettings', {}],
  logs: ['DescribeLogGroups', {}],
  cloudwatch: ['ListMetrics', {}],
  iam: ['ListUsers', {}],
  sts: ['GetCallerIdentity', {}],
  s3: ['ListBuckets', {}],
};

let endpoint: TestEndpoint;
let failure: Error;

before(async () => {
  const fail = (): never => {
    throw failure;
  };
  endpoint = await listenWith({
    services: Object.fromEntries(
      Object.entries(calls).map(([id, [operation]]) => [id, { [operation]: fail }]),
    ),
  });
});

after(() => endpoint.close());

for (const [id, protocol] of clientVariants) {
  describe(`errors of ${id} over ${protocol === 'own' ? "its client's own protocol" : protocol} (seed ${seed})`, async () => {
    const probe = await sdkClient(id, protocol, 'http://127.0.0.1:1');
    probe.destroy();
    for (const schema of probe.errors) {
      const name = schema.getName()!;
      test(`${name} arrives with its message and members`, async () => {
        const client = await sdkClient(id, protocol, endpoint.url);
        const shape = (await services[id].tables()).errorOf(name);
        assert.ok(shape !== null, `the table has no error ${name}`);
        const [values] = fc.sample(valuesOf(schema, shape, { xml: client.answersXml, output: true }), {
          seed,
          numRuns: 1,
        });
        const { message: _small, Message: _capital, ...members } = values!;
        failure = new AwsError(name, shape.error?.statusCode ?? 400, 'What went wrong: <&>', members);
        const thrown = await client.send(...calls[id]).then(
          () => assert.fail('the client took the error for an answer'),
          (error: unknown) => error as Record<string, unknown>,
        );
        client.destroy();
        // Two errors of CloudWatch share a code over awsQuery, and the client takes the one of that name.
        const code = shape.error?.queryCode ?? name;
        assert.ok(
          thrown.name === name || (client.service === 'cloudwatch' && thrown.name === code),
          String(thrown.name),
        );
        assert.equal(thrown.message, 'What went wrong: <&>');
        const { httpStatusCode, requestId } = thrown.$metadata as Record<string, unknown>;
        assert.equal(httpStatusCode, shape.error?.statusCode ?? 400);
        assert.match(String(requestId), /^[0-9a-f-]{36}$/);
        for (const [member, value] of Object.entries(members))
          assert.deepEqual(thrown[member], value, member);
      });
    }
  });
}

interface RawAnswer {
  readonly statusCode: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(path: string, init: RequestInit = {}): Promise<RawAnswer> {
  const answer = await fetch(endpoint.url + path, init);
  return { statusCode: answer.status, headers: answer.headers, text: await answer.text() };
}

const logsTarget = {
  'x-amz-target': 'Logs_20140328.DescribeLogGroups',
  'content-type': 'application/x-amz-json-1.1',
};
const cloudwatchTarget = {
  'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics',
  'content-type': 'application/x-amz-json-1.0',
};
const form = (fields: string): RequestInit => ({
  method: 'POST',
  body: fields,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

describe('the bytes of an error', () => {
  test('restJson1 names it in a header and writes the message as its shape does', async () => {
    failure = new AwsError('ResourceNotFoundException', 404, 'Function not found', { Type: 'User' });
    const answer = await ask('/2016-08-19/account-settings');
    assert.equal(answer.statusCode, 404);
    assert.equal(answer.headers.get('x-amzn-errortype'), 'ResourceNotFoundException');
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
    // Lambda's shape of this error calls it Message; of most others message.
    assert.deepEqual(JSON.parse(answer.text), { Type: 'User', Message: 'Function not found' });
  });

  test('a member of an error that has a place in a header goes there', async () => {
    failure = new AwsError('TooManyRequestsException', 429, 'Rate Exceeded.', { retryAfterSeconds: '1' });
    const answer = await ask('/2016-08-19/account-settings');
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.deepEqual(JSON.parse(answer.text), { message: 'Rate Exceeded.' });
  });

  test('API Gateway adds an id of its own, to errors too', async () => {
    failure = new AwsError('NotFoundException', 404, 'Invalid API identifier specified 000000000000:a');
    const answer = await ask('/account');
    assert.match(answer.headers.get('x-amz-apigw-id') ?? '', /^[\w-]{15}=$/);
    assert.equal(answer.text, '{"message":"Invalid API identifier specified 000000000000:a"}');
  });

  test('awsJson 1.1 names it in the body', async () => {
    failure = new AwsError('ResourceNotFoundException', 400, 'The specified log group does not exist.');
    const answer = await ask('/', { method: 'POST', headers: logsTarget, body: '{}' });
    assert.equal(answer.headers.get('content-type'), 'application/x-amz-json-1.1');
    assert.equal(
      answer.text,
      '{"__type":"ResourceNotFoundException","message":"The specified log group does not exist."}',
    );
  });

  test('CloudWatch names the code of awsQuery beside that of JSON (recorded)', async () => {
    failure = new AwsError('InvalidParameterCombination', 400, 'Both.');
    const answer = await ask('/', { method: 'POST', headers: cloudwatchTarget, body: '{}' });
    assert.equal(answer.headers.get('x-amzn-query-error'), 'InvalidParameterCombination;Sender');
    assert.deepEqual(JSON.parse(answer.text), {
      __type: 'com.amazonaws.cloudwatch#InvalidParameterCombinationException',
      message: 'Both.',
    });
  });

  test('awsQuery writes XML, with its own code for the error', async () => {
    failure = new AwsError('NoSuchEntityException', 404, 'The role with name <a> cannot be found.');
    const answer = await ask('/', form('Action=ListUsers&Version=2010-05-08'));
    assert.equal(answer.statusCode, 404);
    assert.equal(answer.headers.get('content-type'), 'text/xml');
    const requestId = answer.headers.get('x-amzn-requestid');
    assert.equal(
      answer.text,
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>' +
        '<Code>NoSuchEntity</Code><Message>The role with name &lt;a&gt; cannot be found.</Message></Error>' +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  });
});

describe('a defect', () => {
  const defect = new Error('/home/someone/secret.ts broke', { cause: new Error('deeper') });

  const shapes: readonly (readonly [string, () => Promise<RawAnswer>, RegExp])[] = [
    ['Lambda', () => ask('/2016-08-19/account-settings'), /^\{"Type":"Service","Message":"Internal failure/],
    ['API Gateway', () => ask('/account'), /^\{"message":"Internal failure/],
    [
      'Logs',
      () => ask('/', { method: 'POST', headers: logsTarget, body: '{}' }),
      /"__type":"InternalFailure"/,
    ],
    [
      'STS',
      () => ask('/', form('Action=GetCallerIdentity&Version=2011-06-15')),
      /<Type>Receiver<\/Type><Code>InternalFailure</,
    ],
  ];
  for (const [service, call, body] of shapes) {
    test(`is answered with 500 in ${service}'s shape, told of with its cause, and not shown`, async () => {
      failure = defect;
      endpoint.defects.length = 0;
      const answer = await call();
      assert.equal(answer.statusCode, 500);
      assert.match(answer.text, body);
      assert.doesNotMatch(answer.text, /secret/);
      assert.deepEqual(endpoint.defects, [defect]);
    });
  }

  test('that is none but a full disk is answered with what to do about it', async () => {
    failure = Object.assign(new Error("ENOSPC: no space left on device, open '/secret'"), { code: 'ENOSPC' });
    const answer = await ask('/account');
    assert.equal(answer.statusCode, 500);
    assert.equal(
      answer.text,
      '{"message":"There is no space left on the disk that Varco writes to: make room on it, then try again."}',
    );
  });
});
