// AWS::ApiGateway::RequestValidator → CreateRequestValidator.
import { createRequestValidator } from '../../aws/apigateway/create-request-validator.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  Name: honoured,
  RestApiId: honoured,
  ValidateRequestBody: honoured,
  ValidateRequestParameters: honoured,
};

export const requestValidator: ResourceType = {
  properties,
  async create(resource, read, { context, names }) {
    const created = await createRequestValidator(
      present({
        restApiId: read.requiredText('RestApiId'),
        name: read.text('Name') ?? names.make(resource.logicalId, 64),
        validateRequestBody: read.flag('ValidateRequestBody'),
        validateRequestParameters: read.flag('ValidateRequestParameters'),
      }),
      context,
    );
    return { physicalId: created.id!, attributes: { RequestValidatorId: created.id! } };
  },
};
