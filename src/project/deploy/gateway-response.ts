// AWS::ApiGateway::GatewayResponse → PutGatewayResponse.
import { putGatewayResponse } from '../../aws/apigateway/put-gateway-response.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  ResponseParameters: honoured,
  ResponseTemplates: honoured,
  ResponseType: honoured,
  RestApiId: honoured,
  StatusCode: honoured,
};

export const gatewayResponse: ResourceType = {
  properties,
  async create(resource, read, { context, names }) {
    await putGatewayResponse(
      present({
        restApiId: read.requiredText('RestApiId'),
        responseType: read.requiredText('ResponseType') as 'DEFAULT_4XX',
        statusCode: read.text('StatusCode'),
        responseParameters: read.textMap('ResponseParameters'),
        responseTemplates: read.textMap('ResponseTemplates'),
      }),
      context,
    );
    const id = names.make(resource.logicalId, 64);
    return { physicalId: id, attributes: { Id: id } };
  },
};
