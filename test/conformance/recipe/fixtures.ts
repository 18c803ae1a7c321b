// The fixtures that recipes set up: APIs, functions, roles, log groups, echo servers.
import type { Cleanup } from '../cleanup.ts';
import { until } from '../create-function.ts';
import { packageOf } from '../function-code/package.ts';
import type { Behaviour } from '../replayable-case.ts';
import type { Target } from '../target.ts';
import { archive } from './archive.ts';
import { NotReplayable } from './not-replayable.ts';
import { pythonJson, type Members } from './python.ts';
import { randomSuffix } from './values.ts';
import type { Call } from './sdk-calls.ts';

export interface FixtureContext {
  readonly target: Target;
  readonly call: Call;
  readonly cleanup: Cleanup;
  /** Of the case. */
  readonly id: string;
  readonly variant: string | null;
}

type Fixture = (given: Members, context: FixtureContext) => Promise<unknown>;

export const fixtures: Readonly<Record<string, Fixture>> = {
  create_rest_apigw: async (given, { call }) => {
    const api = await call('apigateway.CreateRestApi', { name: `api-${randomSuffix()}`, ...given });
    return [api['id'], api['name'], api['rootResourceId']];
  },
  create_lambda_function_aws: async (given, context) => active(given, context),
  create_lambda_function: async (given, context) => {
    const created = await active(await functionInput(given, context), context);
    return { CreateEventSourceMappingResponse: null, CreateFunctionResponse: created };
  },
  create_role_with_policy: async (_given, { target }) => {
    const arn = await target.roles.assumableBy('apigateway');
    return [arn.slice(arn.lastIndexOf('/') + 1), arn];
  },
  logs_create_log_group: async (given, { call, target }) => {
    const logGroupName = `log-group-${randomSuffix()}`;
    await call('logs.CreateLogGroup', { logGroupName, ...given });
    return `arn:${target.partition}:logs:${target.region}:${target.accountId}:log-group:${logGroupName}:*`;
  },
  apigw_create_api_key: async (given, { call, cleanup }) => {
    const key = await call('apigateway.CreateApiKey', given);
    cleanup.later('an API key', () => call('apigateway.DeleteApiKey', { apiKey: key['id'] }));
    return key;
  },
  create_rest_api_with_integration: apiWithIntegration,
  create_echo_http_server: echoServer,
  'multiruntime_lambda.create_function': functionOfAnyRuntime,
  _create_mock_integration_with_200_response_template: mockIntegration,
};

/** Fixtures that recorded tests name as if they were variables, and what they make by name. */
export const ambientFixtures: Readonly<Record<string, (context: FixtureContext) => Promise<Members>>> = {
  echo_http_server_post: async (context) => ({
    echo_http_server_post: `${await echoServer({ json: true }, context)}/post`,
  }),
  logs_log_stream: async (context) => {
    const names = await logGroup(context);
    const logStreamName = `stream-${randomSuffix()}`;
    await context.call('logs.CreateLogStream', { logGroupName: names.logs_log_group, logStreamName });
    return { ...names, logs_log_stream: logStreamName };
  },
  logs_log_group: logGroup,
  s3_bucket: async ({ call }) => {
    const Bucket = `bucket-${randomSuffix()}`;
    await call('s3.CreateBucket', { Bucket });
    return { s3_bucket: Bucket };
  },
};

async function logGroup({ call }: FixtureContext): Promise<{ readonly logs_log_group: string }> {
  const logGroupName = `log-group-${randomSuffix()}`;
  await call('logs.CreateLogGroup', { logGroupName });
  return { logs_log_group: logGroupName };
}

/** The behaviour that the test of every runtime asks for, by the test's name. */
const scenarios: readonly (readonly [RegExp, Behaviour])[] = [
  [/echo/, { type: 'returnsEvent' }],
  [/uncaught_exception/, { type: 'throws', errorMessageFromEvent: 'error_msg' }],
];

async function functionOfAnyRuntime(given: Members, context: FixtureContext): Promise<unknown> {
  const { id, variant, target } = context;
  const behaviour = scenarios.find(([name]) => name.test(id))?.[1];
  if (behaviour === undefined || variant === null)
    throw new NotReplayable('the function of another scenario');
  if (variant.startsWith('provided')) throw new NotReplayable(`the program that was recorded for ${variant}`);
  const { zip, handler } = packageOf({ runtime: variant, handler: '(fixture)', behaviour }, null);
  return active(
    {
      FunctionName: target.uniqueName(),
      Runtime: variant,
      Handler: handler,
      Role: await target.roles.assumableBy('lambda'),
      Code: { ZipFile: zip },
      ...given,
    },
    context,
  );
}

async function mockIntegration({ args }: Members, { call }: FixtureContext): Promise<null> {
  // The first one is the client.
  const [, restApiId, resourceId, httpMethod, template] = args as readonly unknown[];
  const method = { restApiId, resourceId, httpMethod };
  const json = (value: string): Members => ({ 'application/json': value });
  await call('apigateway.PutMethod', { ...method, authorizationType: 'NONE' });
  await call('apigateway.PutMethodResponse', { ...method, statusCode: '200' });
  const requestTemplates = json('{"statusCode": 200}');
  await call('apigateway.PutIntegration', { ...method, type: 'MOCK', requestTemplates });
  const responseTemplates = json(pythonJson(template));
  await call('apigateway.PutIntegrationResponse', { ...method, statusCode: '200', responseTemplates });
  return null;
}

const echoSource = `import json


def handler(event, context):
    http = event["requestContext"]["http"]
    trim = TRIM
    headers = {name: value for name, value in event["headers"].items() if not (trim and name.startswith("x-"))}
    answer = JSON_MEMBER
    return {
        "statusCode": 200,
        "body": json.dumps({
            **answer,
            "args": event.get("queryStringParameters") or {},
            "data": event.get("body") or "",
            "domain": event["requestContext"]["domainName"],
            "headers": headers,
            "method": http["method"],
            "origin": http["sourceIp"],
            "path": http["path"],
        }),
    }
`;

/** A function URL, without its last slash, that answers what it was asked. */
async function echoServer(given: Members, context: FixtureContext): Promise<string> {
  const { call, target } = context;
  const FunctionName = target.uniqueName();
  const source = echoSource
    .replace('TRIM', given['trim_x_headers'] === true ? 'True' : 'False')
    .replace(
      'JSON_MEMBER',
      given['json'] === true ? '{"json": json.loads(event.get("body") or "null")}' : '{}',
    );
  await active(
    await functionInput({ func_name: FunctionName, runtime: 'python3.12', handler_file: source }, context),
    context,
  );
  const { FunctionUrl } = await call('lambda.CreateFunctionUrlConfig', { FunctionName, AuthType: 'NONE' });
  await call('lambda.AddPermission', {
    FunctionName,
    StatementId: 'url',
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  });
  return String(FunctionUrl).replace(/\/$/, '');
}

/** What the fixture `create_lambda_function` makes of its arguments. */
async function functionInput(given: Members, { target }: FixtureContext): Promise<Members> {
  const {
    func_name,
    runtime,
    handler,
    handler_file,
    zip_file,
    envvars,
    role,
    timeout,
    client: _client,
    ...more
  } = given;
  const Runtime = typeof runtime === 'string' ? runtime : 'python3.12';
  return {
    FunctionName: func_name ?? target.uniqueName(),
    Runtime,
    Handler: handler ?? (Runtime.startsWith('nodejs') ? 'index.handler' : 'handler.handler'),
    Timeout: timeout ?? 30,
    MemorySize: 128,
    Role: role ?? (await target.roles.assumableBy('lambda')),
    Environment: { Variables: envvars ?? {} },
    Code: {
      ZipFile: archive(zip_file ?? handler_file, Runtime, typeof handler === 'string' ? handler : undefined),
    },
    ...more,
  };
}

async function active(input: Members, { call, cleanup }: FixtureContext): Promise<Members> {
  const created = await call('lambda.CreateFunction', input);
  const FunctionName = created['FunctionName'];
  cleanup.later(`function ${String(FunctionName)}`, () => call('lambda.DeleteFunction', { FunctionName }));
  await until(
    async () => (await call('lambda.GetFunctionConfiguration', { FunctionName }))['State'] !== 'Pending',
  );
  return created;
}

async function apiWithIntegration(given: Members, { call }: FixtureContext): Promise<unknown> {
  const {
    path_part = 'test',
    pathPart = path_part,
    integration_type = 'AWS',
    credentials,
    integration_uri,
    uri = integration_uri,
  } = given;
  const {
    req_templates,
    req_parameters = {},
    res_templates,
    integration_req_method = 'POST',
    stage = 'local',
  } = given;
  const api = await call('apigateway.CreateRestApi', {
    name: `api-${randomSuffix()}`,
    endpointConfiguration: { types: ['REGIONAL'] },
  });
  const restApiId = api['id'];
  const resource = await call('apigateway.CreateResource', {
    restApiId,
    parentId: api['rootResourceId'],
    pathPart,
  });
  const method = { restApiId, resourceId: resource['id'], httpMethod: 'POST' };
  const parameters = Object.values(req_parameters as Members).map((name) => [String(name), true]);
  await call('apigateway.PutMethod', {
    ...method,
    authorizationType: 'NONE',
    requestParameters: Object.fromEntries(parameters) as unknown,
  });
  await call('apigateway.PutIntegration', {
    ...method,
    integrationHttpMethod: integration_req_method,
    type: integration_type,
    uri,
    credentials,
    requestTemplates: req_templates,
    requestParameters: req_parameters,
  });
  await call('apigateway.PutMethodResponse', { ...method, statusCode: '200' });
  await call('apigateway.PutIntegrationResponse', {
    ...method,
    statusCode: '200',
    responseTemplates: res_templates ?? { 'application/json': "$input.json('$')" },
  });
  await call('apigateway.CreateDeployment', { restApiId, stageName: stage });
  return restApiId;
}
