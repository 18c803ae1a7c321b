// What was acknowledged outlasts the process, however it ends: the built command on a data folder, killed and started again.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetRestApisCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  LambdaClient,
  ListFunctionsCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'varco-restart-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

function start(t: TestContext, ...args: readonly string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    [join(root, 'bin/varco.mjs'), 'start', '--port', '0', '--json', ...args],
    {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  return child;
}

async function endpointOf(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout!) {
    text += String(chunk);
    if (text.includes('\n')) return (JSON.parse(text) as { endpoint: string }).endpoint;
  }
  throw new Error('it ended before it was ready');
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', resolve));

function clients(endpoint: string, region: string) {
  const client = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return { gateway: new APIGatewayClient(client), lambda: new LambdaClient(client) };
}

const zipOf = (body: string): Uint8Array =>
  zipSync({
    'index.js': [
      Buffer.from(`exports.handler = async () => ({ statusCode: 200, body: '${body}' });`),
      { attrs: 0o644 << 16, os: 3 },
    ],
  });

/** An API whose root calls the alias `live` of a function with two versions. @returns the API's id */
async function createApi(endpoint: string, region: string): Promise<string> {
  const { gateway, lambda } = clients(endpoint, region);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'hello',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/hello',
      Code: { ZipFile: zipOf(`first of ${region}`) },
      Publish: true,
    }),
  );
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'hello', ZipFile: zipOf('second') }));
  await lambda.send(new PublishVersionCommand({ FunctionName: 'hello' }));
  const { AliasArn } = await lambda.send(
    new CreateAliasCommand({ FunctionName: 'hello', Name: 'live', FunctionVersion: '1' }),
  );
  const { id: restApiId, rootResourceId: resourceId } = await gateway.send(
    new CreateRestApiCommand({ name: 'hello' }),
  );
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await gateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${AliasArn}/invocations`,
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'hello',
      Qualifier: 'live',
      StatementId: 'gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:${region}:000000000000:${restApiId}/*/GET/`,
    }),
  );
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  return restApiId!;
}

async function ask(endpoint: string, apiId: string): Promise<string> {
  const answer = await fetch(`${endpoint}/_aws/execute-api/${apiId}/dev`);
  return `${answer.status} ${await answer.text()}`;
}

test('APIs, deployments, functions, versions, permissions and code are there after kill -9, in every region', async (t) => {
  const data = join(await folder(t), 'data');
  const first = start(t, '--data', data);
  const before = await endpointOf(first);
  const home = await createApi(before, 'us-east-1');
  const other = await createApi(before, 'eu-south-1');
  assert.equal(await ask(before, home), '200 first of us-east-1');
  first.kill('SIGKILL');
  await ended(first);

  const second = start(t, '--data', data);
  const after = await endpointOf(second);
  assert.equal(await ask(after, home), '200 first of us-east-1');
  assert.equal(await ask(after, other), '200 first of eu-south-1');
  for (const region of ['us-east-1', 'eu-south-1']) {
    const { gateway, lambda } = clients(after, region);
    const { items } = await gateway.send(new GetRestApisCommand({}));
    assert.deepEqual(
      items?.map(({ id }) => id),
      [region === 'us-east-1' ? home : other],
    );
    const { Functions } = await lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
    assert.deepEqual(
      Functions?.map(({ FunctionArn }) => FunctionArn?.split(':').slice(3).join(':')),
      ['$LATEST', '1', '2'].map((version) => `${region}:000000000000:function:hello:${version}`),
    );
  }
  second.kill('SIGTERM');
  assert.equal(await ended(second), 0);
});

test('a data folder serves one process at a time, and the second is told in one sentence', async (t) => {
  const data = join(await folder(t), 'data');
  const first = start(t, '--data', data);
  await endpointOf(first);
  const second = start(t, '--data', data);
  let said = '';
  second.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  assert.equal(await ended(second), 2);
  assert.match(said, /is in use by another process: stop that one, or choose another folder with --data/);
  assert.equal(said.trim().split('\n').length, 1);
});

test('the data folder keeps itself out of repositories, and --ephemeral makes none', async (t) => {
  const path = await folder(t);
  const child = start(t, '--data', join(path, 'data'));
  await endpointOf(child);
  assert.equal(await readFile(join(path, 'data', '.gitignore'), 'utf8'), '*\n');
  const ephemeral = start(t, '--data', join(path, 'none'), '--ephemeral');
  await endpointOf(ephemeral);
  await assert.rejects(readFile(join(path, 'none', '.gitignore')), { code: 'ENOENT' });
});
