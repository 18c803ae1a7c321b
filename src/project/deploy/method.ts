// AWS::ApiGateway::Method → PutMethod, PutMethodResponse, PutIntegration and PutIntegrationResponse.
import { putIntegrationResponse } from '../../aws/apigateway/put-integration-response.ts';
import { putIntegration } from '../../aws/apigateway/put-integration.ts';
import { putMethodResponse } from '../../aws/apigateway/put-method-response.ts';
import { putMethod } from '../../aws/apigateway/put-method.ts';
import type { PropertyReader } from '../property-reader.ts';
import {
  byValue,
  honoured,
  ignored,
  listOf,
  mapOf,
  noEffect,
  partly,
  type PropertyTable,
  type Verdict,
} from '../property-table.ts';
import { present } from './present.ts';
import type { Deploying, ResourceType } from './resource-type.ts';

export const openMethod = 'OPEN: authorizers are not built yet, so everyone may call this locally';
export const closedByIam = 'no access key is known locally, so every call is refused with 403';
const closedByApiKey = 'API keys are not built yet, so every call that needs one is refused with 403';
const notValidated = 'requests are not validated yet';

export const apiKeyRequired: Verdict = byValue((value) =>
  isTrue(value) ? partly(closedByApiKey) : honoured,
);

export const responseTransferMode: Verdict = byValue((value) =>
  value === 'STREAM'
    ? ignored('responses are buffered: streaming is not built yet')
    : noEffect('it is the default'),
);

const authorizationType: Verdict = byValue((value) =>
  value === 'CUSTOM' || value === 'COGNITO_USER_POOLS'
    ? ignored(openMethod)
    : value === 'AWS_IAM'
      ? partly(closedByIam)
      : honoured,
);

const integrationType: Verdict = byValue((value) =>
  value === 'AWS_PROXY' || value === 'MOCK' || typeof value !== 'string'
    ? honoured
    : partly(`integrations of type ${value} are not built yet: the route answers with an error that says so`),
);

const properties: PropertyTable = {
  ApiKeyRequired: apiKeyRequired,
  AuthorizationScopes: ignored(openMethod),
  AuthorizationType: authorizationType,
  AuthorizerId: noEffect('AuthorizationType is reported instead'),
  HttpMethod: honoured,
  Integration: mapOf({
    CacheKeyParameters: noEffect('nothing is cached'),
    CacheNamespace: noEffect('nothing is cached'),
    ConnectionId: ignored('there are no VPC links on this machine'),
    ConnectionType: byValue((value) =>
      value === 'VPC_LINK'
        ? ignored('there are no VPC links on this machine')
        : noEffect('it is the default'),
    ),
    ContentHandling: honoured,
    Credentials: honoured,
    IntegrationHttpMethod: honoured,
    IntegrationResponses: listOf(
      mapOf({
        ContentHandling: honoured,
        ResponseParameters: honoured,
        ResponseTemplates: honoured,
        SelectionPattern: honoured,
        StatusCode: honoured,
      }),
    ),
    IntegrationTarget: ignored('there are no VPC links on this machine'),
    PassthroughBehavior: honoured,
    RequestParameters: honoured,
    RequestTemplates: honoured,
    ResponseTransferMode: responseTransferMode,
    TimeoutInMillis: honoured,
    Type: integrationType,
    Uri: honoured,
  }),
  MethodResponses: listOf(
    mapOf({
      ResponseModels: noEffect('models of responses are documentation'),
      ResponseParameters: honoured,
      StatusCode: honoured,
    }),
  ),
  OperationName: honoured,
  RequestModels: ignored(notValidated),
  RequestParameters: honoured,
  RequestValidatorId: ignored(notValidated),
  ResourceId: honoured,
  RestApiId: honoured,
};

interface MethodKey {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export const method: ResourceType = {
  properties,
  async create(resource, read, deploying) {
    const key: MethodKey = {
      restApiId: read.requiredText('RestApiId'),
      resourceId: read.requiredText('ResourceId'),
      httpMethod: read.requiredText('HttpMethod'),
    };
    await putMethod(
      present({
        ...key,
        authorizationType: read.text('AuthorizationType') ?? 'NONE',
        apiKeyRequired: read.flag('ApiKeyRequired'),
        operationName: read.text('OperationName'),
        requestParameters: read.flagMap('RequestParameters'),
      }),
      deploying.context,
    );
    for (const response of read.each('MethodResponses')) {
      await putMethodResponse(
        present({
          ...key,
          statusCode: response.requiredText('StatusCode'),
          responseParameters: response.flagMap('ResponseParameters'),
        }),
        deploying.context,
      );
    }
    const integration = read.within('Integration');
    if (integration !== undefined) await createIntegration(key, integration, deploying);
    const name = deploying.names.make(resource.logicalId, 64);
    return { physicalId: name, attributes: {} };
  },
};

async function createIntegration(
  key: MethodKey,
  read: PropertyReader,
  { context, record }: Deploying,
): Promise<void> {
  const type = read.requiredText('Type');
  const uri = read.text('Uri');
  await putIntegration(
    present({
      ...key,
      type: type as 'AWS_PROXY',
      uri,
      integrationHttpMethod: read.text('IntegrationHttpMethod'),
      credentials: read.text('Credentials'),
      contentHandling: read.text('ContentHandling') as 'CONVERT_TO_TEXT' | undefined,
      passthroughBehavior: read.text('PassthroughBehavior'),
      requestParameters: read.textMap('RequestParameters'),
      requestTemplates: read.textMap('RequestTemplates'),
      timeoutInMillis: read.number('TimeoutInMillis'),
    }),
    context,
  );
  record.method(key.restApiId, key.resourceId, key.httpMethod, type, uri ?? null);
  for (const response of read.each('IntegrationResponses')) {
    await putIntegrationResponse(
      present({
        ...key,
        statusCode: response.requiredText('StatusCode'),
        contentHandling: response.text('ContentHandling') as 'CONVERT_TO_TEXT' | undefined,
        responseParameters: response.textMap('ResponseParameters'),
        responseTemplates: response.textMap('ResponseTemplates'),
        selectionPattern: response.text('SelectionPattern'),
      }),
      context,
    );
  }
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
