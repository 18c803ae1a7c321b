// API Gateway's operations: the table of contents by which a request finds its operation.
import { createDeployment } from './create-deployment.ts';
import { createResource } from './create-resource.ts';
import { createRestApi } from './create-rest-api.ts';
import { createStage } from './create-stage.ts';
import { deleteDeployment } from './delete-deployment.ts';
import { deleteGatewayResponse } from './delete-gateway-response.ts';
import { deleteMethod } from './delete-method.ts';
import { deleteResource } from './delete-resource.ts';
import { deleteRestApi } from './delete-rest-api.ts';
import { deleteStage } from './delete-stage.ts';
import { getDeployment } from './get-deployment.ts';
import { getDeployments } from './get-deployments.ts';
import { getGatewayResponse } from './get-gateway-response.ts';
import { getGatewayResponses } from './get-gateway-responses.ts';
import { getIntegration } from './get-integration.ts';
import { getMethod } from './get-method.ts';
import { getResource } from './get-resource.ts';
import { getResources } from './get-resources.ts';
import { getRestApi } from './get-rest-api.ts';
import { getRestApis } from './get-rest-apis.ts';
import { getStage } from './get-stage.ts';
import { getStages } from './get-stages.ts';
import { putGatewayResponse } from './put-gateway-response.ts';
import { putIntegrationResponse } from './put-integration-response.ts';
import { putIntegration } from './put-integration.ts';
import { putMethodResponse } from './put-method-response.ts';
import { putMethod } from './put-method.ts';
import { updateRestApi } from './update-rest-api.ts';
import { updateStage } from './update-stage.ts';

/** AWS's name of the operation → `(input, context) → output`. An operation that is not here is not built. */
export const apigatewayOperations = {
  CreateDeployment: createDeployment,
  CreateResource: createResource,
  CreateRestApi: createRestApi,
  CreateStage: createStage,
  DeleteDeployment: deleteDeployment,
  DeleteGatewayResponse: deleteGatewayResponse,
  DeleteMethod: deleteMethod,
  DeleteResource: deleteResource,
  DeleteRestApi: deleteRestApi,
  DeleteStage: deleteStage,
  GetDeployment: getDeployment,
  GetDeployments: getDeployments,
  GetGatewayResponse: getGatewayResponse,
  GetGatewayResponses: getGatewayResponses,
  GetIntegration: getIntegration,
  GetMethod: getMethod,
  GetResource: getResource,
  GetResources: getResources,
  GetRestApi: getRestApi,
  GetRestApis: getRestApis,
  GetStage: getStage,
  GetStages: getStages,
  PutGatewayResponse: putGatewayResponse,
  PutIntegrationResponse: putIntegrationResponse,
  PutIntegration: putIntegration,
  PutMethodResponse: putMethodResponse,
  PutMethod: putMethod,
  UpdateRestApi: updateRestApi,
  UpdateStage: updateStage,
} as const;
