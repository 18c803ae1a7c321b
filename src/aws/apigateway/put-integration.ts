// PutIntegration: what a method calls; replaces the integration that was there, its responses included.
import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { IntegrationModel, MethodModel } from '../../gateway/model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { changeMethod } from './changes.ts';
import {
  assertContentTypes,
  assertCredentials,
  assertIntegrationUri,
  assertMappings,
  integrationTypes,
  readConnection,
  readIntegrationMethod,
  readIntegrationTimeout,
  readPassthrough,
  readTemplates,
} from './integration-validation.ts';
import { integrationOf } from './lookups.ts';
import { integrationShape } from './method-shape.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function putIntegration(
  input: PutIntegrationRequest,
  context: OperationContext,
): Promise<Integration> {
  assertConstraints(
    required('putIntegrationInput.type', input.type),
    oneOf('putIntegrationInput.type', input.type, integrationTypes),
    oneOf('putIntegrationInput.connectionType', input.connectionType, ['INTERNET', 'VPC_LINK']),
    oneOf('putIntegrationInput.contentHandling', input.contentHandling, [
      'CONVERT_TO_BINARY',
      'CONVERT_TO_TEXT',
    ]),
  );
  refuseNotBuilt('PutIntegration', {
    integrationTarget: input.integrationTarget,
    'responseTransferMode STREAM': input.responseTransferMode === 'STREAM',
  });
  const method = await changeMethod(context, input, (current, resource) => ({
    ...current,
    integration: readIntegration(input, current, resource.id),
  }));
  return integrationShape(integrationOf(method));
}

function readIntegration(
  input: PutIntegrationRequest,
  method: MethodModel,
  resourceId: string,
): IntegrationModel {
  const type = input.type ?? 'MOCK';
  const httpMethod = readIntegrationMethod(input);
  assertIntegrationUri(type, input.uri);
  const timeoutInMillis = readIntegrationTimeout(input.timeoutInMillis);
  const connection = readConnection(input.connectionType, input.connectionId);
  assertCredentials(input.credentials);
  assertMappings(input.requestParameters, method);
  assertContentTypes(input.requestTemplates);
  const insecureSkipVerification = input.tlsConfig?.insecureSkipVerification;
  return {
    type,
    httpMethod,
    uri: type === 'MOCK' ? null : (input.uri ?? null),
    credentials: input.credentials ?? null,
    timeoutInMillis,
    passthroughBehavior: readPassthrough(input.passthroughBehavior),
    contentHandling: input.contentHandling ?? null,
    ...(connection === null ? {} : { connection }),
    ...(insecureSkipVerification === undefined ? {} : { insecureSkipVerification }),
    requestParameters: { ...input.requestParameters },
    requestTemplates: readTemplates(input.requestTemplates),
    cacheNamespace: input.cacheNamespace ?? resourceId,
    cacheKeyParameters: [...(input.cacheKeyParameters ?? [])],
    integrationResponses: {},
  };
}
