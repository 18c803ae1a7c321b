// Buckets and objects: what is put is what is read, listed and deleted, and nothing is left behind.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { beforeEach, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { s3ChunkBytesMax, s3PartBytesMin } from '../../core/limits.ts';
import type { Blobs } from '../../store/blobs.ts';
import type { OperationContext } from '../context.ts';
import type { WireCall } from '../protocol/serve.ts';
import { createTestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { readObject } from './objects.ts';
import { s3Operations as s3 } from './operations.ts';
import { readRange } from './range.ts';

let context: OperationContext;
let kept: Map<string, Uint8Array>;
const call: WireCall = {
  requestId: 'r',
  head: { method: 'PUT', path: '/', query: [], headers: {} },
  setHeader: () => undefined,
};

beforeEach(async () => {
  kept = new Map();
  context = { ...createTestContext(), region: 'us-east-1', blobs: countedBlobs() };
  await s3.CreateBucket({ Bucket: 'pets' }, context);
});

/** Blobs whose number can be seen. */
function countedBlobs(): Blobs {
  return {
    put: async (bytes) => {
      const address = createHash('sha256').update(bytes).digest('base64');
      kept.set(address, bytes);
      return address;
    },
    get: async (address) => kept.get(address) ?? null,
    has: async (address) => kept.has(address),
    delete: async (address) => void kept.delete(address),
  };
}

const put = (Key: string, Body: string | Uint8Array = Key, more = {}) =>
  s3.PutObject({ Bucket: 'pets', Key, Body: Buffer.from(Body) as never, ...more }, context, call);

async function get(Key: string, more = {}) {
  const output = await s3.GetObject({ Bucket: 'pets', Key, ...more }, context, call);
  const body = output.Body as unknown as Uint8Array | AsyncIterable<Uint8Array>;
  const pieces: Uint8Array[] = [];
  if (body instanceof Uint8Array) pieces.push(body);
  else for await (const piece of body) pieces.push(piece);
  return { ...output, text: Buffer.concat(pieces).toString() };
}

describe('a bucket', () => {
  test('is of the region that it is made in, or that it asks for', async () => {
    const milan = { ...context, region: 'eu-south-1' };
    const LocationConstraint = 'eu-south-1' as const;
    await assertRefused(
      s3.CreateBucket({ Bucket: 'cats' }, milan),
      'IllegalLocationConstraintException',
      'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    );
    await s3.CreateBucket({ Bucket: 'cats', CreateBucketConfiguration: { LocationConstraint } }, milan);
    assert.deepEqual(await s3.GetBucketLocation({ Bucket: 'cats' }, context), { LocationConstraint });
    assert.deepEqual(await s3.GetBucketLocation({ Bucket: 'pets' }, context), {});
    const { Buckets: buckets } = await s3.ListBuckets({ BucketRegion: 'eu-south-1' }, context);
    assert.deepEqual(
      buckets!.map(({ Name }) => Name),
      ['cats'],
    );
    await assertRefused(
      s3.CreateBucket({ Bucket: 'cats', CreateBucketConfiguration: { LocationConstraint } }, milan),
      'BucketAlreadyOwnedByYou',
      /you already own it/,
    );
    await s3.CreateBucket({ Bucket: 'pets' }, context);
  });

  test('has a name that AWS takes', async () => {
    for (const Bucket of ['ab', 'Pets', 'a_b', '-ab', 'a..b', '1.2.3.4', 'a'.repeat(64)])
      await assertRefused(s3.CreateBucket({ Bucket }, context), 'InvalidBucketName', /not valid/);
  });

  test('is deleted only when it is empty, and its open uploads with it', async () => {
    await put('a');
    await assertRefused(s3.DeleteBucket({ Bucket: 'pets' }, context), 'BucketNotEmpty', /not empty/);
    const upload = await s3.CreateMultipartUpload({ Bucket: 'pets', Key: 'b' }, context, call);
    await s3.UploadPart({ ...upload, PartNumber: 1, Body: Buffer.from('x') as never } as never, context);
    await s3.DeleteObject({ Bucket: 'pets', Key: 'a' }, context);
    await s3.DeleteBucket({ Bucket: 'pets' }, context);
    assert.equal(kept.size, 0);
    await assertRefused(put('a'), 'NoSuchBucket', 'The specified bucket does not exist');
  });

  test('answers for its settings as a new one of AWS does', async () => {
    const of = { Bucket: 'pets' };
    await assertRefused(s3.GetBucketPolicy(of, context), 'NoSuchBucketPolicy', /does not exist/);
    await assertRefused(s3.GetBucketCors(of, context), 'NoSuchCORSConfiguration', /does not exist/);
    await assertRefused(s3.GetBucketTagging(of, context), 'NoSuchTagSet', /does not exist/);
    await assertRefused(s3.GetBucketCors({ Bucket: 'none' }, context), 'NoSuchBucket', /does not exist/);
    assert.deepEqual(await s3.GetBucketVersioning(of, context), {});
    const versioning = (Status: 'Enabled' | 'Suspended') =>
      s3.PutBucketVersioning({ ...of, VersioningConfiguration: { Status } }, context);
    await versioning('Suspended');
    await assertRefused(versioning('Enabled'), 'NotImplemented', /Enabled of PutBucketVersioning/);
    await s3.PutBucketTagging({ ...of, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }, context);
    assert.deepEqual(await s3.GetBucketTagging(of, context), { TagSet: [{ Key: 'a', Value: 'b' }] });
  });

  test('of another owner than is expected is not touched', async () => {
    const input = { Bucket: 'pets', ExpectedBucketOwner: '999999999999' };
    await assertRefused(s3.ListObjectsV2(input, context), 'AccessDenied', 'Access Denied');
  });
});

describe('an object', () => {
  test('is read as it was put, with what was said of it', async () => {
    const output = await put('a/é', 'content', {
      ContentType: 'text/x',
      CacheControl: 'no-store',
      Metadata: { a: 'b' },
      Tagging: 'x=1&y=%26',
      ChecksumCRC32: 'AAAA',
    });
    assert.equal(output.ETag, `"${createHash('md5').update('content').digest('hex')}"`);
    const found = await get('a/é', { ChecksumMode: 'ENABLED' });
    assert.deepEqual(
      [
        found.text,
        found.ContentType,
        found.CacheControl,
        found.Metadata,
        found.TagCount,
        found.ChecksumCRC32,
      ],
      ['content', 'text/x', 'no-store', { a: 'b' }, 2, 'AAAA'],
    );
    const { TagSet: tags } = await s3.GetObjectTagging({ Bucket: 'pets', Key: 'a/é' }, context);
    assert.deepEqual(tags, [
      { Key: 'x', Value: '1' },
      { Key: 'y', Value: '&' },
    ]);
    assert.equal(Buffer.from(await readObject(context, 'pets', 'a/é')).toString(), 'content');
    assert.equal((await get('a/é', { ResponseContentType: 'text/y' })).ContentType, 'text/y');
    for (const text of ['text/x\r\nx-more: 1', 'text/😀'])
      await assertRefused(
        get('a/é', { ResponseContentType: text }),
        'InvalidArgument',
        'Header value cannot be represented using ISO-8859-1.',
      );
  });

  test('that is missing is missed by its name, in a bucket that is there', async () => {
    await assertRefused(readObject(context, 'pets', 'x'), 'NoSuchKey', 'The specified key does not exist.');
    await assertRefused(
      readObject(context, 'none', 'x'),
      'NoSuchBucket',
      'The specified bucket does not exist',
    );
    await put('x');
    await assertRefused(
      readObject(context, 'pets', 'x', 'v1'),
      'InvalidArgument',
      'Invalid version id specified',
    );
    assert.equal((await readObject(context, 'pets', 'x', 'null')).length, 1);
  });

  test('leaves nothing behind when it is replaced, refused or deleted', async () => {
    await put('a', 'one');
    await put('a', 'two');
    await put('b', 'two');
    assert.equal(kept.size, 2);
    await assertRefused(put('a', 'x', { IfNoneMatch: '*' }), 'PreconditionFailed', /did not hold/);
    await assertRefused(put('c', 'x', { IfMatch: 'etag' }), 'NoSuchKey', /does not exist/);
    assert.equal(kept.size, 2);
    await s3.DeleteObject({ Bucket: 'pets', Key: 'a' }, context);
    await s3.DeleteObject({ Bucket: 'pets', Key: 'a' }, context);
    // The same bytes under another key are still there.
    assert.equal((await get('b')).text, 'two');
    const Objects = ['b', 'c'].map((Key) => ({ Key }));
    const { Deleted: deleted } = await s3.DeleteObjects({ Bucket: 'pets', Delete: { Objects } }, context);
    assert.equal(deleted!.length, 2);
    assert.equal(kept.size, 0);
  });

  test('of several pieces is read whole and in parts', async () => {
    const bytes = Buffer.alloc(s3ChunkBytesMax + 3, 'ab');
    await put('big', bytes);
    assert.equal(kept.size, 2);
    assert.ok((await get('big')).text === bytes.toString());
    const end = s3ChunkBytesMax;
    const part = await get('big', { Range: `bytes=${end - 1}-${end}` });
    assert.deepEqual(
      [part.text, part.ContentRange, part.ContentLength],
      ['ba', `bytes ${end - 1}-${end}/${end + 3}`, 2],
    );
    await put('empty', '');
    assert.equal((await get('empty')).text, '');
  });

  test('is answered only if it is as the client believes', async () => {
    const { ETag: etag } = await put('a');
    const now = new Date(context.clock.nowMs());
    const [before, after] = [new Date(now.getTime() - 2000), new Date(now.getTime() + 2000)];
    await get('a', { IfMatch: etag });
    await get('a', { IfMatch: etag, IfUnmodifiedSince: before });
    await get('a', { IfNoneMatch: '"other"', IfModifiedSince: after });
    await assertRefused(get('a', { IfMatch: '"other"' }), 'PreconditionFailed', /did not hold/);
    await assertRefused(get('a', { IfUnmodifiedSince: before }), 'PreconditionFailed', /did not hold/);
    for (const condition of [{ IfNoneMatch: etag }, { IfNoneMatch: '*' }, { IfModifiedSince: now }]) {
      const error = await assertRefused(get('a', condition), 'NotModified', /./);
      assert.equal(error.statusCode, 304);
    }
  });

  test('is copied with or without what was said of it', async () => {
    await put('a', 'content', { ContentType: 'text/x', Tagging: 'x=1' });
    const copy = (Key: string, more = {}) =>
      s3.CopyObject({ Bucket: 'pets', Key, CopySource: '/pets/a', ...more }, context, call);
    await copy('b');
    await copy('c', { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE', ContentType: 'text/y' });
    await s3.DeleteObject({ Bucket: 'pets', Key: 'a' }, context);
    const [b, c] = [await get('b'), await get('c')];
    assert.deepEqual([b.text, b.ContentType, b.TagCount], ['content', 'text/x', 1]);
    assert.deepEqual([c.text, c.ContentType, c.TagCount], ['content', 'text/y', undefined]);
    await assertRefused(copy('d'), 'NoSuchKey', /does not exist/);
    const itself = { Bucket: 'pets', Key: 'b', CopySource: 'pets/b' };
    await assertRefused(s3.CopyObject(itself, context, call), 'InvalidRequest', /illegal/);
  });

  test('that asks for what is not built is refused', async () => {
    await assertRefused(put('a', 'x', { ServerSideEncryption: 'aws:kms' }), 'NotImplemented', /aws:kms/);
    await assertRefused(put('a', 'x', { StorageClass: 'GLACIER' }), 'NotImplemented', /GLACIER/);
    await assertRefused(put('a', 'x', { ACL: 'public-read' }), 'AccessControlListNotSupported', /ACLs/);
    await assertRefused(put('a'.repeat(1025)), 'KeyTooLongError', 'Your key is too long');
  });
});

test('a range is read as S3 reads it', () => {
  assert.deepEqual(readRange('bytes=0-0', 5), { start: 0, end: 1 });
  assert.deepEqual(readRange('bytes=3-', 5), { start: 3, end: 5 });
  assert.deepEqual(readRange('bytes=-2', 5), { start: 3, end: 5 });
  assert.deepEqual(readRange('bytes=-9', 5), { start: 0, end: 5 });
  assert.deepEqual(readRange('bytes=1-99', 5), { start: 1, end: 5 });
  for (const header of [undefined, 'bytes=3-1', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-', 'bytes=a-b'])
    assert.equal(readRange(header, 5), null);
  for (const [header, size] of [
    ['bytes=5-', 5],
    ['bytes=-0', 5],
    ['bytes=0-', 0],
  ] as const)
    assert.throws(() => readRange(header, size), { name: 'InvalidRange', statusCode: 416 });
});

describe('an upload in parts', () => {
  const part = (UploadId: string, PartNumber: number, bytes: Uint8Array) =>
    s3.UploadPart({ Bucket: 'pets', Key: 'k', UploadId, PartNumber, Body: bytes as never }, context);
  const create = async (): Promise<string> =>
    (await s3.CreateMultipartUpload({ Bucket: 'pets', Key: 'k', ContentType: 'text/x' }, context, call))
      .UploadId!;
  const complete = (UploadId: string, Parts: { PartNumber: number; ETag: string }[]) =>
    s3.CompleteMultipartUpload({ Bucket: 'pets', Key: 'k', UploadId, MultipartUpload: { Parts } }, context);

  test('becomes one object of the parts that are named, in order; the others go', async () => {
    const id = await create();
    const [one, two] = [Buffer.alloc(s3PartBytesMin, 'a'), Buffer.from('b')];
    const tag = async (number: number, bytes: Uint8Array) => ({
      PartNumber: number,
      ETag: (await part(id, number, bytes)).ETag!,
    });
    await tag(1, Buffer.from('replaced'));
    const [first, second] = [await tag(1, one), await tag(2, two)];
    await tag(3, two);
    await assertRefused(complete(id, [second, first]), 'InvalidPartOrder', /ascending/);
    await assertRefused(complete(id, [{ ...first, ETag: '"x"' }]), 'InvalidPart', /could not be found/);
    await assertRefused(complete(id, []), 'MalformedXML', /schema/);
    const { ETag: etag } = await complete(id, [first, second]);
    assert.match(etag!, /^"[0-9a-f]{32}-2"$/);
    const found = await get('k');
    assert.ok(found.text === `${one.toString()}b`);
    assert.equal(found.ContentType, 'text/x');
    assert.equal(kept.size, 2);
    await assertRefused(complete(id, [first]), 'NoSuchUpload', /does not exist/);
  });

  test('takes ranges of objects as parts', async () => {
    const source = Buffer.concat([Buffer.alloc(s3PartBytesMin, 'a'), Buffer.from('bcd')]);
    await put('from/é', source);
    const id = await create();
    const copy = (PartNumber: number, CopySourceRange?: string, more = {}) =>
      s3.UploadPartCopy(
        {
          Bucket: 'pets',
          Key: 'k',
          UploadId: id,
          PartNumber,
          CopySource: 'pets/from/%C3%A9',
          ...(CopySourceRange === undefined ? {} : { CopySourceRange }),
          ...more,
        },
        context,
      );
    const tags = [];
    for (const [number, range] of [
      [1, `bytes=0-${s3PartBytesMin - 1}`],
      [2, `bytes=${s3PartBytesMin + 1}-${s3PartBytesMin + 2}`],
    ] as const) {
      const { CopyPartResult: copied } = await copy(number, range);
      tags.push({ PartNumber: number, ETag: copied!.ETag! });
    }
    for (const [range, message] of [
      [`bytes=0-${source.length}`, /not valid for source object of size: 5242883$/],
      ['bytes=2-1', /must be of the form bytes=first-last/],
      ['bytes=2-', /must be of the form bytes=first-last/],
    ] as const)
      await assertRefused(copy(3, range), 'InvalidArgument', message);
    await assertRefused(copy(10_001), 'InvalidArgument', /Part number must be/);
    await assertRefused(copy(3, undefined, { CopySource: 'pets/none' }), 'NoSuchKey', /does not exist/);
    await assertRefused(
      copy(3, undefined, { CopySourceIfMatch: '"other"' }),
      'PreconditionFailed',
      /did not hold/,
    );
    await complete(id, tags);
    assert.equal((await get('k')).text, `${'a'.repeat(s3PartBytesMin)}cd`);
  });

  test('with a part too small before the last is refused, and can be aborted', async () => {
    const id = await create();
    const parts = [];
    for (const PartNumber of [1, 2])
      parts.push({ PartNumber, ETag: (await part(id, PartNumber, Buffer.from('x'))).ETag! });
    await assertRefused(complete(id, parts), 'EntityTooSmall', /smaller than the minimum/);
    const { Uploads: uploads } = await s3.ListMultipartUploads({ Bucket: 'pets' }, context);
    assert.equal(uploads!.length, 1);
    const upload = { Bucket: 'pets', Key: 'k', UploadId: id };
    const { Parts: listed, IsTruncated: more } = await s3.ListParts({ ...upload, MaxParts: 1 }, context);
    assert.deepEqual([listed!.map(({ PartNumber }) => PartNumber), more], [[1], true]);
    await s3.AbortMultipartUpload(upload, context);
    assert.equal(kept.size, 0);
    await assertRefused(part(id, 1, Buffer.from('x')), 'NoSuchUpload', /does not exist/);
    assert.equal(kept.size, 0);
  });
});

describe('a listing', () => {
  test('rolls what stands behind the delimiter into its prefix', async () => {
    for (const key of ['a', 'b/1', 'b/2', 'b/c/3', 'd/4']) await put(key);
    const list = async (more = {}) => {
      const output = await s3.ListObjectsV2({ Bucket: 'pets', Delimiter: '/', ...more }, context);
      return [
        output.Contents!.map(({ Key }) => Key),
        output.CommonPrefixes!.map(({ Prefix }) => Prefix),
        output.KeyCount,
      ];
    };
    assert.deepEqual(await list(), [['a'], ['b/', 'd/'], 3]);
    assert.deepEqual(await list({ Prefix: 'b/' }), [['b/1', 'b/2'], ['b/c/'], 3]);
    assert.deepEqual(await list({ StartAfter: 'b/1', Prefix: 'b/' }), [['b/2'], ['b/c/'], 2]);
    assert.deepEqual(await list({ MaxKeys: 0 }), [[], [], 0]);
  });

  test('in pages of any size is the listing as a whole', async () => {
    const character = fc.constantFrom('a', 'b', '/', 'é', '\uFFFD', '😀');
    const keys = fc.uniqueArray(fc.string({ unit: character, minLength: 1, maxLength: 4 }), {
      maxLength: 10,
    });
    const delimiter = fc.constantFrom(undefined, '/', 'b');
    let run = 0;
    const property = fc.asyncProperty(
      keys,
      delimiter,
      fc.integer({ min: 1, max: 4 }),
      async (all, Delimiter, MaxKeys) => {
        const Bucket = `run-${run++}`;
        await s3.CreateBucket({ Bucket }, context);
        for (const Key of all) await s3.PutObject({ Bucket, Key }, context, call);
        const input = { Bucket, ...(Delimiter === undefined ? {} : { Delimiter }) };
        const whole = await s3.ListObjectsV2(input, context);
        const wanted = [...whole.Contents!, ...whole.CommonPrefixes!].map(nameOf);
        const paged: string[] = [];
        let token: string | undefined;
        do {
          const page = await s3.ListObjectsV2(
            { ...input, MaxKeys, ...(token === undefined ? {} : { ContinuationToken: token }) },
            context,
          );
          paged.push(...[...page.Contents!, ...page.CommonPrefixes!].map(nameOf));
          token = page.NextContinuationToken;
        } while (token !== undefined);
        assert.deepEqual(paged.toSorted(), wanted.toSorted());
        assert.equal(new Set(paged).size, paged.length);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  test('of the first kind gives a marker where there is a delimiter, and encodes keys on demand', async () => {
    for (const key of ['a b', 'c/d', 'e']) await put(key);
    const list = (more = {}) =>
      s3.ListObjects({ Bucket: 'pets', MaxKeys: 2, Delimiter: '/', EncodingType: 'url', ...more }, context);
    const first = await list();
    assert.deepEqual([first.Contents![0]!.Key, first.NextMarker], ['a%20b', 'c/']);
    const second = await list({ Marker: 'c/' });
    assert.deepEqual([second.Contents!.map(({ Key }) => Key), second.IsTruncated], [['e'], false]);
    const { Versions: versions } = await s3.ListObjectVersions({ Bucket: 'pets' }, context);
    assert.deepEqual(versions!.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])[0], ['null', true]);
  });
});

function nameOf(item: { readonly Key?: string | undefined; readonly Prefix?: string | undefined }): string {
  return item.Key ?? item.Prefix!;
}
