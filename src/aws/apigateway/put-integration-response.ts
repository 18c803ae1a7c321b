// PutIntegrationResponse: how a non-proxy integration's answer becomes a method response; replaces the one that was there.
import type { IntegrationResponse, PutIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { IntegrationResponseModel } from '../../gateway/model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeMethod } from './changes.ts';
import { assertContentTypes, assertResponseMappings, readTemplates } from './integration-validation.ts';
import { integrationOf } from './lookups.ts';
import { integrationResponseShape } from './method-shape.ts';
import { sentEmpty, statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function putIntegrationResponse(
  input: PutIntegrationResponseRequest,
  context: OperationContext,
): Promise<IntegrationResponse> {
  assertConstraints(
    oneOf('putIntegrationResponseInput.contentHandling', input.contentHandling, [
      'CONVERT_TO_BINARY',
      'CONVERT_TO_TEXT',
    ]),
    required('statusCode', input.statusCode),
    statusCodeConstraint(input.statusCode),
  );
  const statusCode = input.statusCode ?? '';
  const { responseParameters, responseTemplates } = input;
  const response: IntegrationResponseModel = {
    selectionPattern: input.selectionPattern ?? null,
    responseParameters: { ...responseParameters },
    responseTemplates: readTemplates(responseTemplates),
    contentHandling: input.contentHandling ?? null,
    ...sentEmpty({ responseParameters, responseTemplates }),
  };
  await changeMethod(context, input, (method) => {
    const integration = integrationOf(method);
    assertContentTypes(responseTemplates);
    assertResponseMappings(responseParameters, method, statusCode);
    const integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
    return { ...method, integration: { ...integration, integrationResponses } };
  });
  return integrationResponseShape(response, statusCode);
}
