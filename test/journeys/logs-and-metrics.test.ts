// AWS's own SDK reads what a request left behind: execution log, access log, function log and metrics, also after a restart.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { createVarco, type Varco } from '../../src/varco.ts';

const accessFormat =
  '$context.requestId $context.httpMethod $context.resourcePath $context.status $context.integrationStatus';
const code = `exports.handler = async (event) => {
  console.log(JSON.stringify({ pet: event.pathParameters.id, size: 7 }));
  if (event.pathParameters.id === 'fail') throw new Error('no such pet');
  return { statusCode: 200, body: 'woof' };
};`;

function clientsOf({ endpoint }: Varco) {
  const client = {
    endpoint: endpoint!,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    gateway: new APIGatewayClient(client),
    lambda: new LambdaClient(client),
    logs: new CloudWatchLogsClient(client),
    metrics: new CloudWatchClient(client),
  };
}

type Clients = ReturnType<typeof clientsOf>;

/** `GET /pets/{id}` in stage dev, with everything logged. @returns the id of its API */
async function deployPets({ gateway, lambda, logs }: Clients): Promise<string> {
  const { FunctionArn: functionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'pets',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/pets',
      Code: { ZipFile: zipSync({ 'index.js': [Buffer.from(code), { attrs: 0o644 << 16, os: 3 }] }) },
    }),
  );
  const { id, rootResourceId } = await gateway.send(new CreateRestApiCommand({ name: 'petstore' }));
  const restApiId = id!;
  const { id: pets } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: 'pets' }),
  );
  const { id: resourceId } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId: pets, pathPart: '{id}' }),
  );
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await gateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'pets',
      StatementId: 'gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/*/*`,
    }),
  );
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'accesses' }));
  const settings = {
    '/*/*/logging/loglevel': 'INFO',
    '/*/*/logging/dataTrace': 'true',
    '/*/*/metrics/enabled': 'true',
    '/accessLogSettings/destinationArn': 'arn:aws:logs:us-east-1:000000000000:log-group:accesses',
    '/accessLogSettings/format': accessFormat,
  };
  const patchOperations = Object.entries(settings).map(([path, value]) => ({
    op: 'replace' as const,
    path,
    value,
  }));
  await gateway.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));
  return restApiId;
}

async function messages({ logs }: Clients, logGroupName: string, filterPattern?: string): Promise<string[]> {
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
  return events!.map(({ message }) => message!.trimEnd());
}

async function sumsOf(
  { metrics }: Clients,
  namespace: string,
  dimensions: Record<string, string>,
  names: readonly string[],
): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const MetricName of names) {
    const { Datapoints } = await metrics.send(
      new GetMetricStatisticsCommand({
        Namespace: namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 60,
        Statistics: ['Sum'],
      }),
    );
    sums[MetricName] = Datapoints!.reduce((sum, { Sum }) => sum + Sum!, 0);
  }
  return sums;
}

test('requests leave execution logs, access logs, function logs and metrics, which outlast a restart', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'varco-logs-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  let varco = await createVarco({ data, warn: () => {} });
  t.after(() => varco.close());
  let clients = clientsOf(varco);
  const restApiId = await deployPets(clients);
  const group = `API-Gateway-Execution-Logs_${restApiId}/dev`;
  await clients.logs.send(
    new PutMetricFilterCommand({
      logGroupName: 'accesses',
      filterName: 'failures',
      filterPattern: '[requestId, method, path, status=5*, ...]',
      metricTransformations: [{ metricName: 'Failures', metricNamespace: 'Pets', metricValue: '1' }],
    }),
  );

  const url = `${varco.endpoint}/_aws/execute-api/${restApiId}/dev/pets`;
  const answers = [await fetch(`${url}/rex`), await fetch(`${url}/fail`)];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 502],
  );
  const [ok, failed] = answers.map(({ headers }) => headers.get('x-amzn-requestid')!);

  await clients.lambda.send(
    new InvokeCommand({ FunctionName: 'pets', Payload: Buffer.from('{"pathParameters":{}}') }),
  );

  const checkLogs = async (): Promise<void> => {
    const execution = await messages(clients, group, `"${ok}"`);
    assert.equal(execution[0], `(${ok}) Extended Request Id: ${answers[0]!.headers.get('x-amz-apigw-id')}`);
    assert.ok(execution.includes(`(${ok}) HTTP Method: GET, Resource Path: /pets/rex`));
    assert.ok(execution.includes(`(${ok}) Method completed with status: 200`));
    assert.equal((await messages(clients, group, '"customer function error: no such pet"')).length, 1);
    assert.deepEqual(await messages(clients, 'accesses'), [
      `${ok} GET /pets/{id} 200 200`,
      `${failed} GET /pets/{id} 502 200`,
    ]);
    assert.equal((await messages(clients, '/aws/lambda/pets', '"START RequestId"')).length, 3);
    assert.equal((await messages(clients, '/aws/lambda/pets', '?rex ?nobody')).length, 1);
  };
  await checkLogs();

  const { logStreams } = await clients.logs.send(
    new DescribeLogStreamsCommand({ logGroupName: group, orderBy: 'LastEventTime', descending: true }),
  );
  assert.match(logStreams![0]!.logStreamName!, /^[0-9a-f]{32}$/);
  const page = {
    logGroupName: group,
    logStreamName: logStreams![0]!.logStreamName!,
    limit: 5,
    startFromHead: true,
  };
  const all = await messages(clients, group);
  const read: string[] = [];
  let nextToken: string | undefined;
  for (;;) {
    const { events, nextForwardToken } = await clients.logs.send(
      new GetLogEventsCommand({ ...page, nextToken }),
    );
    read.push(...events!.map(({ message }) => message!.trimEnd()));
    if (nextForwardToken === nextToken) break;
    nextToken = nextForwardToken!;
  }
  assert.deepEqual(read, all);

  const ofApi = ['Count', '4XXError', '5XXError'];
  const detailed = { ApiName: 'petstore', Stage: 'dev', Method: 'GET', Resource: '/pets/{id}' };
  const checkMetrics = async (): Promise<void> => {
    for (const dimensions of [{ ApiName: 'petstore' }, { ApiName: 'petstore', Stage: 'dev' }, detailed]) {
      assert.deepEqual(await sumsOf(clients, 'AWS/ApiGateway', dimensions, ofApi), {
        Count: 2,
        '4XXError': 0,
        '5XXError': 1,
      });
    }
    const functionMetrics = ['Invocations', 'Errors', 'Throttles'];
    assert.deepEqual(await sumsOf(clients, 'AWS/Lambda', { FunctionName: 'pets' }, functionMetrics), {
      Invocations: 3,
      Errors: 1,
      Throttles: 0,
    });
    assert.deepEqual(await sumsOf(clients, 'Pets', {}, ['Failures']), { Failures: 1 });
  };
  await checkMetrics();
  const { MetricDataResults } = await clients.metrics.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 60_000),
      MetricDataQueries: ['Latency', 'IntegrationLatency'].map((MetricName) => ({
        Id: MetricName.toLowerCase(),
        MetricStat: {
          Metric: {
            Namespace: 'AWS/ApiGateway',
            MetricName,
            Dimensions: [{ Name: 'ApiName', Value: 'petstore' }],
          },
          Period: 3600,
          Stat: 'p90',
        },
      })),
    }),
  );
  const [latency, integrationLatency] = MetricDataResults!.map(({ Values }) => Values![0]!);
  assert.ok(integrationLatency! > 0 && latency! >= integrationLatency!);

  await varco.close();
  varco = await createVarco({ data, warn: () => {} });
  clients = clientsOf(varco);
  await checkLogs();
  await checkMetrics();
  const { logGroups } = await clients.logs.send(new DescribeLogGroupsCommand({}));
  assert.deepEqual(
    logGroups!.map(({ logGroupName }) => logGroupName),
    ['/aws/lambda/pets', group, 'accesses'],
  );
  const { Metrics } = await clients.metrics.send(new ListMetricsCommand({ Namespace: 'Pets' }));
  assert.deepEqual(Metrics, [{ Namespace: 'Pets', MetricName: 'Failures', Dimensions: [] }]);
});

test('a stage that logs nothing leaves no execution log', async (t) => {
  const varco = await createVarco({ warn: () => {} });
  t.after(() => varco.close());
  const clients = clientsOf(varco);
  const restApiId = await deployPets(clients);
  await clients.gateway.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [{ op: 'replace', path: '/*/*/logging/loglevel', value: 'OFF' }],
    }),
  );
  await fetch(`${varco.endpoint}/_aws/execute-api/${restApiId}/dev/pets/rex`);
  const { logGroups } = await clients.logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: 'API-Gateway-Execution-Logs_' }),
  );
  assert.deepEqual(logGroups, []);
});
