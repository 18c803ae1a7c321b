// The AWS CLI, where the machine has it: its own way of speaking each protocol, against the endpoint.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { AwsError } from '../../core/errors.ts';
import type { TestEndpoint } from './testing/endpoint.ts';
import { listenWith } from './testing/endpoint.ts';
import { testKey } from './testing/sdk-clients.ts';

const present = spawnSync('aws', ['--version']).status === 0;
const run = promisify(execFile);

describe(
  'the AWS CLI',
  { skip: present ? false : 'the AWS CLI is not on this machine', concurrency: 2 },
  () => {
    let endpoint: TestEndpoint;
    const inputs = new Map<string, unknown>();

    before(async () => {
      const answer = (name: string, output: object) => ({
        [name]: (input: unknown): object => {
          inputs.set(name, input);
          return output;
        },
      });
      endpoint = await listenWith({
        services: {
          apigateway: answer('GetRestApis', {
            items: [
              { id: 'abc', name: 'é', createdDate: new Date('2026-01-02T03:04:05Z'), tags: { a: 'b' } },
            ],
          }),
          lambda: {
            ...answer('CreateFunction', { FunctionName: 'f', State: 'Active', CodeSize: 3 }),
            ...answer('Invoke', {
              StatusCode: 200,
              Payload: Buffer.from('{"ok":true}'),
              ExecutedVersion: '$LATEST',
            }),
            GetFunction: () => {
              throw new AwsError('ResourceNotFoundException', 404, 'Function not found: f', { Type: 'User' });
            },
          },
          logs: answer('FilterLogEvents', { events: [{ message: 'hello', timestamp: 1_767_323_045_123 }] }),
          cloudwatch: {
            ...answer('PutMetricData', {}),
            ...answer('GetMetricStatistics', {
              Label: 'Count',
              Datapoints: [{ Timestamp: new Date('2026-01-02T03:04:00Z'), Sum: 1.5, Unit: 'Count' }],
            }),
          },
          iam: answer('CreateRole', {
            Role: {
              Path: '/',
              RoleName: 'r',
              RoleId: 'i',
              Arn: 'a',
              CreateDate: new Date('2026-01-02T03:04:05Z'),
            },
          }),
          sts: answer('GetCallerIdentity', {
            UserId: 'u',
            Account: '000000000000',
            Arn: 'arn:aws:iam::000000000000:root',
          }),
        },
        requireAuth: (id) => (id === testKey.accessKeyId ? testKey : null),
      });
    });

    after(() => endpoint.close());

    async function aws(...args: readonly string[]): Promise<string> {
      const { stdout } = await run('aws', ['--endpoint-url', endpoint.url, '--output', 'json', ...args], {
        env: {
          PATH: process.env.PATH,
          HOME: '/nonexistent',
          AWS_ACCESS_KEY_ID: testKey.accessKeyId,
          AWS_SECRET_ACCESS_KEY: testKey.secretAccessKey,
          AWS_DEFAULT_REGION: 'eu-south-1',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_PAGER: '',
        },
      });
      return stdout;
    }

    test('lists what API Gateway calls item', async () => {
      const { items } = JSON.parse(await aws('apigateway', 'get-rest-apis')) as {
        items: { name: string; tags: object }[];
      };
      assert.deepEqual([items[0]?.name, items[0]?.tags], ['é', { a: 'b' }]);
    });

    test("sends a function's code and invokes it", async () => {
      const zip = zipSync({ 'index.js': strToU8('exports.handler = async () => 1;') });
      const folder = await mkdtemp(join(tmpdir(), 'varco-cli-'));
      await writeFile(join(folder, 'code.zip'), zip);
      const code = ['--zip-file', `fileb://${join(folder, 'code.zip')}`];
      const role = ['--role', 'arn:aws:iam::000000000000:role/r'];
      await aws(
        'lambda',
        'create-function',
        '--function-name',
        'f',
        '--runtime',
        'nodejs24.x',
        '--handler',
        'i.h',
        ...role,
        ...code,
      );
      const { Code } = inputs.get('CreateFunction') as { Code: { ZipFile: Uint8Array } };
      assert.ok(Buffer.from(zip).equals(Code.ZipFile));
      // Version 1 takes the payload as it is, version 2 as base64 unless it is read from a file.
      await writeFile(join(folder, 'event.json'), '{"a":1}');
      const payload = ['--payload', `fileb://${join(folder, 'event.json')}`];
      await aws('lambda', 'invoke', '--function-name', 'f', ...payload, join(folder, 'answer.json'));
      assert.equal(await readFile(join(folder, 'answer.json'), 'utf8'), '{"ok":true}');
      await rm(folder, { recursive: true });
      const { Payload } = inputs.get('Invoke') as { Payload: Uint8Array };
      assert.equal(Buffer.from(Payload).toString(), '{"a":1}');
    });

    test('reports an error by its code and message', async () => {
      await assert.rejects(
        aws('lambda', 'get-function', '--function-name', 'f'),
        /\(ResourceNotFoundException\).*: Function not found: f/,
      );
      await assert.rejects(
        aws('iam', 'create-role', '--role-name', 'a b', '--assume-role-policy-document', '{}'),
        /\(ValidationError\)/,
      );
      await assert.rejects(
        aws('iam', 'list-users'),
        /\(NotImplemented\).*Varco does not build ListUsers of iam yet/,
      );
    });

    test('filters log events', async () => {
      const { events } = JSON.parse(
        await aws('logs', 'filter-log-events', '--log-group-name', '/a', '--limit', '5'),
      ) as { events: object[] };
      assert.deepEqual(events, [{ message: 'hello', timestamp: 1_767_323_045_123 }]);
      assert.deepEqual(inputs.get('FilterLogEvents'), { logGroupName: '/a', limit: 5 });
    });

    test('puts and reads metrics', async () => {
      const data =
        'MetricName=m,Dimensions=[{Name=a,Value=b}],Value=1.5,Unit=Count,Timestamp=2026-01-02T03:04:05Z';
      await aws('cloudwatch', 'put-metric-data', '--namespace', 'n', '--metric-data', data);
      assert.deepEqual(inputs.get('PutMetricData'), {
        Namespace: 'n',
        MetricData: [
          {
            MetricName: 'm',
            Dimensions: [{ Name: 'a', Value: 'b' }],
            Timestamp: new Date('2026-01-02T03:04:05Z'),
            Value: 1.5,
            Unit: 'Count',
          },
        ],
      });
      const times = [
        '--start-time',
        '2026-01-02T00:00:00Z',
        '--end-time',
        '2026-01-03T00:00:00Z',
        '--period',
        '60',
      ];
      const metric = ['--namespace', 'n', '--metric-name', 'm', '--statistics', 'Sum'];
      const read = JSON.parse(await aws('cloudwatch', 'get-metric-statistics', ...metric, ...times)) as {
        Datapoints: { Sum: number }[];
      };
      assert.equal(read.Datapoints[0]?.Sum, 1.5);
    });

    test('creates a role and asks who it is', async () => {
      const role = JSON.parse(
        await aws(
          'iam',
          'create-role',
          '--role-name',
          'r',
          '--assume-role-policy-document',
          '{"a":1}',
          '--tags',
          'Key=k,Value=v',
        ),
      ) as { Role: { RoleName: string } };
      assert.equal(role.Role.RoleName, 'r');
      assert.deepEqual(inputs.get('CreateRole'), {
        RoleName: 'r',
        AssumeRolePolicyDocument: '{"a":1}',
        Tags: [{ Key: 'k', Value: 'v' }],
      });
      const identity = JSON.parse(await aws('sts', 'get-caller-identity')) as { Account: string };
      assert.equal(identity.Account, '000000000000');
    });
  },
);
