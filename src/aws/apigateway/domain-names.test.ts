// Custom domains and what they are mapped to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestContext, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/abc';
const domainName = 'api.example.com';

async function regionalDomain(context: TestContext): Promise<void> {
  await api.CreateDomainName(
    {
      domainName,
      regionalCertificateArn: certificate,
      endpointConfiguration: { types: ['REGIONAL'] },
      tags: { team: 'pets' },
    },
    context,
  );
}

test('a regional domain names the host to point to, an edge one its distribution', async () => {
  const context = createTestContext();
  await regionalDomain(context);
  const regional = await api.GetDomainName({ domainName }, context);
  assert.match(regional.regionalDomainName!, /^d-[a-z0-9]{10}\.execute-api\.eu-south-1\.amazonaws\.com$/);
  assert.equal(regional.distributionDomainName, undefined);
  assert.equal(regional.securityPolicy, 'TLS_1_2');
  const edge = await api.CreateDomainName(
    { domainName: '*.example.com', certificateArn: certificate },
    context,
  );
  assert.match(edge.distributionDomainName!, /\.cloudfront\.net$/);
  const { items } = await api.GetDomainNames({}, context);
  assert.deepEqual(
    items?.map((item) => item.domainName),
    ['*.example.com', domainName],
  );
});

test('a domain is there once, has a certificate and a name', async () => {
  const context = createTestContext();
  await regionalDomain(context);
  await assertRefused(
    regionalDomain(context),
    'BadRequestException',
    'The domain name you provided already exists.',
  );
  for (const input of [{ domainName: 'b.example.com' }, { domainName: '' }, { domainName: 'no name' }]) {
    await assert.rejects(api.CreateDomainName(input, context), { code: 'BadRequestException' });
  }
  await assertRefused(
    api.GetDomainName({ domainName: 'b.example.com' }, context),
    'NotFoundException',
    'Invalid domain name identifier specified',
  );
  await assert.rejects(
    api.CreateDomainName(
      { domainName, mutualTlsAuthentication: { truststoreUri: 's3://trust/store.pem' } },
      context,
    ),
    { code: 'NotImplemented' },
  );
});

test('mappings lead base paths to APIs and stages that are there', async () => {
  const context = createTestContext();
  await regionalDomain(context);
  const { id: restApiId } = await api.CreateRestApi({ name: 'pets' }, context);
  const root = await api.CreateBasePathMapping({ domainName, restApiId }, context);
  assert.deepEqual(root, { basePath: '(none)', restApiId });
  await api.CreateBasePathMapping({ domainName, restApiId, basePath: 'v1' }, context);
  await assertRefused(
    api.CreateBasePathMapping({ domainName, restApiId, basePath: 'v1' }, context),
    'ConflictException',
    'Base path already exists for this domain name',
  );
  await assertRefused(
    api.CreateBasePathMapping({ domainName, restApiId: 'gone', basePath: 'v2' }, context),
    'BadRequestException',
    'Invalid REST API identifier specified',
  );
  await assertRefused(
    api.CreateBasePathMapping({ domainName, restApiId, basePath: 'v2', stage: 'dev' }, context),
    'BadRequestException',
    'Invalid stage identifier specified',
  );
  const moved = await api.UpdateBasePathMapping(
    { domainName, basePath: 'v1', patchOperations: [{ op: 'replace', path: '/basePath', value: 'v3' }] },
    context,
  );
  assert.equal(moved.basePath, 'v3');
  const { items } = await api.GetBasePathMappings({ domainName }, context);
  assert.deepEqual(
    items?.map((item) => item.basePath),
    ['(none)', 'v3'],
  );
  await api.DeleteBasePathMapping({ domainName, basePath: '(none)' }, context);
  await assertRefused(
    api.GetBasePathMapping({ domainName, basePath: '(none)' }, context),
    'NotFoundException',
    'Invalid base path mapping identifier specified',
  );
});

test('a domain that goes takes its mappings along', async () => {
  const context = createTestContext();
  await regionalDomain(context);
  const { id: restApiId } = await api.CreateRestApi({ name: 'pets' }, context);
  await api.CreateBasePathMapping({ domainName, restApiId }, context);
  await api.DeleteDomainName({ domainName }, context);
  assert.deepEqual(await context.store.list('base-path-mapping'), []);
  await regionalDomain(context);
  assert.deepEqual((await api.GetBasePathMappings({ domainName }, context)).items, []);
});

test('patches move a domain to another certificate and endpoint', async () => {
  const context = createTestContext();
  await regionalDomain(context);
  const patched = await api.UpdateDomainName(
    {
      domainName,
      patchOperations: [
        { op: 'replace', path: '/certificateArn', value: certificate },
        { op: 'replace', path: '/endpointConfiguration/types/REGIONAL', value: 'EDGE' },
        { op: 'replace', path: '/securityPolicy', value: 'TLS_1_0' },
      ],
    },
    context,
  );
  assert.deepEqual(patched.endpointConfiguration?.types, ['EDGE']);
  assert.equal(patched.securityPolicy, 'TLS_1_0');
  assert.deepEqual(patched.tags, { team: 'pets' });
});
