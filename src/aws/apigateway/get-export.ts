// GetExport: what a stage serves, as a definition that can be imported again.
import type { ExportResponse, GetExportRequest } from '@aws-sdk/client-api-gateway';
import { stringify } from 'yaml';
import type { StageDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { findVersion } from './documentation.ts';
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
  const names = readExtensions(parameters['extensions']);
  const place = {
    host: `${id}.execute-api.${context.region}.amazonaws.com`,
    stage: stage.stageName,
    extensions: extensionsOf(names),
  };
  const definition = {
    ...(exportType === 'swagger' ? exportSwagger(api, place) : exportOas30(api, place)),
    ...(names.has('documentation') ? await documentationOf(stage, context) : {}),
  };
  const asYaml = input.accepts?.includes('yaml') === true;
  const text = asYaml ? stringify(definition, { lineWidth: 0 }) : JSON.stringify(definition, null, 2);
  const file = `${exportType}_${versionOf(api)}.${asYaml ? 'yaml' : 'json'}`;
  return {
    body: Buffer.from(text),
    contentType: 'application/octet-stream',
    contentDisposition: `attachment; filename="${file}"`,
  };
}

const known = new Set(['apigateway', 'authorizers', 'documentation', 'integrations']);

/** Several are separated by commas. */
function readExtensions(extensions: string | undefined): ReadonlySet<string> {
  const names = (extensions ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  // AWS also knows `postman`.
  const other = names.find((name) => !known.has(name));
  if (other !== undefined) throw notBuilt(`the extensions ${other} of GetExport`);
  return new Set(names);
}

/** `apigateway` stands for all of AWS's but the documentation. */
function extensionsOf(names: ReadonlySet<string>): ExportedExtensions {
  const all = names.has('apigateway');
  return {
    integrations: all || names.has('integrations'),
    authorizers: all || names.has('authorizers'),
    api: all,
  };
}

/** The version of the documentation that the stage shows. */
async function documentationOf(
  { apiId, documentationVersion }: StageDocument,
  context: OperationContext,
): Promise<object> {
  if (documentationVersion === undefined) return {};
  const { version, createdAtMs, parts } = await findVersion(context, apiId, documentationVersion);
  return {
    'x-amazon-apigateway-documentation': {
      version,
      createdDate: new Date(createdAtMs).toISOString(),
      documentationParts: parts.map(({ location, properties }) => ({
        location,
        properties: parsedProperties(properties),
      })),
    },
  };
}

/** Properties are JSON; what is none is shown as the text it is. */
function parsedProperties(properties: string): unknown {
  try {
    return JSON.parse(properties);
  } catch {
    return properties;
  }
}
