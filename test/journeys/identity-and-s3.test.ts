// IAM, STS and S3 by AWS's own clients against a running Varco: keys that are made are in force, objects arrive whole.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketTaggingCommand,
  GetBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createVarco, type Varco, type VarcoOptions } from '../../src/varco.ts';

const rootKey = { accessKeyId: 'AKIDROOT', secretAccessKey: 'root/secret' };
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

async function start(t: TestContext, options: VarcoOptions = {}): Promise<Varco> {
  const varco = await createVarco({ warn: () => {}, ...options });
  t.after(() => varco.close());
  return varco;
}

function clientsOf({ endpoint }: Varco, credentials: Credentials, region = 'us-east-1') {
  const config = { endpoint: endpoint!, region, credentials, maxAttempts: 1 };
  return { iam: new IAMClient(config), sts: new STSClient(config), s3: new S3Client(config) };
}

test('a role is made, given a policy of AWS and assumed; its session says whose it is', async (t) => {
  const varco = await start(t);
  const { iam, sts } = clientsOf(varco, { accessKeyId: 'any', secretAccessKey: 'key' });
  const root = await sts.send(new GetCallerIdentityCommand({}));
  assert.deepEqual([root.Account, root.Arn], ['000000000000', 'arn:aws:iam::000000000000:root']);
  const RoleName = 'orders';
  const { Role: role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Path: '/app/' }),
  );
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  assert.equal(attached.AttachedPolicies![0]!.PolicyArn, PolicyArn);
  // IAM knows no regions.
  const milan = clientsOf(varco, { accessKeyId: 'any', secretAccessKey: 'key' }, 'eu-south-1');
  assert.equal((await milan.iam.send(new GetRoleCommand({ RoleName }))).Role!.Arn, role!.Arn);
  const session = await sts.send(new AssumeRoleCommand({ RoleArn: role!.Arn, RoleSessionName: 'me' }));
  const { AccessKeyId, SecretAccessKey, SessionToken } = session.Credentials!;
  const assumed = clientsOf(varco, {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken!,
  });
  const { Arn: arn } = await assumed.sts.send(new GetCallerIdentityCommand({}));
  assert.equal(arn, 'arn:aws:sts::000000000000:assumed-role/orders/me');
  await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn: `${role!.Arn}x`, RoleSessionName: 'me' })), {
    name: 'AccessDenied',
    message: /is not authorized to perform: sts:AssumeRole on resource/,
  });
  await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'none' })), {
    name: 'NoSuchEntityException',
    message: 'The role with name none cannot be found.',
  });
});

test('where keys are required, only they and those made in IAM are let in, sessions with their token', async (t) => {
  const varco = await start(t, { requireAuth: [rootKey] });
  const root = clientsOf(varco, rootKey);
  for (const credentials of [
    { accessKeyId: 'test', secretAccessKey: 'test' },
    { ...rootKey, secretAccessKey: 'x' },
  ]) {
    const { sts, s3 } = clientsOf(varco, credentials);
    await assert.rejects(
      sts.send(new GetCallerIdentityCommand({})),
      /security token|signature we calculated/,
    );
    await assert.rejects(
      s3.send(new ListBucketsCommand({})),
      /does not exist in our records|signature we calculated/,
    );
  }
  assert.equal((await fetch(`${varco.endpoint}/restapis`)).status, 403);
  await root.iam.send(new CreateUserCommand({ UserName: 'bob' }));
  const { AccessKey: key } = await root.iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
  const bob = clientsOf(varco, { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! });
  assert.equal((await bob.iam.send(new GetUserCommand({}))).User!.UserName, 'bob');
  const { Role: role } = await root.iam.send(
    new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trust }),
  );
  const { Credentials: session } = await bob.sts.send(
    new AssumeRoleCommand({ RoleArn: role!.Arn, RoleSessionName: 'me' }),
  );
  const credentials = { accessKeyId: session!.AccessKeyId!, secretAccessKey: session!.SecretAccessKey! };
  const assumed = clientsOf(varco, { ...credentials, sessionToken: session!.SessionToken! });
  await assumed.s3.send(new ListBucketsCommand({}));
  for (const token of [{}, { sessionToken: 'other' }]) {
    const { sts } = clientsOf(varco, { ...credentials, ...token });
    await assert.rejects(sts.send(new GetCallerIdentityCommand({})), { name: 'InvalidClientTokenId' });
  }
  await root.iam.send(
    new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId: key!.AccessKeyId, Status: 'Inactive' }),
  );
  await assert.rejects(bob.sts.send(new GetCallerIdentityCommand({})), { name: 'InvalidClientTokenId' });
});

for (const options of [{}, { requireAuth: [rootKey] }] as const) {
  const named = 'requireAuth' in options ? 'where keys are required' : 'where none are';
  test(`objects arrive whole, of any kind and size, ${named}`, async (t) => {
    const varco = await start(t, options);
    const { s3 } = clientsOf(varco, rootKey, 'eu-south-1');
    const Bucket = 'pets';
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-south-1' } }),
    );
    assert.equal((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint, 'eu-south-1');
    const Key = "dir/a b+c&é!'()*%41.txt";
    const put = await s3.send(
      new PutObjectCommand({ Bucket, Key, Body: 'content', ContentType: 'text/x', Metadata: { a: 'b' } }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    assert.deepEqual(
      [await got.Body!.transformToString(), got.ETag, got.ContentType, got.Metadata, got.ChecksumCRC32],
      ['content', put.ETag, 'text/x', { a: 'b' }, put.ChecksumCRC32],
    );
    const part = await s3.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=1-3' }));
    assert.deepEqual([await part.Body!.transformToString(), part.$metadata.httpStatusCode], ['ont', 206]);
    // A stream goes out in chunks with its checksum behind it.
    const bytes = randomBytes(300_000);
    const Body = Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: bytes.length }));
    const stream = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    assert.ok(bytes.equals(await stream.Body!.transformToByteArray()));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    const Parts = [];
    const sizes = [5_242_880, 10];
    for (const [index, size] of sizes.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await s3.send(
        new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber, Body: Buffer.alloc(size, 'x') }),
      );
      Parts.push({ PartNumber, ETag });
    }
    await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'parts', UploadId, MultipartUpload: { Parts } }),
    );
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'parts' }));
    assert.equal(head.ContentLength, 5_242_890);
    const listed = await s3.send(new ListObjectsV2Command({ Bucket }));
    assert.deepEqual(
      listed.Contents!.map((object) => object.Key),
      [Key, 'parts', 'stream'],
    );
    await assert.rejects(s3.send(new GetObjectCommand({ Bucket, Key: 'none' })), { name: 'NoSuchKey' });
    await assert.rejects(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })), { name: 'NotFound' });
    await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket })), { name: 'NoSuchBucketPolicy' });
    const TagSet = [{ Key: 'a<', Value: '&"b' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    assert.deepEqual((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet, TagSet);
    const cors = new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [] } });
    await assert.rejects(s3.send(cors), { name: 'NotImplemented', message: /PutBucketCors/ });
    const Objects = listed.Contents!.map((object) => ({ Key: object.Key }));
    const gone = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    assert.equal(gone.Deleted!.length, 3);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });
}

test('keys, roles and objects are there again after a restart', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'varco-s3-'));
  t.after(() => rm(data, { recursive: true, force: true }));
  const first = await createVarco({ warn: () => {}, data, requireAuth: [rootKey] });
  const { iam, s3 } = clientsOf(first, rootKey);
  await iam.send(new CreateUserCommand({ UserName: 'bob' }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
  await s3.send(new CreateBucketCommand({ Bucket: 'pets' }));
  await s3.send(new PutObjectCommand({ Bucket: 'pets', Key: 'a', Body: 'content' }));
  await first.close();
  const again = await start(t, { data, requireAuth: [rootKey] });
  const bob = clientsOf(again, { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! });
  assert.equal((await bob.iam.send(new GetUserCommand({}))).User!.UserName, 'bob');
  const { Body: body } = await bob.s3.send(new GetObjectCommand({ Bucket: 'pets', Key: 'a' }));
  assert.equal(await body!.transformToString(), 'content');
});

test('a bucket in the name of the host is the bucket in the path', async (t) => {
  const varco = await start(t);
  const { s3 } = clientsOf(varco, rootKey);
  await s3.send(new CreateBucketCommand({ Bucket: 'pets' }));
  await s3.send(new PutObjectCommand({ Bucket: 'pets', Key: 'a/b', Body: 'content' }));
  for (const host of ['pets.s3.localhost', 'pets.s3.us-east-1.amazonaws.com'])
    assert.deepEqual(await ask(varco, '/a/b', host), [200, 'content'], host);
  const [status, body] = await ask(varco, '/a/c', 'pets.s3.localhost');
  assert.equal(status, 404);
  assert.match(body, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchKey<\/Code>/);
});

test("Varco's own paths are kept from foreign pages too, unless their host is allowed", async (t) => {
  const varco = await start(t, { allowedHosts: ['Varco.test'] });
  assert.equal((await ask(varco, '/_varco/health', 'evil.example'))[0], 403);
  assert.equal((await ask(varco, '/_varco/health', 'varco.test:4566'))[0], 200);
  const answer = await fetch(`${varco.endpoint}/_varco/health`, {
    headers: { origin: 'https://evil.example' },
  });
  assert.equal(answer.status, 403);
});

/** `fetch` would not send a Host. */
function ask({ endpoint }: Varco, path: string, host: string): Promise<readonly [number, string]> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${endpoint}${path}`, { headers: { host } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve([response.statusCode!, text]));
    });
    request.on('error', reject);
    request.end();
  });
}

function environment({ endpoint }: Varco): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    ENDPOINT: endpoint!,
    AWS_ACCESS_KEY_ID: rootKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootKey.secretAccessKey,
    AWS_DEFAULT_REGION: 'eu-south-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

const run = promisify(execFile);
const noCli = spawnSync('aws', ['--version']).status === 0 ? false : 'the AWS CLI is not on this machine';
const noBoto =
  spawnSync('python3', ['-c', 'import boto3']).status === 0 ? false : 'boto3 is not on this machine';

test('the AWS CLI makes a role and moves files of any size', { skip: noCli }, async (t) => {
  const varco = await start(t, { requireAuth: [rootKey] });
  const folder = await mkdtemp(join(tmpdir(), 'varco-s3-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const aws = async (...args: readonly string[]): Promise<string> => {
    const all = ['--endpoint-url', varco.endpoint!, '--output', 'json', ...args];
    return (await run('aws', all, { env: environment(varco) })).stdout;
  };
  await aws('iam', 'create-role', '--role-name', 'r', '--assume-role-policy-document', trust);
  const { Role: role } = JSON.parse(await aws('iam', 'get-role', '--role-name', 'r')) as {
    Role: { AssumeRolePolicyDocument: unknown };
  };
  assert.deepEqual(role.AssumeRolePolicyDocument, JSON.parse(trust));
  const bytes = randomBytes(9_000_000);
  await writeFile(join(folder, 'big'), bytes);
  await aws('s3', 'mb', 's3://pets');
  await aws('s3', 'cp', join(folder, 'big'), 's3://pets/dir/big', '--no-progress');
  await aws('s3', 'cp', 's3://pets/dir/big', join(folder, 'back'), '--no-progress');
  assert.ok(bytes.equals(await readFile(join(folder, 'back'))));
  assert.match(await aws('s3', 'ls', 's3://pets'), /PRE dir\//);
  const url = (await aws('s3', 'presign', 's3://pets/dir/big')).trim();
  assert.equal((await fetch(url)).headers.get('content-length'), '9000000');
  assert.equal((await fetch(url.replace('dir', 'dor'))).status, 403);
  await aws('s3', 'rb', 's3://pets', '--force');
});

const script = `
import boto3, io, os, urllib.request
def client(name, region): return boto3.client(name, endpoint_url=os.environ['ENDPOINT'], region_name=region)
assert client('sts', 'us-east-1').get_caller_identity()['Account'] == '000000000000'
for region in ['us-east-1', 'eu-south-1']:
    s3 = client('s3', region)
    place = {} if region == 'us-east-1' else {'CreateBucketConfiguration': {'LocationConstraint': region}}
    s3.create_bucket(Bucket=region, **place)
    s3.put_object(Bucket=region, Key='a b+é', Body=b'content', ChecksumAlgorithm='SHA256')
    for key in [o['Key'] for o in s3.list_objects_v2(Bucket=region)['Contents']]:
        url = s3.generate_presigned_url('get_object', Params={'Bucket': region, 'Key': key, 'ResponseContentType': 'a/b'})
        answer = urllib.request.urlopen(url)
        assert (answer.read(), answer.headers['content-type']) == (b'content', 'a/b')
    s3.upload_fileobj(io.BytesIO(b'x' * 9_000_000), region, 'big')
    copy = io.BytesIO()
    s3.download_fileobj(region, 'big', copy)
    assert copy.getvalue() == b'x' * 9_000_000
    try:
        s3.head_object(Bucket=region, Key='none')
        raise AssertionError('found')
    except s3.exceptions.ClientError as error:
        assert error.response['Error']['Code'] == '404'
`;

test('boto3 moves objects, and its URLs of either kind of signature work', { skip: noBoto }, async (t) => {
  const varco = await start(t, { requireAuth: [rootKey] });
  await run('python3', ['-c', script], { env: environment(varco) });
});
