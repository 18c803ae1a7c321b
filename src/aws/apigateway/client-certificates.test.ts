// Client certificates: real ones, kept and answered.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { createTestContext, startMs } from '../testing/operation-context.ts';
import { apigatewayOperations as api } from './operations.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

test('a generated certificate is one that signed itself, valid for a year', async () => {
  const context = createTestContext();
  const made = await api.GenerateClientCertificate({ description: 'backend', tags: { a: 'b' } }, context);
  const certificate = new X509Certificate(made.pemEncodedCertificate!);
  assert.equal(certificate.subject, 'CN=ApiGateway');
  assert.ok(certificate.verify(certificate.publicKey));
  assert.equal(Date.parse(certificate.validFrom), Math.floor(startMs / 1000) * 1000);
  assert.equal(Date.parse(certificate.validTo), Math.floor(made.expirationDate!.getTime() / 1000) * 1000);
  const clientCertificateId = made.clientCertificateId!;
  const patchOperations = [{ op: 'replace' as const, path: '/description', value: 'other' }];
  await api.UpdateClientCertificate({ clientCertificateId, patchOperations }, context);
  const { items } = await api.GetClientCertificates({}, context);
  assert.equal(items?.[0]?.description, 'other');
  assert.equal(
    (await api.GetClientCertificate({ clientCertificateId }, context)).pemEncodedCertificate,
    made.pemEncodedCertificate,
  );
  await api.DeleteClientCertificate({ clientCertificateId }, context);
  await assert.rejects(api.GetClientCertificate({ clientCertificateId }, context), {
    code: 'NotFoundException',
  });
});

test('serial numbers with leading zeros and a high bit, and dates after 2049, are written as DER asks', async () => {
  for (const [serialHex, serial] of [
    ['0000000000000001', '01'],
    ['ff00000000000000', 'FF00000000000000'],
    ['0080000000000000', '80000000000000'],
  ] as const) {
    const notAfterMs = Date.UTC(2051, 0, 1);
    const pem = await selfSignedCertificate({ commonName: 'x', serialHex, notBeforeMs: 0, notAfterMs });
    const certificate = new X509Certificate(pem);
    assert.equal(certificate.serialNumber, serial);
    assert.equal(Date.parse(certificate.validTo), notAfterMs);
  }
});

test('a model’s template takes each member from the same place of the input', async () => {
  const context = createTestContext();
  const { id: restApiId } = await api.CreateRestApi({ name: 'pets' }, context);
  const schema = JSON.stringify({
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      owners: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    },
  });
  await api.CreateModel({ restApiId, name: 'Pet', contentType: 'application/json', schema }, context);
  const { value } = await api.GetModelTemplate({ restApiId, modelName: 'Pet' }, context);
  assert.equal(
    value,
    [
      "#set($inputRoot = $input.path('$'))",
      '{',
      '  "name" : "$inputRoot.name",',
      '  "age" : $inputRoot.age,',
      '  "owners" : [',
      '#foreach($elem in $inputRoot.owners)',
      '    {',
      '      "name" : "$elem.name"',
      '    }#if($foreach.hasNext),#end',
      '',
      '#end',
      '  ]',
      '}',
    ].join('\n'),
  );
});
