// The event's text against recorded ones, to the character, and its shape for any input.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { buildEvent, type CallerInput, type ProxyEventInput } from './event.ts';
import { eventHeaders } from './request-headers.ts';

const userArn = 'arn:aws:iam::009167579319:user/zhixian';
const caller: CallerInput = {
  accessKey: 'ASIA',
  accountId: '009167579319',
  caller: 'AIDA',
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: 'AIDA',
  userArn,
};

/** The recorded console test of March 2022. */
const recordedTest: ProxyEventInput = {
  resource: '/test1',
  path: '/test1',
  httpMethod: 'GET',
  headers: null,
  query: [],
  pathParameters: null,
  stageVariables: null,
  requestContext: {
    resourceId: 'ya35h0',
    operationName: null,
    authorizer: null,
    extendedRequestId: 'OhHjPFP9oAMFkpg=',
    requestTimeEpoch: 1_646_495_252_562,
    path: '/test1',
    accountId: '009167579319',
    stage: 'test-invoke-stage',
    domainPrefix: 'testPrefix',
    requestId: '41fc2a48-605e-4df7-99b9-43456c10fe95',
    identity: {
      sourceIp: 'test-invoke-source-ip',
      userAgent: 'aws-internal/3 aws-sdk-java/1.12.159',
      apiKey: { value: 'test-invoke-api-key', id: 'test-invoke-api-key-id' },
      caller,
    },
    domainName: 'testPrefix.testDomainName',
    deploymentId: null,
    apiId: '8a1b7vlz9f',
  },
  body: '',
  isBase64Encoded: false,
};

test('a test without headers is the recorded text, and ends in the documented order', () => {
  assert.equal(
    buildEvent(recordedTest),
    '{"resource":"/test1","path":"/test1","httpMethod":"GET","headers":null,"multiValueHeaders":null,"queryStringParameters":null,"multiValueQueryStringParameters":null,"pathParameters":null,"stageVariables":null,"requestContext":{"resourceId":"ya35h0","resourcePath":"/test1","httpMethod":"GET","extendedRequestId":"OhHjPFP9oAMFkpg=","requestTime":"05/Mar/2022:15:47:32 +0000","path":"/test1","accountId":"009167579319","protocol":"HTTP/1.1","stage":"test-invoke-stage","domainPrefix":"testPrefix","requestTimeEpoch":1646495252562,"requestId":"41fc2a48-605e-4df7-99b9-43456c10fe95","identity":{"cognitoIdentityPoolId":null,"cognitoIdentityId":null,"apiKey":"test-invoke-api-key","principalOrgId":null,"cognitoAuthenticationType":null,"userArn":"arn:aws:iam::009167579319:user/zhixian","apiKeyId":"test-invoke-api-key-id","userAgent":"aws-internal/3 aws-sdk-java/1.12.159","accountId":"009167579319","caller":"AIDA","sourceIp":"test-invoke-source-ip","accessKey":"ASIA","cognitoAuthenticationProvider":null,"user":"AIDA"},"domainName":"testPrefix.testDomainName","apiId":"8a1b7vlz9f"},"body":null,"isBase64Encoded":false}',
  );
});

test('a request’s headers are the recorded text', () => {
  // Sent in the order in which the log of February 2019 lists them.
  const sent: readonly (readonly [string, string])[] = [
    ['Accept', 'application/json'],
    ['CloudFront-Viewer-Country', 'GB'],
    ['CloudFront-Forwarded-Proto', 'https'],
    ['CloudFront-Is-Tablet-Viewer', 'false'],
    ['CloudFront-Is-Mobile-Viewer', 'false'],
    ['User-Agent', 'python-requests/2.20.0'],
    ['CloudFront-Is-SmartTV-Viewer', 'false'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Via', '1.1 6b11bd43fbd97ec7bb8917017ae0f954.cloudfront.net (CloudFront)'],
    ['X-Amz-Cf-Id', '_cR9ADd_XKDi544atuG_2YYYzBIWRYBC85bsER8GoVnBVV7ooeEGaA=='],
    ['X-Forwarded-For', '62.254.81.74'],
    ['CloudFront-Is-Desktop-Viewer', 'true'],
    ['Content-Type', 'application/json'],
  ];
  const { list } = eventHeaders(sent.flat(), {
    traceHeader: 'Root=1-5c756deb-b85c76f01d43eb2c8d8bb3c0',
    clientIp: '54.239.166.85',
    host: 'uwe3g5jm54.execute-api.eu-west-2.amazonaws.com',
    port: '443',
    protocol: 'https',
  });
  const event = buildEvent({
    ...recordedTest,
    resource: '/echo',
    path: '/echo',
    httpMethod: 'POST',
    headers: list,
  });
  const recorded =
    '{"resource":"/echo","path":"/echo","httpMethod":"POST","headers":{"Accept":"application/json","Accept-Encoding":"gzip, deflate","CloudFront-Forwarded-Proto":"https","CloudFront-Is-Desktop-Viewer":"true","CloudFront-Is-Mobile-Viewer":"false","CloudFront-Is-SmartTV-Viewer":"false","CloudFront-Is-Tablet-Viewer":"false","CloudFront-Viewer-Country":"GB","Content-Type":"application/json","Host":"uwe3g5jm54.execute-api.eu-west-2.amazonaws.com","User-Agent":"python-requests/2.20.0","Via":"1.1 6b11bd43fbd97ec7bb8917017ae0f954.cloudfront.net (CloudFront)","X-Amz-Cf-Id":"_cR9ADd_XKDi544atuG_2YYYzBIWRYBC85bsER8GoVnBVV7ooeEGaA==","X-Amzn-Trace-Id":"Root=1-5c756deb-b85c76f01d43eb2c8d8bb3c0","X-Forwarded-For":"62.254.81.74, 54.239.166.85","X-Forwarded-Port":"443","X-Forwarded-Proto":"https"},"multiValueHeaders":{"Accept":["application/json"],"Accept-Encoding":["gzip, deflate"],"CloudFront-Forwarded-Proto":["https"],"CloudFront-Is-Desktop-Viewer":["true"],"CloudFront-Is-Mobile-Vie';
  assert.equal(event.slice(0, recorded.length), recorded);
});

test('all that is optional stands at its place', () => {
  const text = buildEvent({
    ...recordedTest,
    resource: '/orders/{id}',
    path: '/orders/4%202',
    pathParameters: [['id', '4%202']],
    stageVariables: { fn: 'orders' },
    requestContext: {
      ...recordedTest.requestContext,
      operationName: 'GetOrder',
      authorizer: { principalId: 'me', integrationLatency: 12 },
      deploymentId: 'd3p10y',
      path: '/prod/orders/4%202',
      identity: { sourceIp: '1.2.3.4', userAgent: null, apiKey: null, caller: null },
    },
    body: '{"a":"è"}',
    isBase64Encoded: false,
  });
  assert.ok(
    text.includes(
      ',"pathParameters":{"id":"4%202"},"stageVariables":{"fn":"orders"},"requestContext":{"resourceId":"ya35h0","operationName":"GetOrder","authorizer":{"principalId":"me","integrationLatency":12},"resourcePath":"/orders/{id}","httpMethod":"GET",',
    ),
  );
  assert.ok(
    text.endsWith(
      '"identity":{"cognitoIdentityPoolId":null,"cognitoIdentityId":null,"principalOrgId":null,"cognitoAuthenticationType":null,"userArn":null,"userAgent":null,"accountId":null,"caller":null,"sourceIp":"1.2.3.4","accessKey":null,"cognitoAuthenticationProvider":null,"user":null},"domainName":"testPrefix.testDomainName","deploymentId":"d3p10y","apiId":"8a1b7vlz9f"},"body":"{\\"a\\":\\"è\\"}","isBase64Encoded":false}',
    ),
  );
});

test('the recorded query: the last value and all values, names in their order', () => {
  const event = buildEvent({
    ...recordedTest,
    query: [
      ['category', 'electronics'],
      ['price', '10'],
      ['category', 'books'],
      ['2', 'x'],
      ['price', '20'],
    ],
  });
  assert.ok(
    event.includes(
      '"queryStringParameters":{"category":"books","price":"20","2":"x"},"multiValueQueryStringParameters":{"category":["electronics","books"],"price":["10","20"],"2":["x"]}',
    ),
  );
});

test('what is empty is null, never {} and never absent', () => {
  const empty = { ...recordedTest, headers: [], pathParameters: [], stageVariables: {} };
  assert.equal(buildEvent(empty), buildEvent(recordedTest));
});

test('any text survives, under any name', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('__proto__', '1', '"', '\\', '\u2028'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), text, (query, body) => {
      const event = JSON.parse(buildEvent({ ...recordedTest, path: body, query, body }));
      assert.equal(event.path, body);
      assert.equal(event.body, body === '' ? null : body);
      const single = new Map(query);
      const multi = Map.groupBy(query, ([name]) => name);
      if (query.length === 0) return assert.equal(event.queryStringParameters, null);
      assert.deepEqual(new Map(Object.entries(event.queryStringParameters)), single);
      assert.deepEqual(
        new Map(Object.entries(event.multiValueQueryStringParameters)),
        new Map([...multi].map(([name, entries]) => [name, entries.map((entry) => entry[1])])),
      );
    }),
  );
});
