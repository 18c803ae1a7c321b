// Makes one broken API of a scenario in a running Varco, through the SDK: function, permission, method, deployment.
import { APIGateway } from '@aws-sdk/client-api-gateway';
import { Lambda, type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { zipSync, type Zippable } from 'fflate';

export interface World {
  readonly endpoint: string;
  readonly gateway: APIGateway;
  readonly lambda: Lambda;
  close(): void;
}

export const region = 'us-east-1';
export const accountId = '000000000000';

export function worldAt(endpoint: string): World {
  const client = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const gateway = new APIGateway(client);
  const lambda = new Lambda(client);
  return {
    endpoint,
    gateway,
    lambda,
    close() {
      gateway.destroy();
      lambda.destroy();
    },
  };
}

/** Text with mode 644, or content with a mode of its own. */
export type PackageFile = string | { readonly content: string | Uint8Array; readonly mode: number };

export interface BrokenApi {
  /** Of the function; false makes none. */
  readonly files?: Readonly<Record<string, PackageFile>>;
  readonly function?: Partial<CreateFunctionCommandInput>;
  /** Part of the source ARN behind the API's id, such as `/*` + `/GET/x`; null gives no permission. */
  readonly permission?: string | null;
  readonly permissionQualifier?: string;
  /** `GET` … of the method at `path`. */
  readonly method?: string;
  readonly path?: string;
  readonly methodSettings?: { readonly apiKeyRequired?: boolean };
  readonly integration?: Readonly<Record<string, unknown>>;
  /** Behind the function's ARN in the integration's URI: `:live`. */
  readonly uriSuffix?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly api?: Readonly<Record<string, unknown>>;
  /** Logs everything; default true. */
  readonly logs?: boolean;
  readonly dataTrace?: boolean;
}

export interface Built {
  readonly apiId: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly resourceId: string;
  readonly url: string;
}

let count = 0;

export async function build(
  world: World,
  broken: BrokenApi,
  beforeDeployment?: (built: Built) => Promise<void>,
): Promise<Built> {
  const { gateway, lambda } = world;
  const functionName = `f${++count}`;
  const { FunctionArn: functionArn = '' } = await lambda.createFunction({
    FunctionName: functionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${accountId}:role/function`,
    Timeout: 5,
    Code: { ZipFile: zipOf(broken.files ?? { 'index.js': healthy }) },
    ...broken.function,
  });
  const { id: restApiId = '', rootResourceId } = await gateway.createRestApi({
    name: `api-${functionName}`,
    ...broken.api,
  });
  const path = broken.path ?? '/thing';
  const resourceId = await resourceAt(gateway, restApiId, rootResourceId!, path);
  const method = { restApiId, resourceId, httpMethod: broken.method ?? 'GET' };
  await gateway.putMethod({ ...method, authorizationType: 'NONE', ...broken.methodSettings });
  await gateway.putIntegration({
    ...method,
    type: 'AWS_PROXY',
    integrationHttpMethod: 'POST',
    uri: uriOf(`${functionArn}${broken.uriSuffix ?? ''}`),
    ...broken.integration,
  });
  if (broken.permission !== null) {
    await lambda.addPermission({
      FunctionName: functionName,
      StatementId: 'gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:${region}:${accountId}:${broken.permission ?? `${restApiId}/*/*`}`,
      ...(broken.permissionQualifier === undefined ? {} : { Qualifier: broken.permissionQualifier }),
    });
  }
  const built = {
    apiId: restApiId,
    functionName,
    functionArn,
    resourceId,
    url: `${world.endpoint}/_aws/execute-api/${restApiId}/dev`,
  };
  await beforeDeployment?.(built);
  await gateway.createDeployment({ restApiId, stageName: 'dev', variables: { ...broken.stageVariables } });
  if (broken.logs ?? true) {
    await gateway.updateStage({
      restApiId,
      stageName: 'dev',
      patchOperations: [
        { op: 'replace', path: '/*/*/logging/loglevel', value: 'INFO' },
        { op: 'replace', path: '/*/*/logging/dataTrace', value: String(broken.dataTrace ?? true) },
      ],
    });
  }
  return built;
}

export const healthy = `exports.handler = async () => ({ statusCode: 200, body: 'fine' });`;

export function uriOf(functionArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

export function zipOf(files: Readonly<Record<string, PackageFile>>): Uint8Array {
  const entries: Zippable = {};
  for (const [path, file] of Object.entries(files)) {
    const { content, mode } = typeof file === 'string' ? { content: file, mode: 0o644 } : file;
    entries[path] = [
      typeof content === 'string' ? Buffer.from(content) : content,
      { attrs: mode << 16, os: 3 },
    ];
  }
  return zipSync(entries);
}

async function resourceAt(
  gateway: APIGateway,
  restApiId: string,
  rootId: string,
  path: string,
): Promise<string> {
  let parentId = rootId;
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const { id } = await gateway.createResource({ restApiId, parentId, pathPart });
    parentId = id!;
  }
  return parentId;
}
