// AWS's own SDK against a running Varco: a function and an API are made, deployed, asked and removed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetSdkTypesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { createVarco } from '../../src/varco.ts';

test('the SDK makes a function and an API, which answers once it may call the function', async (t) => {
  const varco = await createVarco({ warn: () => {} });
  t.after(() => varco.close());
  const client = {
    endpoint: varco.endpoint!,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const gateway = new APIGatewayClient(client);
  const lambda = new LambdaClient(client);
  const code = 'exports.handler = async (event) => ({ statusCode: 200, body: event.httpMethod });';
  const { FunctionArn: functionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'hello',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/hello',
      Code: { ZipFile: zipSync({ 'index.js': [Buffer.from(code), { attrs: 0o644 << 16, os: 3 }] }) },
    }),
  );
  const { id: restApiId, rootResourceId: parentId } = await gateway.send(
    new CreateRestApiCommand({ name: 'hello' }),
  );
  const { id: resourceId } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: 'hello' }),
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
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const url = `${varco.endpoint}/_aws/execute-api/${restApiId}/dev/hello`;
  assert.equal((await fetch(url)).status, 500);
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'hello',
      StatementId: 'gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/*/GET/hello`,
    }),
  );
  const answer = await fetch(url);
  assert.deepEqual([answer.status, await answer.text()], [200, 'GET']);
  await assert.rejects(gateway.send(new GetSdkTypesCommand({})), {
    name: 'NotImplemented',
    message: /GetSdkTypes/,
  });
  await gateway.send(new DeleteRestApiCommand({ restApiId }));
  assert.equal((await fetch(url)).status, 403);
  await lambda.send(new DeleteFunctionCommand({ FunctionName: 'hello' }));
});

test('a web page of another origin does not reach the AWS endpoint', async (t) => {
  const varco = await createVarco({ warn: () => {} });
  t.after(() => varco.close());
  const answer = await fetch(`${varco.endpoint}/restapis`, {
    headers: { origin: 'http://elsewhere.example' },
  });
  assert.equal(answer.status, 403);
});
