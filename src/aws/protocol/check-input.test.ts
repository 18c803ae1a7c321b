// What AWS checks before an operation runs, in the very words that AWS was recorded to use.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsError } from '../../core/errors.ts';
import { checkInput } from './check-input.ts';
import { javaText } from './java-text.ts';
import type { ServiceId } from './services.ts';
import { services } from './services.ts';

async function refusalOf(
  id: ServiceId,
  operation: string,
  input: Record<string, unknown>,
): Promise<AwsError | null> {
  const service = services[id];
  try {
    checkInput(service, (await service.tables()).operation(operation)!, input);
    return null;
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError, String(thrown));
    return thrown;
  }
}

const region = '((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?';
const functionName = `(arn:(aws[a-zA-Z-]*)?:lambda:)?${region}(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`;
const anyFunctionName = functionName
  .replace('([a-zA-Z0-9-_]+)', '([a-zA-Z0-9-_\\.]+)')
  .replace('\\$LATEST', '\\$LATEST(\\.PUBLISHED)?');

const failed = 'failed to satisfy constraint:';
const pattern = 'Member must satisfy regular expression pattern:';
const valueSet = 'Member must satisfy enum value set:';

/** Service, operation, input, code and message: recordings of 2025-11 to 2026-02. */
const recorded: readonly (readonly [ServiceId, string, Record<string, unknown>, string, string])[] = [
  [
    'lambda',
    'GetFunction',
    { FunctionName: 'my-function!' },
    'ValidationException',
    `1 validation error detected: Value 'my-function!' at 'functionName' ${failed} ${pattern} ${anyFunctionName}`,
  ],
  [
    'lambda',
    'CreateFunction',
    { FunctionName: `my-function:${'a'.repeat(129)}`, Role: 'arn:aws:iam::000000000000:role/r', Code: {} },
    'ValidationException',
    `1 validation error detected: Value 'my-function:${'a'.repeat(129)}' at 'functionName' ${failed} Member must have length less than or equal to 140`,
  ],
  [
    'lambda',
    'CreateFunction',
    { FunctionName: `invalid!${'a'.repeat(140)}`, Role: 'arn:aws:iam::000000000000:role/r', Code: {} },
    'ValidationException',
    `2 validation errors detected: Value 'invalid!${'a'.repeat(140)}' at 'functionName' ${failed} Member must have length less than or equal to 140; ` +
      `Value 'invalid!${'a'.repeat(140)}' at 'functionName' ${failed} ${pattern} ${functionName}`,
  ],
  [
    'lambda',
    'CreateFunction',
    {
      FunctionName: 'f',
      Role: 'arn:aws:iam::000000000000:role/r',
      Code: {},
      VpcConfig: { SecurityGroupIds: ['not-a-group'] },
    },
    'ValidationException',
    `1 validation error detected: Value '[not-a-group]' at 'vpcConfig.securityGroupIds' ${failed} Member must satisfy constraint: ` +
      '[Member must have length less than or equal to 1024, Member must have length greater than or equal to 0, ' +
      `${pattern} sg-[0-9a-zA-Z]*]`,
  ],
  [
    'lambda',
    'UntagResource',
    { Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
    'ValidationException',
    `1 validation error detected: Value null at 'tagKeys' ${failed} Member must not be null`,
  ],
  [
    'lambda',
    'PutProvisionedConcurrencyConfig',
    { FunctionName: 'f', Qualifier: 'a', ProvisionedConcurrentExecutions: 0 },
    'ValidationException',
    `1 validation error detected: Value '0' at 'provisionedConcurrentExecutions' ${failed} Member must have value greater than or equal to 1`,
  ],
  [
    'lambda',
    'PutFunctionRecursionConfig',
    { FunctionName: 'f', RecursiveLoop: 'InvalidValue' },
    'ValidationException',
    `1 validation error detected: Value 'InvalidValue' at 'recursiveLoop' ${failed} ${valueSet} [Terminate, Allow]`,
  ],
  [
    'lambda',
    'CreateFunctionUrlConfig',
    { FunctionName: 'f', AuthType: 'NONE', Qualifier: '$LATEST' },
    'ValidationException',
    `1 validation error detected: Value '$LATEST' at 'qualifier' ${failed} ${pattern} ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`,
  ],
  [
    'apigateway',
    'PutIntegration',
    { restApiId: 'a', resourceId: 'r', httpMethod: 'GET', type: 'HTTPS_PROXY' },
    'ValidationException',
    `1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' ${failed} ${valueSet} [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]`,
  ],
  [
    'apigateway',
    'CreateRestApi',
    { name: 'n', endpointConfiguration: { types: ['wrong'], ipAddressType: 'wrong' } },
    'ValidationException',
    `2 validation errors detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' ${failed} Member must satisfy constraint: [${valueSet} [PRIVATE, EDGE, REGIONAL]]; ` +
      `Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' ${failed} ${valueSet} [ipv4, dualstack]`,
  ],
  [
    'apigateway',
    'UpdateMethodResponse',
    {
      restApiId: 'a',
      resourceId: 'r',
      httpMethod: 'GET',
      statusCode: 'wrong',
      patchOperations: [{ op: 'wrong_op' }],
    },
    'ValidationException',
    `2 validation errors detected: Value 'wrong_op' at 'updateMethodResponseInput.patchOperations.1.member.op' ${failed} ${valueSet} [add, remove, move, test, replace, copy]; ` +
      `Value 'wrong' at 'statusCode' ${failed} ${pattern} [1-5]\\d\\d`,
  ],
  [
    'apigateway',
    'PutGatewayResponse',
    { restApiId: 'a', responseType: 'FAKE_RESPONSE_TYPE' },
    'ValidationException',
    `1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' ${failed} ${valueSet} [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]`,
  ],
  [
    'apigateway',
    'CreateDocumentationPart',
    { restApiId: 'a', location: { type: 'INVALID' }, properties: '{}' },
    'ValidationException',
    `1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' ${failed} ${valueSet} [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]`,
  ],
  [
    'logs',
    'FilterLogEvents',
    { logGroupName: 'g', limit: 10_001 },
    'InvalidParameterException',
    `1 validation error detected: Value '10001' at 'limit' ${failed} Member must have value less than or equal to 10000`,
  ],
  [
    'logs',
    'PutMetricFilter',
    {
      logGroupName: 'g',
      filterName: 'f',
      filterPattern: '',
      metricTransformations: [1, 2].map((n) => ({
        metricName: `metric${n}`,
        metricNamespace: `namespace${n}`,
        metricValue: '1',
      })),
    },
    'InvalidParameterException',
    "1 validation error detected: Value '[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, unit=null, dimensions=null), " +
      "MetricTransformation(metricName=metric2, metricNamespace=namespace2, metricValue=1, defaultValue=null, unit=null, dimensions=null)]' " +
      `at 'metricTransformations' ${failed} Member must have length less than or equal to 1`,
  ],
  [
    'logs',
    'DeleteMetricFilter',
    { logGroupName: 'X'.repeat(513), filterName: 'f' },
    'InvalidParameterException',
    'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
  ],
  [
    'cloudwatch',
    'SetAlarmState',
    { AlarmName: 'a', StateValue: 'INVALID', StateReason: 'r' },
    'ValidationError',
    `1 validation error detected: Value 'INVALID' at 'stateValue' ${failed} ${valueSet} [INSUFFICIENT_DATA, ALARM, OK]`,
  ],
];

describe('a constraint that AWS was recorded to refuse with', () => {
  for (const [id, operation, input, code, message] of recorded) {
    test(`${operation}: ${message.slice(0, 90)}`, async () => {
      const refusal = await refusalOf(id, operation, input);
      assert.deepEqual([refusal?.code, refusal?.statusCode, refusal?.message], [code, 400, message]);
    });
  }
});

test("a function's runtime is left to the operation, which has words of its own for it", async () => {
  const input = { FunctionName: 'f', Role: 'arn:aws:iam::000000000000:role/r', Code: {}, Runtime: 'cobol85' };
  assert.equal(await refusalOf('lambda', 'CreateFunction', input), null);
});

test('the keys and the values of a map are refused with the whole map', async () => {
  const refusal = await refusalOf('logs', 'CreateLogGroup', {
    logGroupName: 'g',
    tags: { 'a"b': 'c', d: 'e' },
  });
  assert.match(
    refusal?.message ?? '',
    /^1 validation error detected: Value '\{a"b=c, d=e\}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: \[Member must have length less than or equal to 128, /,
  );
});

test('a map of secrets is not repeated either (reported)', async () => {
  const refusal = await refusalOf('lambda', 'UpdateFunctionConfiguration', {
    FunctionName: 'f',
    Environment: { Variables: { 'a-b': 'secret' } },
  });
  assert.equal(
    refusal?.message,
    "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: " +
      'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]',
  );
});

test('a secret value is never repeated', async () => {
  const refusal = await refusalOf('iam', 'CreateLoginProfile', { UserName: 'u', Password: '' });
  assert.match(
    refusal?.message ?? '',
    /detected: Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 1/,
  );
});

test('values are printed as Java prints them', async () => {
  const { input } = (await services.lambda.tables()).operation('PutFunctionEventInvokeConfig')!;
  const { shape } = input.members.find(({ name }) => name === 'DestinationConfig')!;
  assert.equal(
    javaText(shape, { OnSuccess: { Destination: 'arn:aws:sqs:a:b:c' } }),
    'DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:sqs:a:b:c), onFailure=null)',
  );
});
