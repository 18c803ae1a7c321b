// AWS::ApiGateway::Authorizer → CreateAuthorizer.
import { createAuthorizer } from '../../aws/apigateway/create-authorizer.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  AuthorizerCredentials: honoured,
  AuthorizerResultTtlInSeconds: honoured,
  AuthorizerUri: honoured,
  AuthType: honoured,
  IdentitySource: honoured,
  IdentityValidationExpression: honoured,
  Name: honoured,
  ProviderARNs: honoured,
  RestApiId: honoured,
  Type: honoured,
};

export const authorizer: ResourceType = {
  properties,
  async create(_resource, read, { context }) {
    const created = await createAuthorizer(
      present({
        restApiId: read.requiredText('RestApiId'),
        name: read.requiredText('Name'),
        type: read.requiredText('Type') as 'TOKEN',
        authType: read.text('AuthType'),
        authorizerCredentials: read.text('AuthorizerCredentials'),
        authorizerResultTtlInSeconds: read.number('AuthorizerResultTtlInSeconds'),
        authorizerUri: read.text('AuthorizerUri'),
        identitySource: read.text('IdentitySource'),
        identityValidationExpression: read.text('IdentityValidationExpression'),
        providerARNs: read.texts('ProviderARNs'),
      }),
      context,
    );
    return { physicalId: created.id!, attributes: { AuthorizerId: created.id! } };
  },
};
