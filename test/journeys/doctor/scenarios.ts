// Faults that really happen in Varco, one row each: how to make it, what a client does, the cause that must be named.
import type { WalkOptions } from '../../../src/doctor/collect/walk.ts';
import { accountId, region, uriOf, zipOf, type BrokenApi, type Built, type World } from './broken-api.ts';

export interface Scenario {
  readonly cause: string;
  /** Where several rows have the same cause. */
  readonly title?: string;
  readonly api: BrokenApi;
  readonly beforeDeployment?: (world: World, built: Built) => Promise<void>;
  readonly afterDeployment?: (world: World, built: Built) => Promise<void>;
  /** What a client sends before the doctor comes. */
  readonly requests?: readonly { readonly path?: string; readonly init?: RequestInit }[];
  readonly options?: Partial<WalkOptions>;
  /** Texts that the finding must hold. */
  readonly says?: readonly string[];
}

const node = (body: string): BrokenApi => ({
  files: { 'index.js': `exports.handler = async (event) => { ${body} };` },
});
const module = (source: string): BrokenApi => ({ files: { 'index.js': source } });
const python = (source: string): BrokenApi => ({
  files: { 'app.py': source },
  function: { Runtime: 'python3.12', Handler: 'app.handler' },
});
const handlerOf = (body: string): string => `exports.handler = async (event) => { ${body} };`;

/** The head of an ELF program for another processor. */
function elf(machine: number): Uint8Array {
  const head = Buffer.alloc(128);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);
  head.writeUInt16LE(2, 16);
  head.writeUInt16LE(machine, 18);
  head.writeUInt32LE(1, 20);
  return head;
}
const aarch64 = 183;

const custom = (files: BrokenApi['files']): BrokenApi => ({
  files: files!,
  function: { Runtime: 'provided.al2023', Handler: 'bootstrap' },
});

export const scenarios: readonly Scenario[] = [
  // --- response
  {
    cause: 'response.body-not-string',
    api: node(`return { statusCode: 200, body: { id: 7 } };`),
    says: ['JSON.stringify'],
  },
  { cause: 'response.never-returned', api: node(`({ statusCode: 200 });`) },
  { cause: 'response.unknown-key', api: node(`return { hello: 'world' };`), says: ['hello'] },
  {
    cause: 'response.unknown-key',
    title: 'of payload format 2.0',
    api: node(`return { statusCode: 200, cookies: ['a=b'] };`),
    says: ['cookies'],
  },
  { cause: 'response.not-object', api: node(`return 'fine';`) },
  { cause: 'response.not-object', title: 'an array', api: node(`return [1, 2];`) },
  { cause: 'response.headers-not-object', api: node(`return { statusCode: 200, headers: [['a', 'b']] };`) },
  {
    cause: 'response.header-value-type',
    api: node(`return { statusCode: 200, headers: { a: ['b', 'c'] } };`),
  },
  {
    cause: 'response.multivalueheaders-not-array',
    api: node(`return { statusCode: 200, multiValueHeaders: { a: 'b' } };`),
  },
  { cause: 'response.status-code', api: node(`return { statusCode: 'created' };`) },
  {
    cause: 'response.is-base64-encoded',
    api: node(`return { statusCode: 200, body: '', isBase64Encoded: 'perhaps' };`),
  },
  {
    cause: 'response.stringified-twice',
    api: node(`return JSON.stringify({ statusCode: 200, body: 'fine' });`),
  },
  { cause: 'response.too-large', api: node(`return { statusCode: 200, body: 'x'.repeat(7_000_000) };`) },
  {
    cause: 'response.headers-too-large',
    api: node(`return { statusCode: 200, headers: { a: 'x'.repeat(20_000) } };`),
  },
  {
    cause: 'response.invalid-base64',
    api: {
      ...node(`return { statusCode: 200, body: 'è', isBase64Encoded: true };`),
      api: { binaryMediaTypes: ['image/png'] },
    },
    requests: [{ init: { headers: { accept: 'image/png' } } }],
  },
  {
    cause: 'response.binary-not-decoded',
    api: node(
      `return { statusCode: 200, isBase64Encoded: true, headers: { 'content-type': 'image/png' }, body: 'iVBORw0KGgoAAAANSUhEUg==' };`,
    ),
    says: ['image~1png'],
  },
  {
    cause: 'response.not-serializable',
    api: node(`const a = {}; a.a = a; return a;`),
  },
  {
    cause: 'response.not-serializable',
    title: 'in Python',
    api: python(`def handler(event, context):\n    return {"statusCode": 200, "body": {1, 2}}\n`),
  },
  {
    cause: 'response.malformed-unspecified',
    title: 'where neither log nor test tells the output',
    api: { ...node(`return { oops: 1 };`), dataTrace: false },
    requests: [{}],
    options: { invoke: 'none' },
  },

  {
    cause: 'response.header-illegal',
    api: node(`return { statusCode: 200, headers: { 'x-note': 'one\\ntwo' } };`),
  },

  // --- permission
  {
    cause: 'permission.missing-statement',
    api: { permission: null },
    says: ['add-permission', '/*/GET/thing'],
  },
  {
    cause: 'permission.missing-statement',
    title: 'for a method that no test may run',
    api: { permission: null, method: 'POST' },
    says: ['/*/POST/thing'],
  },
  {
    cause: 'permission.source-arn-mismatch',
    title: 'in its API',
    api: { permission: 'zzzzzzzzzz/*/*' },
    says: ['zzzzzzzzzz'],
  },
  {
    cause: 'permission.source-arn-mismatch',
    title: 'in its method',
    api: {},
    beforeDeployment: async ({ lambda }, { functionName, apiId }) => {
      await lambda.removePermission({ FunctionName: functionName, StatementId: 'gateway' });
      await lambda.addPermission({
        FunctionName: functionName,
        StatementId: 'post-only',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/*/POST/thing`,
      });
    },
    says: ['POST', 'post-only'],
  },
  {
    cause: 'permission.source-arn-mismatch',
    title: 'in its stage, which a test cannot show',
    api: {},
    beforeDeployment: async ({ lambda }, { functionName, apiId }) => {
      await lambda.removePermission({ FunctionName: functionName, StatementId: 'gateway' });
      for (const stage of ['test-invoke-stage', 'prod'])
        await lambda.addPermission({
          FunctionName: functionName,
          StatementId: stage,
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
          SourceArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/*/*`,
        });
    },
  },
  {
    cause: 'permission.qualifier-missing',
    api: { uriSuffix: ':live' },
    beforeDeployment: async ({ lambda }, { functionName }) => {
      await lambda.publishVersion({ FunctionName: functionName });
      await lambda.createAlias({ FunctionName: functionName, Name: 'live', FunctionVersion: '1' });
    },
    says: ['--qualifier live'],
  },
  {
    cause: 'permission.qualifier-missing',
    title: 'named by a stage variable',
    api: { uriSuffix: ':${stageVariables.alias}', stageVariables: { alias: 'live' } },
    beforeDeployment: async ({ lambda }, { functionName }) => {
      await lambda.publishVersion({ FunctionName: functionName });
      await lambda.createAlias({ FunctionName: functionName, Name: 'live', FunctionVersion: '1' });
    },
    says: ['--qualifier live'],
  },

  // --- package
  {
    cause: 'package.missing-module',
    api: module(`require('left-pad'); exports.handler = async () => ({});`),
    says: ['left-pad'],
  },
  {
    cause: 'package.missing-module',
    title: 'in Python',
    api: python(`import requests\n\ndef handler(event, context):\n    return {}\n`),
    says: ['requests'],
  },
  {
    cause: 'package.runtime-removed-module',
    api: module(`require('aws-sdk'); exports.handler = async () => ({});`),
  },
  {
    cause: 'package.unreadable-file',
    api: {
      files: {
        'index.js': `require('./lib'); ${handlerOf('return {};')}`,
        'lib.js': { content: '', mode: 0o600 },
      },
    },
    says: ['lib.js'],
  },
  {
    cause: 'package.unreadable-file',
    title: 'of the handler',
    api: { files: { 'index.js': { content: handlerOf('return {};'), mode: 0o600 } } },
    says: ['index.js'],
  },
  {
    cause: 'package.nested-folder',
    api: { files: { 'function/index.js': handlerOf('return {};'), 'function/package.json': '{}' } },
  },
  {
    cause: 'package.esm-cjs',
    api: {
      files: {
        'index.js': `import fs from 'node:fs'; export const handler = async () => ({});`,
        'package.json': '{"type":"commonjs"}',
      },
    },
  },
  {
    cause: 'package.native-wrong-platform',
    api: {
      files: {
        'index.js': `require('./build/native.node'); ${handlerOf('return {};')}`,
        // A Mach-O library of a Mac.
        'build/native.node': {
          content: Buffer.concat([
            Buffer.from('cffaedfe0700000103000000060000000f000000', 'hex'),
            Buffer.alloc(8192),
          ]),
          mode: 0o755,
        },
      },
    },
  },
  {
    cause: 'package.missing-data-file',
    api: node(
      `return { statusCode: 200, body: require('node:fs').readFileSync('/var/task/prices.csv', 'utf8') };`,
    ),
    says: ['prices.csv'],
  },
  {
    cause: 'package.not-executable',
    api: custom({ bootstrap: { content: '#!/bin/sh\nexit 0\n', mode: 0o644 } }),
  },
  { cause: 'package.crlf', api: custom({ bootstrap: { content: '#!/bin/sh\r\nexit 0\r\n', mode: 0o755 } }) },
  { cause: 'package.wrong-architecture', api: custom({ bootstrap: { content: elf(aarch64), mode: 0o755 } }) },

  {
    cause: 'package.native-wrong-platform',
    title: 'read in a package that no test may run',
    api: {
      method: 'POST',
      files: {
        'index.js': `require('./build/native.node'); ${handlerOf('return {};')}`,
        'build/native.node': { content: elf(aarch64), mode: 0o755 },
      },
    },
  },
  {
    cause: 'package.unreadable-file',
    title: 'read in a package that no test may run',
    api: { method: 'POST', files: { 'index.js': { content: handlerOf('return {};'), mode: 0o600 } } },
  },

  // --- handler
  {
    cause: 'handler.module-not-found',
    title: 'of a method that no test may run',
    api: { method: 'DELETE', function: { Handler: 'indx.handler' } },
  },
  { cause: 'handler.module-not-found', api: { function: { Handler: 'app.handler' } }, says: ['app'] },
  { cause: 'handler.not-found', api: { function: { Handler: 'index.main' } }, says: ['main'] },
  { cause: 'handler.malformed-name', api: { function: { Handler: 'index' } } },
  {
    cause: 'handler.wrong-runtime',
    api: {
      ...python('def handler(event, context):\n    return {}\n'),
      function: { Runtime: 'nodejs24.x', Handler: 'app.handler' },
    },
  },
  { cause: 'handler.bootstrap-missing', api: custom({ 'main.sh': { content: '#!/bin/sh\n', mode: 0o755 } }) },
  {
    cause: 'handler.callback-unsupported',
    api: module(`exports.handler = (event, context, callback) => callback(null, {});`),
  },

  // --- init
  { cause: 'init.syntax-error', api: module(`exports.handler = async () => { return { };`) },
  {
    cause: 'init.exception',
    api: module(`throw new Error('no configuration'); exports.handler = async () => ({});`),
  },
  {
    cause: 'init.env-missing',
    api: python(`import os\nTABLE = os.environ["TABLE"]\n\ndef handler(event, context):\n    return {}\n`),
    says: ['TABLE'],
  },

  // --- runtime
  {
    cause: 'runtime.unhandled-exception',
    api: node(`throw new TypeError('the dish has no price');`),
    says: ['the dish has no price'],
  },
  {
    cause: 'runtime.event-shape',
    api: node(`return { statusCode: 200, body: event.queryStringParameters.name };`),
    says: ['queryStringParameters'],
  },
  {
    cause: 'runtime.error-returned',
    api: {
      ...module(`exports.handler = (event, context, callback) => callback(new Error('sold out'));`),
      function: { Runtime: 'nodejs22.x' },
    },
  },
  { cause: 'runtime.exit', api: node(`process.exit(3);`) },
  {
    cause: 'runtime.timeout',
    api: { ...node(`await new Promise((done) => setTimeout(done, 60_000));`), function: { Timeout: 1 } },
  },
  {
    cause: 'runtime.timeout-event-loop',
    api: {
      ...module(
        `exports.handler = (event, context, callback) => { setInterval(() => {}, 1000); console.log('answered'); callback(null, { statusCode: 200 }); };`,
      ),
      function: { Runtime: 'nodejs22.x', Timeout: 1 },
    },
  },
  {
    cause: 'runtime.unhandled-rejection',
    api: node(
      `Promise.reject(new Error('lost')); await new Promise((done) => setTimeout(done, 500)); return {};`,
    ),
  },
  {
    cause: 'runtime.read-only-filesystem',
    api: node(`require('node:fs').writeFileSync('/var/task/cache', ''); return {};`),
  },
  {
    cause: 'runtime.iam-denied',
    api: node(
      `throw Object.assign(new Error('User: arn:aws:sts::000000000000:assumed-role/function/f is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/orders because no identity-based policy allows the dynamodb:GetItem action'), { name: 'AccessDeniedException' });`,
    ),
    says: ['dynamodb:GetItem'],
  },
  {
    cause: 'runtime.env-missing',
    api: python(
      `import os\n\ndef handler(event, context):\n    return {"statusCode": 200, "body": os.environ["TABLE"]}\n`,
    ),
    says: ['TABLE'],
  },
  {
    cause: 'runtime.out-of-memory',
    api: {
      ...node(`const kept = []; for (;;) kept.push(Buffer.alloc(8_000_000, 1));`),
      function: { MemorySize: 128 },
    },
  },
  {
    cause: 'runtime.throttled',
    api: {},
    beforeDeployment: async ({ lambda }, { functionName }) => {
      await lambda.putFunctionConcurrency({ FunctionName: functionName, ReservedConcurrentExecutions: 0 });
    },
    says: ['delete-function-concurrency'],
  },
  {
    cause: 'runtime.downstream-error',
    api: node(`console.error('the kitchen answers 503'); return { statusCode: 502, body: 'upstream' };`),
  },

  // --- integration
  { cause: 'integration.http-method-not-post', api: { integration: { integrationHttpMethod: 'GET' } } },
  {
    cause: 'integration.timeout',
    api: {
      ...node(`await new Promise((done) => setTimeout(done, 1500)); return {};`),
      integration: { timeoutInMillis: 100 },
    },
  },
  {
    cause: 'integration.function-not-found',
    api: {},
    beforeDeployment: async ({ lambda }, { functionName }) => {
      await lambda.deleteFunction({ FunctionName: functionName });
    },
  },
  {
    cause: 'integration.stage-variable-unset',
    api: { uriSuffix: ':${stageVariables.alias}' },
    says: ['alias'],
  },
  {
    cause: 'integration.stale-deployment',
    title: 'whose function is gone',
    api: {},
    afterDeployment: async ({ lambda, gateway }, { functionName, apiId, resourceId }) => {
      const { FunctionArn } = await lambda.createFunction({
        FunctionName: `${functionName}-renamed`,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: `arn:aws:iam::${accountId}:role/function`,
        Code: { ZipFile: zipOf({ 'index.js': handlerOf(`return { statusCode: 200 };`) }) },
      });
      await lambda.addPermission({
        FunctionName: `${functionName}-renamed`,
        StatementId: 'gateway',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      });
      await lambda.deleteFunction({ FunctionName: functionName });
      await gateway.updateIntegration({
        restApiId: apiId,
        resourceId,
        httpMethod: 'GET',
        patchOperations: [{ op: 'replace', path: '/uri', value: uriOf(FunctionArn!) }],
      });
    },
    says: ['create-deployment', 'renamed'],
  },
  {
    cause: 'integration.stale-deployment',
    title: 'that lacks a route',
    api: {},
    afterDeployment: async ({ gateway }, { apiId, functionArn, resourceId }) => {
      const { id } = await gateway.createResource({
        restApiId: apiId,
        parentId: resourceId,
        pathPart: 'new',
      });
      const method = { restApiId: apiId, resourceId: id, httpMethod: 'GET' };
      await gateway.putMethod({ ...method, authorizationType: 'NONE' });
      await gateway.putIntegration({
        ...method,
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: uriOf(functionArn),
      });
    },
    says: ['GET /thing/new'],
  },
  { cause: 'integration.route-not-found', api: {}, options: { path: '/nothing', method: 'GET' } },
  {
    cause: 'integration.route-not-found',
    title: 'of a root that {proxy+} does not match',
    api: { path: '/{proxy+}', method: 'ANY' },
    options: { path: '/', method: 'GET' },
  },
  { cause: 'integration.stage-not-found', api: {}, options: { stage: 'production' } },
  {
    cause: 'integration.non-proxy',
    api: { ...node(`return event.requestContext.http.path;`), integration: { type: 'AWS' } },
    beforeDeployment: async ({ gateway }, { apiId, resourceId }) => {
      const method = { restApiId: apiId, resourceId, httpMethod: 'GET', statusCode: '200' };
      await gateway.putMethodResponse(method);
      await gateway.putIntegrationResponse(method);
    },
  },
  {
    cause: 'integration.authorizer-failure',
    api: {},
    beforeDeployment: async ({ gateway, lambda }, { functionName, apiId, resourceId }) => {
      const { FunctionArn } = await lambda.createFunction({
        FunctionName: `${functionName}-authorizer`,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: `arn:aws:iam::${accountId}:role/function`,
        Code: { ZipFile: zipOf({ 'index.js': handlerOf(`return null;`) }) },
      });
      await lambda.addPermission({
        FunctionName: `${functionName}-authorizer`,
        StatementId: 'gateway',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      });
      const { id } = await gateway.createAuthorizer({
        restApiId: apiId,
        name: 'guard',
        type: 'TOKEN',
        identitySource: 'method.request.header.Authorization',
        authorizerUri: uriOf(FunctionArn!),
      });
      await gateway.updateMethod({
        restApiId: apiId,
        resourceId,
        httpMethod: 'GET',
        patchOperations: [
          { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
          { op: 'replace', path: '/authorizerId', value: id! },
        ],
      });
    },
    options: { headers: { Authorization: 'token' } },
  },

  // --- gateway
  { cause: 'gateway.api-key', api: { methodSettings: { apiKeyRequired: true } } },
  {
    cause: 'gateway.resource-policy-deny',
    api: {
      api: {
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 'execute-api:Invoke',
              Resource: 'execute-api:/*',
              Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
            },
          ],
        }),
      },
    },
  },
  {
    cause: 'gateway.throttled',
    api: {},
    afterDeployment: async ({ gateway }, { apiId }) => {
      await gateway.updateStage({
        restApiId: apiId,
        stageName: 'dev',
        patchOperations: [
          { op: 'replace', path: '/*/*/throttling/rateLimit', value: '0' },
          { op: 'replace', path: '/*/*/throttling/burstLimit', value: '0' },
        ],
      });
    },
  },

  // --- client
  {
    cause: 'client.cors-masks-error',
    title: 'beside the cause that it masks',
    api: node(`throw new Error('hidden');`),
    beforeDeployment: async ({ gateway }, { apiId, resourceId }) => {
      const method = { restApiId: apiId, resourceId, httpMethod: 'OPTIONS' };
      await gateway.putMethod({ ...method, authorizationType: 'NONE' });
      await gateway.putIntegration({
        ...method,
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode":200}' },
      });
      await gateway.putMethodResponse({ ...method, statusCode: '200' });
      await gateway.putIntegrationResponse({ ...method, statusCode: '200' });
    },
  },
];
