// S3 on the wire: which operation a request means, bodies in chunks and their checksums, XML, and the signatures of old.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { AwsError } from '../../core/errors.ts';
import type { Credential } from '../../core/signature/credential.ts';
import { readAwsChunked, type ChunkSigner } from './aws-chunked.ts';
import { crc32c, crc64nvme } from './crc.ts';
import { readXmlDocument } from './read-xml.ts';
import { assertPayloadHash, readS3Content } from './s3-body.ts';
import { compileS3Router, isForS3 } from './s3-router.ts';
import { verifySignatureV2 } from './s3-signature-v2.ts';
import { services } from './services.ts';
import type { Shape } from './shape.ts';
import type { WireHead } from './wire.ts';
import { xmlMembers } from './xml.ts';

function head(method: string, url: string, headers: WireHead['headers'] = {}): WireHead {
  const { pathname, search } = new URL(`http://x${url}`);
  return {
    method,
    path: pathname,
    query: [...new URLSearchParams(search)],
    headers: { host: 'localhost:4566', ...headers },
  };
}

const coded = (code: string) => (thrown: unknown) => thrown instanceof AwsError && thrown.code === code;

describe('a request means', async () => {
  const route = compileS3Router((await services.s3.tables()).restOperations);
  const copy = { 'x-amz-copy-source': '/b/k' };
  const cases: readonly (readonly [WireHead, string, string?, string?])[] = [
    [head('GET', '/'), 'ListBuckets'],
    [head('GET', '/b'), 'ListObjects', 'b'],
    [head('GET', '/b/?list-type=2&prefix=a'), 'ListObjectsV2', 'b'],
    [head('GET', '/b?location'), 'GetBucketLocation', 'b'],
    [head('GET', '/b?analytics'), 'ListBucketAnalyticsConfigurations', 'b'],
    [head('GET', '/b?analytics&id=1'), 'GetBucketAnalyticsConfiguration', 'b'],
    [head('PUT', '/b/'), 'CreateBucket', 'b'],
    [head('POST', '/b?delete='), 'DeleteObjects', 'b'],
    [head('PUT', '/b/k'), 'PutObject', 'b', 'k'],
    [head('PUT', '/b/k', copy), 'CopyObject', 'b', 'k'],
    [head('PUT', '/b/k?partNumber=1&uploadId=u'), 'UploadPart', 'b', 'k'],
    [head('PUT', '/b/k?partNumber=1&uploadId=u', copy), 'UploadPartCopy', 'b', 'k'],
    [head('PUT', '/b/k?tagging'), 'PutObjectTagging', 'b', 'k'],
    [head('GET', '/b/k?uploadId=u'), 'ListParts', 'b', 'k'],
    [head('POST', '/b/k?uploads'), 'CreateMultipartUpload', 'b', 'k'],
    [head('POST', '/b/k?uploadId=u'), 'CompleteMultipartUpload', 'b', 'k'],
    [head('DELETE', '/b/k?uploadId=u'), 'AbortMultipartUpload', 'b', 'k'],
    [head('GET', '/b/folder/?x-id=GetObject'), 'GetObject', 'b', 'folder/'],
    [head('GET', '/b//a%20b%2Bc+d%C3%A9'), 'GetObject', 'b', '/a b+c+dé'],
    [head('GET', '/k', { host: 'b.s3.localhost:4566' }), 'GetObject', 'b', 'k'],
    [head('GET', '/k/', { host: 'my.b.s3.eu-south-1.amazonaws.com' }), 'GetObject', 'my.b', 'k/'],
    [head('GET', '/', { host: 'b.localhost' }), 'ListObjects', 'b'],
    [head('GET', '/b/k', { host: 's3.localhost' }), 'GetObject', 'b', 'k'],
    [head('GET', '/b/k', { host: 's3.us-east-1.amazonaws.com' }), 'GetObject', 'b', 'k'],
  ];
  for (const [request, operation, bucket, key] of cases) {
    test(`${operation}: ${request.method} ${request.headers.host} ${request.path}`, () => {
      const match = route(request);
      assert.equal(match?.operation, operation);
      assert.deepEqual([match.labels.Bucket, match.labels.Key], [bucket, key]);
    });
  }

  test('nothing, where no operation has its method', () => {
    assert.equal(route(head('PATCH', '/b')), null);
    assert.equal(route(head('POST', '/')), null);
  });
});

test('an unsigned request is for S3 by its host alone, one signed as of old in any case', () => {
  assert.ok(isForS3(head('GET', '/', { host: 'b.s3.localhost' })));
  assert.ok(isForS3(head('GET', '/b/k?AWSAccessKeyId=a&Signature=b&Expires=1')));
  assert.ok(!isForS3(head('GET', '/b/k')));
  assert.ok(!isForS3(head('GET', '/', { host: 'lambda.us-east-1.amazonaws.com' })));
});

test('the checksums are those of their published check value', () => {
  const check = Buffer.from('123456789');
  assert.equal(crc32c(check).toString('hex'), 'e3069283');
  assert.equal(crc64nvme(check).toString('hex'), 'ae8b14860a799888');
});

describe('a body in chunks', () => {
  // The example in AWS's documentation of chunked uploads.
  const credential: Credential = {
    algorithm: 'AWS4-HMAC-SHA256',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    day: '20130524',
    region: 'us-east-1',
    service: 's3',
    signedHeaders: [],
    signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    expiresSeconds: null,
  };
  const signer: ChunkSigner = {
    credential,
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    date: '20130524T000000Z',
  };
  const signed = (letter: string): Buffer =>
    Buffer.from(
      [
        '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
        letter.repeat(65_536),
        '400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
        'a'.repeat(1024),
        '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
        '',
        '',
      ].join('\r\n'),
    );

  test('signed one by one is read, and its signatures are verified', () => {
    assert.equal(readAwsChunked(signed('a'), signer).content.length, 66_560);
    assert.throws(() => readAwsChunked(signed('b'), signer), coded('SignatureDoesNotMatch'));
    assert.equal(readAwsChunked(signed('b'), null).content.length, 66_560);
  });

  test('without its end, or with a size that is none, is incomplete', () => {
    const whole = '3\r\nabc\r\n0\r\n\r\n';
    assert.equal(Buffer.from(readAwsChunked(Buffer.from(whole), null).content).toString(), 'abc');
    for (const body of [
      '',
      '3\r\nab',
      '3\r\nabc',
      '3\r\nabcd\r\n0\r\n\r\n',
      'x\r\n',
      '3;foo=1\r\nabc\r\n',
      '-1\r\n',
    ])
      assert.throws(() => readAwsChunked(Buffer.from(body), null), coded('IncompleteBody'), body);
  });

  test('of any bytes in pieces of any size comes out whole', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 })), (pieces) => {
        const chunks = pieces.flatMap((piece) => [`${piece.length.toString(16)}\r\n`, piece, '\r\n']);
        const body = Buffer.concat(
          [...chunks, '0\r\nx-amz-checksum-a:b\r\n\r\n'].map((part) => Buffer.from(part)),
        );
        const { content, trailers } = readAwsChunked(body, null);
        assert.ok(Buffer.concat(pieces).equals(content));
        assert.equal(trailers.get('x-amz-checksum-a'), 'b');
      }),
    );
  });

  test('is held against the checksum behind it, which counts as a header from then on', () => {
    const send = (sum: string) =>
      readS3Content(
        head('PUT', '/b/k', {
          'content-encoding': 'aws-chunked,gzip',
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '9',
        }),
        Buffer.from(`9\r\n123456789\r\n0\r\nx-amz-checksum-crc32c:${sum}\r\n\r\n`),
        null,
        null,
        true,
      );
    const read = send('4waSgw==');
    assert.equal(Buffer.from(read.body).toString(), '123456789');
    assert.equal(read.head.headers['content-encoding'], 'gzip');
    assert.equal(read.head.headers['x-amz-checksum-crc32c'], '4waSgw==');
    assert.throws(() => send('AAAAAA=='), coded('BadDigest'));
    assert.throws(() => send('AAAA'), coded('InvalidRequest'));
  });
});

test('a body is the one whose hash, MD5 or checksum is sent with it', () => {
  const body = Buffer.from('abc');
  const read = (headers: WireHead['headers'], isContent = true) =>
    readS3Content(head('PUT', '/b/k', headers), body, null, null, isContent);
  const md5 = createHash('md5').update(body).digest('base64');
  assert.equal(read({ 'content-md5': md5 }).body, body);
  assert.throws(() => read({ 'content-md5': 'AAAA' }), coded('InvalidDigest'));
  assert.throws(() => read({ 'content-md5': `${'A'.repeat(22)}==` }), coded('BadDigest'));
  const sums = { 'x-amz-checksum-sha256': createHash('sha256').update('other').digest('base64') };
  assert.throws(() => read(sums), coded('BadDigest'));
  assert.equal(read(sums, false).body, body);
  assert.throws(() => read({ 'x-amz-checksum-xxhash64': 'AAAA' }), coded('NotImplemented'));
  const named = head('PUT', '/b/k', { 'x-amz-content-sha256': '0'.repeat(64) });
  assert.throws(() => assertPayloadHash(named, body, null), coded('XAmzContentSHA256Mismatch'));
});

describe('XML', () => {
  const text: Shape = { kind: 'string', constraints: {} };
  const member = { required: false, place: 'body', flattened: false } as const;
  const structure = { kind: 'structure', name: 'T', payload: null, xmlName: null, error: null } as const;
  const item: Shape = { ...structure, members: [{ ...member, name: 'Key', wireName: 'Key', shape: text }] };
  const listOf = (itemName: string): Shape => ({ kind: 'list', member: item, itemName, constraints: {} });
  const shape: Shape = {
    ...structure,
    members: [
      { ...member, name: 'Tags', wireName: 'TagSet', shape: listOf('Tag') },
      { ...member, name: 'Objects', wireName: 'Object', shape: listOf('member'), flattened: true },
      { ...member, name: 'Quiet', wireName: 'Quiet', shape: { kind: 'boolean', constraints: {} } },
    ],
  };
  const read = (xml: string): unknown => readXmlDocument(shape, 'T', Buffer.from(xml));

  test('is read by its shape, whatever its white space, prefixes and order', () => {
    const xml = `<?xml version="1.0"?>
      <a:T xmlns:a="urn:x"><Quiet>true</Quiet><Object><Key> &lt;&#x41;&#66;&amp;lt; </Key></Object>
      <TagSet><Tag><Key>a</Key></Tag><Tag><Key/></Tag></TagSet><Other/><Object><Key>b</Key></Object></a:T>`;
    assert.deepEqual(read(xml), {
      Quiet: true,
      Objects: [{ Key: ' <AB&lt; ' }, { Key: 'b' }],
      Tags: [{ Key: 'a' }, { Key: '' }],
    });
  });

  test('that is none, is another document, or brings entities of its own is not read', () => {
    for (const xml of [
      '',
      '{}',
      '<T>',
      '<T></U>',
      '<U/>',
      '<T><Quiet>maybe</Quiet></T>',
      '<T>text</T>',
      '<!DOCTYPE T [<!ENTITY e "x">]><T><Object><Key>&e;</Key></Object></T>',
      `${'<T>'.repeat(40)}${'</T>'.repeat(40)}`,
    ]) {
      assert.equal(read(xml), undefined, xml);
    }
  });

  test('of any texts is read as it was written', () => {
    const key = fc.string({
      unit: fc.constantFrom('a', '<', '>', '&', '"', "'", 'é', '😀', ' ', ';', '#', '\r', '\n', ']]>'),
    });
    fc.assert(
      fc.property(fc.array(key), fc.array(key), (tags, objects) => {
        const value = {
          ...(objects.length === 0 ? {} : { Objects: objects.map((Key) => ({ Key })) }),
          Tags: tags.map((Key) => ({ Key })),
        };
        const members = 'members' in shape ? shape.members : [];
        // Line ends are one to XML.
        const plain = JSON.parse(JSON.stringify(value).replaceAll('\\r\\n', '\\r')) as object;
        assert.deepEqual(read(`<T>${xmlMembers(members, plain)}</T>`), plain);
      }),
    );
  });
});

test("a URL signed before version 4 is verified: the example of AWS's documentation", () => {
  const url =
    '/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620';
  const request = head('GET', url, { host: 'johnsmith.s3.us-west-1.amazonaws.com' });
  const verify = (changed: WireHead, nowMs = 1_175_139_000_000): void =>
    verifySignatureV2(
      changed,
      (id) =>
        id === 'AKIAIOSFODNN7EXAMPLE'
          ? { secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
          : null,
      nowMs,
    );
  verify(request);
  assert.throws(() => verify(request, 1_175_139_621_000), coded('AccessDenied'));
  assert.throws(() => verify({ ...request, path: '/photos/kitten.jpg' }), coded('SignatureDoesNotMatch'));
  assert.throws(
    () => verify(head('GET', url.replace('AKIA', 'ASIA'), { host: request.headers.host! })),
    coded('InvalidAccessKeyId'),
  );
  assert.throws(() => verify(head('GET', '/b', { authorization: 'AWS a:b' })), coded('InvalidRequest'));
});
