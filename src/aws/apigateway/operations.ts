// API Gateway's operations: the table of contents by which a request finds its operation.
import { createApiKey } from './create-api-key.ts';
import { createAuthorizer } from './create-authorizer.ts';
import { createBasePathMapping } from './create-base-path-mapping.ts';
import { createDeployment } from './create-deployment.ts';
import { createDocumentationPart } from './create-documentation-part.ts';
import { createDocumentationVersion } from './create-documentation-version.ts';
import { createDomainName } from './create-domain-name.ts';
import { createModel } from './create-model.ts';
import { createRequestValidator } from './create-request-validator.ts';
import { createResource } from './create-resource.ts';
import { createRestApi } from './create-rest-api.ts';
import { createStage } from './create-stage.ts';
import { createUsagePlanKey } from './create-usage-plan-key.ts';
import { createUsagePlan } from './create-usage-plan.ts';
import { createVpcLink } from './create-vpc-link.ts';
import { deleteApiKey } from './delete-api-key.ts';
import { deleteAuthorizer } from './delete-authorizer.ts';
import { deleteBasePathMapping } from './delete-base-path-mapping.ts';
import { deleteClientCertificate } from './delete-client-certificate.ts';
import { deleteDeployment } from './delete-deployment.ts';
import { deleteDocumentationPart } from './delete-documentation-part.ts';
import { deleteDocumentationVersion } from './delete-documentation-version.ts';
import { deleteDomainName } from './delete-domain-name.ts';
import { deleteGatewayResponse } from './delete-gateway-response.ts';
import { deleteIntegration } from './delete-integration.ts';
import { deleteIntegrationResponse } from './delete-integration-response.ts';
import { deleteMethod } from './delete-method.ts';
import { deleteMethodResponse } from './delete-method-response.ts';
import { deleteModel } from './delete-model.ts';
import { deleteRequestValidator } from './delete-request-validator.ts';
import { deleteResource } from './delete-resource.ts';
import { deleteRestApi } from './delete-rest-api.ts';
import { deleteStage } from './delete-stage.ts';
import { deleteUsagePlanKey } from './delete-usage-plan-key.ts';
import { deleteUsagePlan } from './delete-usage-plan.ts';
import { deleteVpcLink } from './delete-vpc-link.ts';
import { flushStageAuthorizersCache } from './flush-stage-authorizers-cache.ts';
import { flushStageCache } from './flush-stage-cache.ts';
import { generateClientCertificate } from './generate-client-certificate.ts';
import { getAccount } from './get-account.ts';
import { getApiKey } from './get-api-key.ts';
import { getApiKeys } from './get-api-keys.ts';
import { getAuthorizer } from './get-authorizer.ts';
import { getAuthorizers } from './get-authorizers.ts';
import { getBasePathMapping } from './get-base-path-mapping.ts';
import { getBasePathMappings } from './get-base-path-mappings.ts';
import { getClientCertificate } from './get-client-certificate.ts';
import { getClientCertificates } from './get-client-certificates.ts';
import { getDeployment } from './get-deployment.ts';
import { getDeployments } from './get-deployments.ts';
import { getDocumentationPart } from './get-documentation-part.ts';
import { getDocumentationParts } from './get-documentation-parts.ts';
import { getDocumentationVersion } from './get-documentation-version.ts';
import { getDocumentationVersions } from './get-documentation-versions.ts';
import { getDomainName } from './get-domain-name.ts';
import { getDomainNames } from './get-domain-names.ts';
import { getExport } from './get-export.ts';
import { getGatewayResponse } from './get-gateway-response.ts';
import { getGatewayResponses } from './get-gateway-responses.ts';
import { getIntegration } from './get-integration.ts';
import { getIntegrationResponse } from './get-integration-response.ts';
import { getMethod } from './get-method.ts';
import { getMethodResponse } from './get-method-response.ts';
import { getModelTemplate } from './get-model-template.ts';
import { getModel } from './get-model.ts';
import { getModels } from './get-models.ts';
import { getRequestValidator } from './get-request-validator.ts';
import { getRequestValidators } from './get-request-validators.ts';
import { getResource } from './get-resource.ts';
import { getResources } from './get-resources.ts';
import { getRestApi } from './get-rest-api.ts';
import { getRestApis } from './get-rest-apis.ts';
import { getStage } from './get-stage.ts';
import { getStages } from './get-stages.ts';
import { getTags } from './get-tags.ts';
import { getUsagePlanKey } from './get-usage-plan-key.ts';
import { getUsagePlanKeys } from './get-usage-plan-keys.ts';
import { getUsagePlan } from './get-usage-plan.ts';
import { getUsagePlans } from './get-usage-plans.ts';
import { getUsage } from './get-usage.ts';
import { getVpcLink } from './get-vpc-link.ts';
import { getVpcLinks } from './get-vpc-links.ts';
import { importApiKeys } from './import-api-keys.ts';
import { importDocumentationParts } from './import-documentation-parts.ts';
import { importRestApi } from './import-rest-api.ts';
import { putGatewayResponse } from './put-gateway-response.ts';
import { putIntegrationResponse } from './put-integration-response.ts';
import { putIntegration } from './put-integration.ts';
import { putMethodResponse } from './put-method-response.ts';
import { putMethod } from './put-method.ts';
import { putRestApi } from './put-rest-api.ts';
import { tagResource } from './tag-resource.ts';
import { testInvokeAuthorizer } from './test-invoke-authorizer.ts';
import { testInvokeMethod } from './test-invoke-method.ts';
import { untagResource } from './untag-resource.ts';
import { updateAccount } from './update-account.ts';
import { updateApiKey } from './update-api-key.ts';
import { updateAuthorizer } from './update-authorizer.ts';
import { updateBasePathMapping } from './update-base-path-mapping.ts';
import { updateClientCertificate } from './update-client-certificate.ts';
import { updateDeployment } from './update-deployment.ts';
import { updateDocumentationPart } from './update-documentation-part.ts';
import { updateDocumentationVersion } from './update-documentation-version.ts';
import { updateDomainName } from './update-domain-name.ts';
import { updateGatewayResponse } from './update-gateway-response.ts';
import { updateIntegration } from './update-integration.ts';
import { updateIntegrationResponse } from './update-integration-response.ts';
import { updateMethod } from './update-method.ts';
import { updateMethodResponse } from './update-method-response.ts';
import { updateModel } from './update-model.ts';
import { updateRequestValidator } from './update-request-validator.ts';
import { updateResource } from './update-resource.ts';
import { updateRestApi } from './update-rest-api.ts';
import { updateStage } from './update-stage.ts';
import { updateUsagePlan } from './update-usage-plan.ts';
import { updateUsage } from './update-usage.ts';
import { updateVpcLink } from './update-vpc-link.ts';

/** AWS's name of the operation → `(input, context) → output`. An operation that is not here is not built. */
export const apigatewayOperations = {
  CreateApiKey: createApiKey,
  CreateAuthorizer: createAuthorizer,
  CreateBasePathMapping: createBasePathMapping,
  CreateDeployment: createDeployment,
  CreateDocumentationPart: createDocumentationPart,
  CreateDocumentationVersion: createDocumentationVersion,
  CreateDomainName: createDomainName,
  CreateModel: createModel,
  CreateRequestValidator: createRequestValidator,
  CreateResource: createResource,
  CreateRestApi: createRestApi,
  CreateStage: createStage,
  CreateUsagePlan: createUsagePlan,
  CreateUsagePlanKey: createUsagePlanKey,
  CreateVpcLink: createVpcLink,
  DeleteApiKey: deleteApiKey,
  DeleteAuthorizer: deleteAuthorizer,
  DeleteBasePathMapping: deleteBasePathMapping,
  DeleteClientCertificate: deleteClientCertificate,
  DeleteDeployment: deleteDeployment,
  DeleteDocumentationPart: deleteDocumentationPart,
  DeleteDocumentationVersion: deleteDocumentationVersion,
  DeleteDomainName: deleteDomainName,
  DeleteGatewayResponse: deleteGatewayResponse,
  DeleteIntegration: deleteIntegration,
  DeleteIntegrationResponse: deleteIntegrationResponse,
  DeleteMethod: deleteMethod,
  DeleteMethodResponse: deleteMethodResponse,
  DeleteModel: deleteModel,
  DeleteRequestValidator: deleteRequestValidator,
  DeleteResource: deleteResource,
  DeleteRestApi: deleteRestApi,
  DeleteStage: deleteStage,
  DeleteUsagePlan: deleteUsagePlan,
  DeleteUsagePlanKey: deleteUsagePlanKey,
  DeleteVpcLink: deleteVpcLink,
  FlushStageAuthorizersCache: flushStageAuthorizersCache,
  FlushStageCache: flushStageCache,
  GenerateClientCertificate: generateClientCertificate,
  GetAccount: getAccount,
  GetApiKey: getApiKey,
  GetApiKeys: getApiKeys,
  GetAuthorizer: getAuthorizer,
  GetAuthorizers: getAuthorizers,
  GetBasePathMapping: getBasePathMapping,
  GetBasePathMappings: getBasePathMappings,
  GetClientCertificate: getClientCertificate,
  GetClientCertificates: getClientCertificates,
  GetDeployment: getDeployment,
  GetDeployments: getDeployments,
  GetDocumentationPart: getDocumentationPart,
  GetDocumentationParts: getDocumentationParts,
  GetDocumentationVersion: getDocumentationVersion,
  GetDocumentationVersions: getDocumentationVersions,
  GetDomainName: getDomainName,
  GetDomainNames: getDomainNames,
  GetExport: getExport,
  GetGatewayResponse: getGatewayResponse,
  GetGatewayResponses: getGatewayResponses,
  GetIntegration: getIntegration,
  GetIntegrationResponse: getIntegrationResponse,
  GetMethod: getMethod,
  GetMethodResponse: getMethodResponse,
  GetModel: getModel,
  GetModelTemplate: getModelTemplate,
  GetModels: getModels,
  GetRequestValidator: getRequestValidator,
  GetRequestValidators: getRequestValidators,
  GetResource: getResource,
  GetResources: getResources,
  GetRestApi: getRestApi,
  GetRestApis: getRestApis,
  GetStage: getStage,
  GetStages: getStages,
  GetTags: getTags,
  GetUsage: getUsage,
  GetUsagePlan: getUsagePlan,
  GetUsagePlanKey: getUsagePlanKey,
  GetUsagePlanKeys: getUsagePlanKeys,
  GetUsagePlans: getUsagePlans,
  GetVpcLink: getVpcLink,
  GetVpcLinks: getVpcLinks,
  ImportApiKeys: importApiKeys,
  ImportDocumentationParts: importDocumentationParts,
  ImportRestApi: importRestApi,
  PutGatewayResponse: putGatewayResponse,
  PutIntegrationResponse: putIntegrationResponse,
  PutIntegration: putIntegration,
  PutMethodResponse: putMethodResponse,
  PutMethod: putMethod,
  PutRestApi: putRestApi,
  TagResource: tagResource,
  TestInvokeAuthorizer: testInvokeAuthorizer,
  TestInvokeMethod: testInvokeMethod,
  UntagResource: untagResource,
  UpdateAccount: updateAccount,
  UpdateApiKey: updateApiKey,
  UpdateAuthorizer: updateAuthorizer,
  UpdateBasePathMapping: updateBasePathMapping,
  UpdateClientCertificate: updateClientCertificate,
  UpdateDeployment: updateDeployment,
  UpdateDocumentationPart: updateDocumentationPart,
  UpdateDocumentationVersion: updateDocumentationVersion,
  UpdateDomainName: updateDomainName,
  UpdateGatewayResponse: updateGatewayResponse,
  UpdateIntegration: updateIntegration,
  UpdateIntegrationResponse: updateIntegrationResponse,
  UpdateMethod: updateMethod,
  UpdateMethodResponse: updateMethodResponse,
  UpdateModel: updateModel,
  UpdateRequestValidator: updateRequestValidator,
  UpdateResource: updateResource,
  UpdateRestApi: updateRestApi,
  UpdateStage: updateStage,
  UpdateUsage: updateUsage,
  UpdateUsagePlan: updateUsagePlan,
  UpdateVpcLink: updateVpcLink,
} as const;
