// AWS::ApiGateway::RestApi → CreateRestApi, and PutRestApi with the OpenAPI document where there is one.
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { createRestApi } from '../../aws/apigateway/create-rest-api.ts';
import { putRestApi } from '../../aws/apigateway/put-rest-api.ts';
import { updateRestApi } from '../../aws/apigateway/update-rest-api.ts';
import type { OperationContext } from '../../aws/context.ts';
import { findApiDefinition } from '../code/api-definition.ts';
import type { TemplateResource } from '../project.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, mapOf, noEffect, type PropertyTable } from '../property-table.ts';
import { noTls } from './domain-name.ts';
import { present } from './present.ts';
import type { Deploying, ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

const properties: PropertyTable = {
  ApiKeySourceType: honoured,
  BinaryMediaTypes: honoured,
  Body: honoured,
  // A text is a file, as "aws cloudformation package" reads it.
  BodyS3Location: mapOf({
    Bucket: honoured,
    ETag: noEffect('the object is read as it is'),
    Key: honoured,
    Version: honoured,
  }),
  CloneFrom: honoured,
  Description: honoured,
  DisableExecuteApiEndpoint: honoured,
  EndpointAccessMode: noTls,
  EndpointConfiguration: mapOf({ IpAddressType: honoured, Types: honoured, VpcEndpointIds: honoured }),
  FailOnWarnings: honoured,
  MinimumCompressionSize: honoured,
  Mode: honoured,
  Name: honoured,
  Parameters: honoured,
  Policy: honoured,
  SecurityPolicy: noTls,
  Tags: honoured,
};

export const restApi: ResourceType = {
  properties,
  async create(resource, read, deploying) {
    const { context, project, record, tags } = deploying;
    const definition = await findApiDefinition(resource, read, deploying);
    const created = await createRestApi(
      present({
        ...settingsOf(read),
        // The document's title takes its place, where there is one.
        name: read.text('Name') ?? project.stackName,
        cloneFrom: read.text('CloneFrom'),
        endpointConfiguration: endpointOf(read),
        policy: read.document('Policy'),
        tags: { ...readTags(read), ...tags(resource) },
      }),
      context,
    );
    const apiId = created.id!;
    record.api(resource.source, apiId);
    if (definition !== null) await importInto(apiId, definition, resource, read, deploying);
    return { physicalId: apiId, attributes: { RestApiId: apiId, RootResourceId: created.rootResourceId! } };
  },
};

/** What the template says beside the document counts more than what the document says. */
async function importInto(
  restApiId: string,
  body: Uint8Array,
  resource: TemplateResource,
  read: PropertyReader,
  { context, leaveOut }: Deploying,
): Promise<void> {
  const imported = await putRestApi(
    present({
      restApiId,
      body,
      mode: (read.text('Mode') ?? 'overwrite') as 'overwrite',
      failOnWarnings: read.flag('FailOnWarnings'),
      parameters: read.textMap('Parameters'),
    }),
    context,
  );
  for (const warning of imported.warnings ?? []) leaveOut(resource, 'Body', warning);
  await patchApi(restApiId, patchesOf(read), context);
}

function settingsOf(read: PropertyReader) {
  return {
    description: read.text('Description'),
    apiKeySource: read.text('ApiKeySourceType') as 'HEADER' | undefined,
    // Slashes are written ~1 in templates, as in a patch path.
    binaryMediaTypes: read.texts('BinaryMediaTypes')?.map((type) => type.replaceAll('~1', '/')),
    disableExecuteApiEndpoint: read.flag('DisableExecuteApiEndpoint'),
    minimumCompressionSize: read.number('MinimumCompressionSize'),
  };
}

function patchesOf(read: PropertyReader): readonly PatchOperation[] {
  const { binaryMediaTypes = [], ...settings } = { name: read.text('Name'), ...settingsOf(read) };
  return [
    ...Object.entries(settings).flatMap(([member, value]): PatchOperation[] =>
      value === undefined ? [] : [{ op: 'replace', path: `/${member}`, value: String(value) }],
    ),
    ...binaryMediaTypes.map((type): PatchOperation => ({
      op: 'add',
      path: `/binaryMediaTypes/${type.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    })),
  ];
}

async function patchApi(
  restApiId: string,
  patchOperations: readonly PatchOperation[],
  context: OperationContext,
): Promise<void> {
  if (patchOperations.length === 0) return;
  await updateRestApi({ restApiId, patchOperations: [...patchOperations] }, context);
}

/** The import's parameter says the type too, where the property does not. */
function endpointOf(read: PropertyReader) {
  const endpoint = read.within('EndpointConfiguration');
  const types =
    endpoint?.texts('Types') ?? read.within('Parameters')?.text('endpointConfigurationTypes')?.split(',');
  if (endpoint === undefined && types === undefined) return undefined;
  return present({
    types: types as 'EDGE'[] | undefined,
    ipAddressType: endpoint?.text('IpAddressType') as 'ipv4' | undefined,
    vpcEndpointIds: endpoint?.texts('VpcEndpointIds'),
  });
}
