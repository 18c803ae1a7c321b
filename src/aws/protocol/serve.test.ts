// The AWS endpoint as a whole: which operation a request reaches, what it is refused with otherwise, and its bounds.
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AwsError } from '../../core/errors.ts';
import {
  controlPlaneRequestBytesMax,
  invokeRequestBytesMax,
  lambdaRequestBytesMax,
} from '../../core/limits.ts';
import type { CallerIdentity, WireCall } from './serve.ts';
import type { TestEndpoint } from './testing/endpoint.ts';
import { listenWith } from './testing/endpoint.ts';
import { sdkClient } from './testing/sdk-clients.ts';

let endpoint: TestEndpoint;
let called: { readonly operation: string; readonly input: unknown; readonly context: CallerIdentity } | null =
  null;
let events: () => AsyncGenerator;

function recorder(operation: string, output: object = {}) {
  return (input: unknown, context: CallerIdentity): object => {
    called = { operation, input, context };
    return output;
  };
}

before(async () => {
  endpoint = await listenWith({
    services: {
      apigateway: {
        CreateRestApi: recorder('CreateRestApi', { id: 'a' }),
        ImportRestApi: recorder('ImportRestApi', { id: 'b' }),
        PutIntegrationResponse: recorder('PutIntegrationResponse', {
          statusCode: '200',
          responseTemplates: { 'application/json': null },
        }),
      },
      lambda: {
        GetFunctionConfiguration: recorder('GetFunctionConfiguration'),
        DeleteFunction: recorder('DeleteFunction', { StatusCode: 204 }),
        CreateFunction: recorder('CreateFunction'),
        Invoke: (input: unknown, context: CallerIdentity, call: WireCall) => {
          call.setHeader('X-Amzn-Trace-Id', 'root=1-2-3;sampled=0');
          return recorder('Invoke', { StatusCode: 200, Payload: Buffer.from('"ok"') })(input, context);
        },
        InvokeWithResponseStream: () => ({ StatusCode: 200, EventStream: events() }),
      },
      logs: { DescribeLogGroups: recorder('DescribeLogGroups'), CreateLogGroup: recorder('CreateLogGroup') },
      cloudwatch: { PutMetricData: recorder('PutMetricData') },
      sts: { GetCallerIdentity: recorder('GetCallerIdentity', { Account: '1' }) },
    },
  });
});

after(() => endpoint.close());

beforeEach(() => {
  called = null;
  endpoint.defects.length = 0;
});

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** `fetch` would not send a Host or a broken body. */
function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: endpoint.port, method, path, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            statusCode: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

const scope = (service: string, region = 'eu-south-1'): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKID/20260102/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`,
});
const formType = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const logs = (operation: string): Record<string, string> => ({
  'x-amz-target': `Logs_20140328.${operation}`,
  'content-type': 'application/x-amz-json-1.1',
});

describe('a request reaches its operation', () => {
  test('by method, path and fixed query', async () => {
    const created = await ask(
      'POST',
      '/restapis',
      { 'content-type': 'application/json' },
      '{"name":"n","unknown":1,"description":null}',
    );
    assert.deepEqual([created.statusCode, created.text], [201, '{"id":"a"}']);
    assert.deepEqual(called?.input, { name: 'n' });
    await ask('POST', '/restapis?mode=import&failonwarnings=true&basepath=prepend', {}, '{"swagger":"2.0"}');
    assert.equal(called.operation, 'ImportRestApi');
    assert.deepEqual(called.input, {
      body: Buffer.from('{"swagger":"2.0"}'),
      failOnWarnings: true,
      parameters: { basepath: 'prepend' },
    });
  });

  test('by its label, whether the colons of an ARN are encoded or not', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
    for (const label of [arn, encodeURIComponent(arn), arn.replaceAll(':', '%3a')]) {
      await ask('GET', `/2015-03-31/functions/${label}/configuration?Qualifier=%24LATEST`);
      assert.deepEqual(called?.input, { FunctionName: arn, Qualifier: '$LATEST' });
    }
  });

  test('by target header, by Action in the form, and by Action in the query', async () => {
    await ask('POST', '/', logs('DescribeLogGroups'), '{"limit":5}');
    assert.deepEqual([called?.operation, called?.input], ['DescribeLogGroups', { limit: 5 }]);
    await ask('POST', '/', formType, 'Action=GetCallerIdentity&Version=2011-06-15');
    assert.equal(called?.operation, 'GetCallerIdentity');
    called = null;
    await ask('GET', '/?Action=GetCallerIdentity&Version=2011-06-15');
    assert.equal((called as { operation: string } | null)?.operation, 'GetCallerIdentity');
  });

  test("of the service in the signature's scope, with its region and key", async () => {
    await ask('POST', '/', { ...formType, ...scope('sts') }, 'Action=GetCallerIdentity');
    assert.deepEqual(called?.context, {
      region: 'eu-south-1',
      accountId: '000000000000',
      accessKeyId: 'AKID',
    });
    await ask('POST', '/', { ...formType, ...scope('sts', '../../etc') }, 'Action=GetCallerIdentity');
    assert.equal(called.context.region, 'us-east-1');
    await ask('POST', '/', formType, 'Action=GetCallerIdentity&Version=2011-06-15');
    assert.deepEqual(called.context, { region: 'us-east-1', accountId: '000000000000', accessKeyId: null });
  });

  test('with its body decompressed', async () => {
    const target = {
      'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
      'content-type': 'application/x-amz-json-1.0',
    };
    await ask('POST', '/', { ...target, 'content-encoding': 'gzip' }, gzipSync('{"Namespace":"json"}'));
    assert.deepEqual(called?.input, { Namespace: 'json' });
    const form = gzipSync('Action=PutMetricData&Version=2010-08-01&Namespace=form');
    await ask('POST', '/', { ...formType, 'content-encoding': 'gzip' }, form);
    assert.deepEqual(called.input, { Namespace: 'form' });
  });

  test('with the lists of its form in the order of their numbers', async () => {
    const dimension = (index: number, name: string): string =>
      `&MetricData.member.1.Dimensions.member.${index}.Name=${name}&MetricData.member.1.Dimensions.member.${index}.Value=v`;
    const fields = `Action=PutMetricData&Version=2010-08-01&Namespace=n&MetricData.member.1.MetricName=m+m`;
    await ask('POST', '/', formType, fields + dimension(2, 'b') + dimension(10, 'c') + dimension(1, 'a'));
    const Dimensions = ['a', 'b', 'c'].map((Name) => ({ Name, Value: 'v' }));
    assert.deepEqual(called?.input, { Namespace: 'n', MetricData: [{ MetricName: 'm m', Dimensions }] });
  });
});

describe('an answer', () => {
  test('and a request of API Gateway keep the nulls of a map, which mean something there (recorded)', async () => {
    const body = '{"responseTemplates":{"application/json":null,"text/plain":"t"},"selectionPattern":null}';
    const path = '/restapis/a/resources/r/methods/GET/integration/responses/200';
    const { text } = await ask('PUT', path, {}, body);
    assert.deepEqual(called?.input, {
      restApiId: 'a',
      resourceId: 'r',
      httpMethod: 'GET',
      statusCode: '200',
      responseTemplates: { 'application/json': null, 'text/plain': 't' },
    });
    assert.equal(text, '{"statusCode":"200","responseTemplates":{"application/json":null}}');
  });

  test('of 204 has neither a body nor a length', async () => {
    const { statusCode, headers, text } = await ask('DELETE', '/2015-03-31/functions/f');
    assert.deepEqual([statusCode, text, headers['content-length']], [204, '', undefined]);
  });

  test('of an operation without an output is empty', async () => {
    const { statusCode, text } = await ask('POST', '/', logs('CreateLogGroup'), '{"logGroupName":"g"}');
    assert.deepEqual([statusCode, text], [200, '']);
  });

  test('carries the headers that the operation sets', async () => {
    const { headers, text } = await ask('POST', '/2015-03-31/functions/f/invocations', {}, '{}');
    assert.equal(headers['x-amzn-trace-id'], 'root=1-2-3;sampled=0');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(text, '"ok"');
  });

  test('over awsQuery is an element of the operation with its result and the request id', async () => {
    const { headers, text } = await ask('GET', '/?Action=GetCallerIdentity&Version=2011-06-15');
    assert.equal(
      text,
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
        '<GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult>' +
        `<ResponseMetadata><RequestId>${String(headers['x-amzn-requestid'])}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  });
});

describe('a stream of events', () => {
  async function received(): Promise<unknown[]> {
    const client = await sdkClient('lambda', 'own', endpoint.url);
    const got: unknown[] = [];
    try {
      const { EventStream } = await client.send('InvokeWithResponseStream', { FunctionName: 'f' });
      for await (const event of EventStream as AsyncIterable<{ PayloadChunk?: { Payload: Uint8Array } }>) {
        got.push(
          event.PayloadChunk === undefined ? event : Buffer.from(event.PayloadChunk.Payload).toString(),
        );
      }
    } catch (thrown) {
      got.push((thrown as Error).name);
    } finally {
      client.destroy();
    }
    return got;
  }

  test('arrives event by event, before the operation has made the next', async () => {
    let made = 0;
    let wasSeen = (): void => {};
    const seenAt: number[] = [];
    events = async function* () {
      for (; made < 3; made += 1) {
        const seen = new Promise<void>((resolve) => (wasSeen = resolve));
        yield { PayloadChunk: { Payload: Buffer.from(`chunk ${made}`) } };
        await seen;
      }
      yield { InvokeComplete: {} };
    };
    const client = await sdkClient('lambda', 'own', endpoint.url);
    const { EventStream } = await client.send('InvokeWithResponseStream', { FunctionName: 'f' });
    for await (const _event of EventStream as AsyncIterable<unknown>) {
      seenAt.push(made);
      wasSeen();
    }
    client.destroy();
    assert.deepEqual(seenAt, [0, 1, 2, 3]);
  });

  test('ends with an exception where the operation fails as AWS would', async () => {
    events = async function* () {
      yield Promise.resolve({ PayloadChunk: { Payload: Buffer.from('one') } });
      throw new AwsError('ServiceException', 500, 'half-way');
    };
    assert.deepEqual(await received(), ['one', 'ServiceException']);
    assert.deepEqual(endpoint.defects, []);
  });

  test('breaks off where the operation has a defect, which is told of', async () => {
    const defect = new Error('a defect');
    events = async function* () {
      yield Promise.resolve({ PayloadChunk: { Payload: Buffer.from('one') } });
      throw defect;
    };
    const got = await received();
    assert.equal(got[0], 'one');
    assert.equal(got.length, 2);
    assert.deepEqual(endpoint.defects, [defect]);
  });

  test('is ended when the client goes away', async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    events = async function* () {
      try {
        for (;;) {
          yield { PayloadChunk: { Payload: Buffer.alloc(65_536) } };
          await new Promise((resolve) => {
            setTimeout(resolve, 1);
          });
        }
      } finally {
        end('ended');
      }
    };
    const client = await sdkClient('lambda', 'own', endpoint.url);
    const { EventStream } = await client.send('InvokeWithResponseStream', { FunctionName: 'f' });
    for await (const _event of EventStream as AsyncIterable<unknown>) break;
    client.destroy();
    assert.equal(await ended, 'ended');
    assert.deepEqual(endpoint.defects, []);
  });
});

test('half a surrogate pair is read as the replacement character', async () => {
  await ask('POST', '/restapis', scope('apigateway'), String.raw`{"name":"a\ud800😀"}`);
  assert.deepEqual(called?.input, { name: 'a\ufffd😀' });
});

describe('a request is refused', () => {
  test('by name where its operation is known but not built', async () => {
    const rest = await ask('GET', '/account');
    assert.equal(rest.statusCode, 501);
    assert.equal(rest.headers['x-amzn-errortype'], 'NotImplemented');
    assert.equal(rest.text, '{"message":"Varco does not build GetAccount of apigateway yet."}');
    const query = await ask('POST', '/', formType, 'Action=CreateUser&Version=2010-05-08&UserName=u');
    assert.equal(query.statusCode, 501);
    assert.match(
      query.text,
      /<Code>NotImplemented<\/Code><Message>Varco does not build CreateUser of iam yet\.</,
    );
  });

  test('even where the operation is a word that every object knows', async () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      const { statusCode, text } = await ask('POST', '/', logs(name), '{}');
      assert.deepEqual([statusCode, text], [400, '{"__type":"UnknownOperationException"}']);
    }
  });

  test('as each protocol says it where there is no such operation', async () => {
    const query = await ask('POST', '/', formType, 'Action=Dance&Version=2010-05-08');
    assert.equal(query.statusCode, 400);
    assert.match(
      query.text,
      /<Code>InvalidAction<\/Code><Message>Could not find operation Dance for version 2010-05-08</,
    );
    const rest = await ask('GET', '/2015-03-31/dances', scope('lambda'));
    assert.equal(rest.statusCode, 403);
    assert.equal(rest.text, '{"message":"Unable to determine service/operation name to be authorized"}');
    const cbor = await ask('POST', '/service/GraniteServiceVersion20100801/operation/Dance', {
      'smithy-protocol': 'rpc-v2-cbor',
    });
    assert.equal(cbor.statusCode, 404);
    assert.match(cbor.text, /UnknownOperationException/);
  });

  test('by name where Varco does not have the service', async () => {
    const json = await ask('POST', '/', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}');
    assert.deepEqual(
      [json.statusCode, JSON.parse(json.text)],
      [
        501,
        {
          __type: 'NotImplemented',
          message: 'Varco does not have the service of the target DynamoDB_20120810.ListTables.',
        },
      ],
    );
    const query = await ask(
      'POST',
      '/',
      { ...formType, ...scope('sqs') },
      'Action=ListQueues&Version=2012-11-05',
    );
    assert.match(query.text, /<Code>NotImplemented<\/Code><Message>Varco does not have the service sqs\.</);
    const rest = await ask('GET', '/v1/apis', scope('appsync'));
    assert.equal(rest.text, '{"message":"Varco does not have the service appsync."}');
    const v2 = await ask('GET', '/v2/apis', scope('apigateway'));
    assert.equal(
      v2.text,
      '{"message":"Varco does not have the service apigatewayv2 (HTTP and WebSocket APIs)."}',
    );
  });

  test('where it is signed for several regions at once, in a header or in its URL', async () => {
    const authorization =
      'AWS4-ECDSA-P256-SHA256 Credential=a/20260102/s3/aws4_request, SignedHeaders=host, Signature=b';
    for (const answer of [
      await ask('GET', '/bucket/key', { authorization }),
      await ask('GET', '/restapis?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256'),
    ]) {
      assert.equal(answer.statusCode, 501);
      assert.match(answer.text, /SigV4A signatures \(AWS4-ECDSA-P256-SHA256\); sign with AWS4-HMAC-SHA256/);
    }
  });

  test('as by AWS where nothing says what it is', async () => {
    const { statusCode, headers, text } = await ask('GET', '/favicon.ico');
    assert.equal(statusCode, 403);
    assert.equal(headers['x-amzn-errortype'], 'MissingAuthenticationTokenException');
    assert.equal(text, '{"message":"Missing Authentication Token"}');
    assert.equal((await ask('POST', '/', formType, '')).statusCode, 403);
  });

  test('without a word where its body is no JSON, no CBOR, or badly compressed', async () => {
    for (const body of ['{', '{"a":}', '[1', '\u0000']) {
      const { statusCode, text } = await ask('POST', '/', logs('DescribeLogGroups'), body);
      assert.deepEqual([statusCode, text], [400, '{"__type":"SerializationException"}'], body);
    }
    const rest = await ask('POST', '/restapis', {}, '{');
    assert.deepEqual([rest.statusCode, rest.headers['x-amzn-errortype']], [400, 'SerializationException']);
    const headers = { ...logs('DescribeLogGroups'), 'content-encoding': 'gzip' };
    assert.match((await ask('POST', '/', headers, 'not gzip')).text, /SerializationException/);
    const cborHeaders = { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };
    const path = '/service/GraniteServiceVersion20100801/operation/PutMetricData';
    for (const body of [Buffer.from([0xbf, 0x61]), Buffer.alloc(100_000, 0x81), Buffer.from([0xff])]) {
      const cbor = await ask('POST', path, cborHeaders, body);
      assert.equal(cbor.statusCode, 400);
      assert.match(cbor.text, /SerializationException/);
    }
    assert.equal(called, null);
  });

  test("in the words of AWS's framework where a value is of another kind", async () => {
    const texts: readonly (readonly [string, string, string])[] = [
      [
        '/restapis',
        '{"name":5}',
        'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
      ],
      ['/restapis', '{"name":true}', 'class java.lang.Boolean can not be converted to an String'],
      ['/restapis', '{"name":[]}', 'Start of list found where not expected'],
      ['/restapis', '{"name":{}}', 'Start of structure or map found where not expected.'],
      [
        '/restapis',
        '{"name":"n","minimumCompressionSize":"5"}',
        'class java.lang.String can not be converted to an Integer',
      ],
      ['/restapis', '{"name":"n","binaryMediaTypes":"a"}', 'Unexpected field type'],
      ['/restapis', '{"name":"n","tags":[]}', 'Start of list found where not expected'],
      ['/restapis', '[]', 'Start of list found where not expected'],
    ];
    for (const [path, body, message] of texts) {
      const { statusCode, headers, text } = await ask('POST', path, {}, body);
      assert.equal(statusCode, 400, body);
      assert.equal(headers['x-amzn-errortype'], 'SerializationException');
      assert.equal(text, JSON.stringify({ message }));
    }
  });

  test('where a value outside a body is none of its kind', async () => {
    for (const limit of ['x', '', '1.5', '0x10', ' 1']) {
      const { statusCode, text } = await ask(
        'POST',
        `/restapis?mode=import&failonwarnings=${encodeURIComponent(limit)}`,
        {},
        '{}',
      );
      assert.deepEqual(
        [statusCode, text],
        [400, JSON.stringify({ message: `'${limit}' can not be converted to boolean` })],
      );
    }
  });

  test('where a number in a form is none, and where its names nest too deeply', async () => {
    const bad = await ask(
      'POST',
      '/',
      formType,
      'Action=PutMetricData&Version=2010-08-01&Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Value=x',
    );
    assert.equal(bad.statusCode, 400);
    assert.match(bad.text, /<Code>MalformedInput</);
    const deep = `Namespace${'.a'.repeat(1000)}=x`;
    assert.match(
      (await ask('POST', '/', formType, `Action=PutMetricData&Version=2010-08-01&${deep}`)).text,
      /<Code>MalformedInput</,
    );
  });

  test('with 403 before anything else where a web page may have sent it', async () => {
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    for (const headers of [
      { host: 'evil.example' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const { statusCode, text } = await ask('POST', '/', { ...formType, ...headers }, body);
      assert.equal(statusCode, 403);
      assert.match(text, /^\{"message":"Varco does not answer /);
    }
    assert.equal(called, null);
  });
});

describe('a request is bounded', () => {
  const zipped = (bytes: number): string =>
    `{"FunctionName":"f","Role":"arn:aws:iam::000000000000:role/r","Code":{"ZipFile":"${'A'.repeat(bytes)}"}}`;

  test("by Lambda's own limit, in its words, for a function's code", async () => {
    const small = await ask('POST', '/2015-03-31/functions', {}, zipped(69_999_996));
    assert.equal(small.statusCode, 201);
    const { statusCode, headers, text } = await ask(
      'POST',
      '/2015-03-31/functions',
      {},
      zipped(lambdaRequestBytesMax),
    );
    assert.equal(statusCode, 413);
    assert.equal(headers['x-amzn-errortype'], 'RequestEntityTooLargeException');
    assert.equal(
      text,
      '{"message":"Request must be smaller than 70167211 bytes for the CreateFunction operation"}',
    );
  });

  test('by 6 MB for an invocation, also where it does not say its length', async () => {
    const path = '/2015-03-31/functions/f/invocations';
    assert.equal((await ask('POST', path, {}, Buffer.alloc(invokeRequestBytesMax, 49))).statusCode, 200);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const { statusCode, text } = await ask(
        'POST',
        path,
        headers,
        Buffer.alloc(invokeRequestBytesMax + 1, 49),
      );
      assert.equal(statusCode, 413);
      assert.equal(
        text,
        '{"message":"Request must be smaller than 6291456 bytes for the InvokeFunction operation"}',
      );
    }
  });

  test('after decompression too', async () => {
    const bomb = gzipSync(Buffer.alloc(controlPlaneRequestBytesMax + 1, 32));
    assert.ok(bomb.length < 100_000);
    const { statusCode } = await ask(
      'POST',
      '/',
      { ...logs('DescribeLogGroups'), 'content-encoding': 'gzip' },
      bomb,
    );
    assert.equal(statusCode, 413);
  });

  test('and a client that goes away half-way leaves nothing behind', async () => {
    const request = httpRequest({
      host: '127.0.0.1',
      port: endpoint.port,
      method: 'POST',
      path: '/restapis',
      headers: { 'content-length': '100' },
    });
    request.on('error', () => {});
    request.write('{');
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    request.destroy();
    assert.equal((await ask('POST', '/restapis', {}, '{"name":"n"}')).statusCode, 201);
    assert.deepEqual(endpoint.defects, []);
  });
});
