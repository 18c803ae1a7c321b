// Where code comes from, and the address from which it can be had again.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { s3Operations } from '../s3/operations.ts';
import { createTestContext, zipNamed } from '../testing/operation-context.ts';
import { petsInput, withPetsFunction } from '../testing/pets-function.ts';
import { assertRefused } from '../testing/refusals.ts';
import { createRunningLambda, zipWith } from '../testing/running-lambda.ts';
import { codeLocation, type CodeStore, serveCode } from './code-location.ts';
import { createFunction } from './create-function.ts';
import { getAccountSettings } from './get-account-settings.ts';
import { getFunction } from './get-function.ts';
import { publishLayerVersion } from './publish-layer-version.ts';
import { updateFunctionCode } from './update-function-code.ts';

const greeting = 'exports.handler = async () => 1;';

async function download(
  location: string,
  store: CodeStore,
): Promise<{ readonly status: number; readonly bytes: Uint8Array }> {
  const server = createServer((message, response) => void serveCode(message.url!, response, store));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { pathname, search } = new URL(location);
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${pathname}${search}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  server.close();
  return { status: answer.status, bytes };
}

test('GetFunction names an address from which the very zip can be had, for ten minutes', async () => {
  const context = await withPetsFunction();
  const { Code } = await getFunction({ FunctionName: 'pets' }, context);
  const store: CodeStore = { ...context, packages: (sha256) => context.lambda.packages.get(sha256) };
  const { status, bytes } = await download(Code?.Location ?? '', store);
  assert.equal(status, 200);
  assert.deepEqual(Buffer.from(bytes), Buffer.from(zipNamed('one')));
  const altered = (Code?.Location ?? '').replace(/expires=\d/, 'expires=9');
  assert.equal((await download(altered, store)).status, 403);
  context.advance(601_000);
  assert.equal((await download(Code?.Location ?? '', store)).status, 403);
});

test('code that came from a folder can be had as a zip with the same content', async () => {
  await using context = createRunningLambda();
  const folder = mkdtempSync(join(tmpdir(), 'varco-code-'));
  writeFileSync(join(folder, 'index.js'), greeting);
  symlinkSync('index.js', join(folder, 'link.js'));
  const code = await context.lambda.packages.fromFolder(folder);
  rmSync(folder, { recursive: true });
  const store: CodeStore = { ...context, packages: (sha256) => context.lambda.packages.get(sha256) };
  const { status, bytes } = await download(codeLocation(code.sha256, context)!, store);
  assert.equal(status, 200);
  const again = await context.lambda.packages.fromZip(bytes);
  assert.deepEqual(again.entries, code.entries);
});

test('code is read from S3, and S3’s errors are repeated', async () => {
  const context = createTestContext();
  const CreateBucketConfiguration = { LocationConstraint: 'eu-south-1' } as const;
  await s3Operations.CreateBucket({ Bucket: 'code', CreateBucketConfiguration }, context);
  const refused = (S3Bucket: string, S3Key: string, words: string) =>
    assertRefused(
      createFunction({ ...petsInput, Code: { S3Bucket, S3Key } }, context),
      'InvalidParameterValueException',
      `Error occurred while GetObject. S3 Error Code: ${words}`,
    );
  await refused('none', 'a.zip', 'NoSuchBucket. S3 Error Message: The specified bucket does not exist');
  await refused('code', 'a.zip', 'NoSuchKey. S3 Error Message: The specified key does not exist.');
  const call = { requestId: 'r', head: { headers: {} }, setHeader: () => undefined } as never;
  const Body = zipNamed('one') as never;
  await s3Operations.PutObject({ Bucket: 'code', Key: 'a/b.zip', Body }, context, call);
  const Code = { S3Bucket: 'code', S3Key: 'a/b.zip' };
  const { CodeSize } = await createFunction({ ...petsInput, Code }, context);
  assert.equal(CodeSize, zipNamed('one').byteLength);
});

test('a zip that unzips to too much is refused in AWS’s words', async () => {
  await using context = createRunningLambda();
  const huge = Buffer.from(zipWith({ 'a.txt': 'a' }));
  // What the entry in the list of contents announces.
  huge.writeUInt32LE(262_144_001, huge.indexOf('PK\u0001\u0002') + 24);
  await assertRefused(
    createFunction({ ...petsInput, Code: { ZipFile: huge } }, context),
    'InvalidParameterValueException',
    'Unzipped size must be smaller than 262144000 bytes',
  );
});

test('the account’s code counts each version and each layer version again', async () => {
  const context = createTestContext();
  const bytes = async (): Promise<number> =>
    (await getAccountSettings({}, context)).AccountUsage?.TotalCodeSize ?? -1;
  const zip = zipNamed('one');
  assert.equal(await bytes(), 0);
  await createFunction(petsInput, context);
  assert.equal(await bytes(), zip.byteLength);
  await updateFunctionCode({ FunctionName: 'pets', ZipFile: zip, Publish: true }, context);
  assert.equal(await bytes(), 2 * zip.byteLength);
  for (const times of [3, 4]) {
    await publishLayerVersion({ LayerName: 'lib', Content: { ZipFile: zip } }, context);
    assert.equal(await bytes(), times * zip.byteLength);
  }
});
