// AWS::ApiGateway::RestApi → CreateRestApi.
import { createRestApi } from '../../aws/apigateway/create-rest-api.ts';
import { honoured, ignored, mapOf, noEffect, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

export const notReadDocument =
  'OpenAPI documents are not read yet: the routes in it do not exist, and without other routes the API is not deployed';
export const notEnforcedPolicy =
  'OPEN: API resource policies are not enforced yet, so everyone may call this API locally';

const properties: PropertyTable = {
  ApiKeySourceType: honoured,
  BinaryMediaTypes: honoured,
  Body: ignored(notReadDocument),
  BodyS3Location: ignored(notReadDocument),
  CloneFrom: ignored('Varco does not copy APIs'),
  Description: honoured,
  DisableExecuteApiEndpoint: honoured,
  EndpointAccessMode: noEffect('it concerns TLS and private networks'),
  EndpointConfiguration: mapOf({
    IpAddressType: honoured,
    Types: honoured,
    VpcEndpointIds: ignored('there are no VPCs on this machine'),
  }),
  FailOnWarnings: noEffect('it concerns the import of an OpenAPI document'),
  MinimumCompressionSize: honoured,
  Mode: noEffect('it concerns the import of an OpenAPI document'),
  Name: honoured,
  Parameters: noEffect('it concerns the import of an OpenAPI document'),
  Policy: ignored(notEnforcedPolicy),
  SecurityPolicy: noEffect('it concerns TLS'),
  Tags: honoured,
};

export const restApi: ResourceType = {
  properties,
  async create(resource, read, { context, project, record, tags }) {
    const endpoint = read.within('EndpointConfiguration');
    const created = await createRestApi(
      present({
        // Without Name the title of the document in Body names the API; a Name is required where there is none.
        name: read.text('Name') ?? project.stackName,
        description: read.text('Description'),
        apiKeySource: read.text('ApiKeySourceType') as 'HEADER' | undefined,
        // Slashes are written ~1 in templates, as in a patch path.
        binaryMediaTypes: read.texts('BinaryMediaTypes')?.map((type) => type.replaceAll('~1', '/')),
        disableExecuteApiEndpoint: read.flag('DisableExecuteApiEndpoint'),
        endpointConfiguration:
          endpoint &&
          present({
            types: endpoint.texts('Types') as 'EDGE'[] | undefined,
            ipAddressType: endpoint.text('IpAddressType') as 'ipv4' | undefined,
          }),
        minimumCompressionSize: read.number('MinimumCompressionSize'),
        tags: { ...readTags(read), ...tags(resource) },
      }),
      context,
    );
    const apiId = created.id!;
    const hasUnreadDocument = ['Body', 'BodyS3Location'].some((key) =>
      Object.hasOwn(resource.properties, key),
    );
    record.api(resource.source, apiId, created.name!, created.rootResourceId!, hasUnreadDocument);
    return { physicalId: apiId, attributes: { RestApiId: apiId, RootResourceId: created.rootResourceId! } };
  },
};
