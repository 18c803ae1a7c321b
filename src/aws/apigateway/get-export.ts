// GetExport: what a stage serves, as a definition that can be imported again.
import type { ExportResponse, GetExportRequest } from '@aws-sdk/client-api-gateway';
import { stringify } from 'yaml';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { badRequest } from './errors.ts';
import { findDeployment, findRestApi, findStage } from './lookups.ts';
import {
  type ExportedExtensions,
  exportOas30,
  exportSwagger,
  versionOf,
} from './openapi/export-definition.ts';

/** @throws AwsError NotFoundException, BadRequestException, NotImplemented */
export async function getExport(input: GetExportRequest, context: OperationContext): Promise<ExportResponse> {
  const { exportType, parameters = {} } = input;
  // AWS's words for another type are unknown.
  if (exportType !== 'oas30' && exportType !== 'swagger') {
    throw badRequest('Invalid export type specified. Valid options are oas30,swagger');
  }
  const { id } = await findRestApi(context, input.restApiId);
  const stage = await findStage(context, id, input.stageName);
  const deployment = await findDeployment(context, id, stage.deploymentId);
  // A stage always has its deployment: DeleteDeployment refuses one that serves.
  if (deployment === null) throw badRequest('Deployment id does not exist');
  const api = deployment.snapshot;
  const place = {
    host: `${id}.execute-api.${context.region}.amazonaws.com`,
    stage: stage.stageName,
    extensions: readExtensions(parameters['extensions']),
  };
  const definition = exportType === 'swagger' ? exportSwagger(api, place) : exportOas30(api, place);
  const asYaml = input.accepts?.includes('yaml') === true;
  const text = asYaml ? stringify(definition, { lineWidth: 0 }) : JSON.stringify(definition, null, 2);
  const file = `${exportType}_${versionOf(api)}.${asYaml ? 'yaml' : 'json'}`;
  return {
    body: Buffer.from(text),
    contentType: 'application/octet-stream',
    contentDisposition: `attachment; filename="${file}"`,
  };
}

/** Several are separated by commas; `apigateway` stands for all of AWS's. */
function readExtensions(extensions: string | undefined): ExportedExtensions {
  const names = new Set((extensions ?? '').split(',').map((name) => name.trim().toLowerCase()));
  refuseNotBuilt('GetExport', { 'the extensions postman': names.has('postman') });
  const all = names.has('apigateway');
  return {
    integrations: all || names.has('integrations'),
    authorizers: all || names.has('authorizers'),
    api: all,
  };
}
