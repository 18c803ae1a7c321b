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

export const responseTransferMode: Verdict = byValue((value) =>
  value === 'STREAM'
    ? ignored('responses are buffered: streaming is not built yet')
    : noEffect('it is the default'),
);

/** `arn:aws:apigateway:{region}:{service}:…` of another service than Lambda. */
const otherService = /^arn:[^:]+:apigateway:[^:]*:(?!lambda:)([^:]+):/;

const integrationUri: Verdict = byValue((value) => {
  const service = typeof value === 'string' ? otherService.exec(value)?.[1] : undefined;
  return service === undefined
    ? honoured
    : partly(`calls to ${service} are not built: the route answers with an error that says so`);
});

const properties: PropertyTable = {
  ApiKeyRequired: honoured,
  AuthorizationScopes: honoured,
  AuthorizationType: honoured,
  AuthorizerId: honoured,
  HttpMethod: honoured,
  Integration: mapOf({
    CacheKeyParameters: honoured,
    CacheNamespace: honoured,
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
    Type: honoured,
    Uri: integrationUri,
  }),
  MethodResponses: listOf(
    mapOf({
      ResponseModels: honoured,
      ResponseParameters: honoured,
      StatusCode: honoured,
    }),
  ),
  OperationName: honoured,
  RequestModels: honoured,
  RequestParameters: honoured,
  RequestValidatorId: honoured,
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
        authorizationScopes: read.texts('AuthorizationScopes'),
        authorizerId: read.text('AuthorizerId'),
        apiKeyRequired: read.flag('ApiKeyRequired'),
        operationName: read.text('OperationName'),
        requestModels: read.textMap('RequestModels'),
        requestParameters: read.flagMap('RequestParameters'),
        requestValidatorId: read.text('RequestValidatorId'),
      }),
      deploying.context,
    );
    for (const response of read.each('MethodResponses')) {
      await putMethodResponse(
        present({
          ...key,
          statusCode: response.requiredText('StatusCode'),
          responseModels: response.textMap('ResponseModels'),
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
  { context }: Deploying,
): Promise<void> {
  await putIntegration(
    present({
      ...key,
      type: read.requiredText('Type') as 'AWS_PROXY',
      uri: read.text('Uri'),
      integrationHttpMethod: read.text('IntegrationHttpMethod'),
      cacheKeyParameters: read.texts('CacheKeyParameters'),
      cacheNamespace: read.text('CacheNamespace'),
      credentials: read.text('Credentials'),
      contentHandling: read.text('ContentHandling') as 'CONVERT_TO_TEXT' | undefined,
      passthroughBehavior: read.text('PassthroughBehavior'),
      requestParameters: read.textMap('RequestParameters'),
      requestTemplates: read.textMap('RequestTemplates'),
      timeoutInMillis: read.number('TimeoutInMillis'),
    }),
    context,
  );
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
