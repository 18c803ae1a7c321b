// One AWS Region: its functions, APIs, logs and metrics, and the context that operations on them are given.
import { createLambdaService } from './lambda/create-lambda-service.ts';
import type { OperationContext, Keys } from './aws/context.ts';
import type { Clock } from './core/clock.ts';
import type { Ids } from './core/ids.ts';
import { createGateway, type Gateway, type JwksSource } from './gateway/gateway.ts';
import type { RestApiDocument } from './gateway/model.ts';
import type { FunctionConfiguration, FunctionDocument } from './lambda/model.ts';
import { createFunctionUrls, type FunctionUrls } from './lambda/function-url/function-urls.ts';
import type { CodePackage, CodePackages } from './lambda/package.ts';
import type { LambdaService } from './lambda/service.ts';
import { userFolder } from './lambda/user-folder.ts';
import type { Blobs } from './store/blobs.ts';
import type { DataFolder } from './store/data-folder.ts';
import { regionalStore } from './store/regional-store.ts';
import { createTelemetry } from './telemetry/create-telemetry.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

export interface RegionOptions {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly data: DataFolder;
  readonly keys: Keys;
  readonly accountRate: number | undefined;
  /** Where the key sets of Cognito user pools come from; Cognito itself unless given. */
  readonly jwks?: JwksSource | undefined;
  readonly warn: (sentence: string) => void;
  readonly endpoint: () => string | null;
}

export interface Region {
  readonly name: string;
  readonly context: OperationContext;
  readonly lambda: LambdaService;
  readonly gateway: Gateway;
  readonly telemetry: Telemetry;
  readonly functionUrls: FunctionUrls;
  /** Brings what the store holds into the data planes, except what is there already. */
  restore(): Promise<Restored>;
  close(): Promise<void>;
}

/** How many of each were brought back. */
export interface Restored {
  readonly apis: number;
  readonly functions: number;
}

/** @throws UserError where its folders cannot be used */
export function createRegion(options: RegionOptions): Region {
  const { data, keys, region, clock, ids } = options;
  const identity = { accountId: options.accountId, region, clock, ids };
  const store = regionalStore(data.store, region);
  const telemetry = createTelemetry({ store: data.telemetry.region(region), clock });
  const lambda = createLambdaService({ ...identity, telemetry, folder: userFolder(), warn: options.warn });
  const gateway = createGateway({
    ...identity,
    store,
    telemetry,
    functions: lambda,
    accountRatePerSecond: options.accountRate,
    keys: keys.find,
    jwks: options.jwks,
  });
  const context: OperationContext = {
    ...identity,
    accessKeyId: null,
    store,
    blobs: data.blobs,
    lambda,
    gateway,
    telemetry,
    keys,
    endpoint: options.endpoint,
  };
  return {
    name: region,
    context,
    lambda,
    gateway,
    telemetry,
    functionUrls: createFunctionUrls({ ...identity, lambda, keyOf: (accessKeyId) => keys.find(accessKeyId) }),
    async restore() {
      const functions = (await store.list<FunctionDocument>('function')).filter(
        ({ functionName }) => lambda.function(functionName) === null,
      );
      for (const document of functions) await restoreFunction(document, context, options.warn);
      const apis = (await store.list<RestApiDocument>('rest-api')).filter(({ id }) => !gateway.serves(id));
      for (const { id } of apis) await gateway.publish(id);
      await gateway.publishAccount();
      return { apis: apis.length, functions: functions.length };
    },
    async close() {
      await gateway.close();
      await lambda.close();
      await telemetry.flush();
    },
  };
}

/** Where a package came from that is not kept as a blob: a folder of a project. Key: its address in hex. */
export interface CodeOriginDocument {
  readonly kind: 'folder' | 'zip';
  readonly path: string;
}

/** The function with its code; one whose code is gone stays in the store, and says so once. */
async function restoreFunction(
  document: FunctionDocument,
  { lambda, blobs, store }: OperationContext,
  warn: (sentence: string) => void,
): Promise<void> {
  const restored = new Map<string, string>();
  const versions = [document.latest, ...Object.values(document.versions)];
  for (const sha256 of new Set(versions.map(({ codeSha256 }) => codeSha256))) {
    const code = await readPackage(sha256, lambda.packages, blobs, store);
    if (code === null) {
      warn(
        `The code of function ${document.functionName} is no longer there: update its code, or delete it.`,
      );
      return;
    }
    restored.set(sha256, code.sha256);
  }
  // A layer whose content is gone is told of when the function is invoked.
  const layers = versions.flatMap((configuration) => configuration.layers);
  for (const sha256 of new Set(layers.map(({ codeSha256 }) => codeSha256))) {
    await readPackage(sha256, lambda.packages, blobs, store);
  }
  const withCode = (configuration: FunctionConfiguration): FunctionConfiguration => ({
    ...configuration,
    codeSha256: restored.get(configuration.codeSha256)!,
  });
  lambda.publish({
    ...document,
    latest: withCode(document.latest),
    versions: Object.fromEntries(
      Object.entries(document.versions).map(([version, configuration]) => [version, withCode(configuration)]),
    ),
  });
}

/** A folder may have changed meanwhile: its code as it is now is what the function runs then. */
async function readPackage(
  sha256: string,
  packages: CodePackages,
  blobs: Blobs,
  store: OperationContext['store'],
): Promise<CodePackage | null> {
  const known = packages.get(sha256);
  if (known !== null) return known;
  const zip = await blobs.get(sha256);
  if (zip !== null) return packages.fromZip(zip);
  const key = Buffer.from(sha256, 'base64').toString('hex');
  const origin = await store.get<CodeOriginDocument>('code-origin', key);
  if (origin === null) return null;
  const reading = origin.kind === 'folder' ? packages.fromFolder(origin.path) : packages.fromZip(origin.path);
  return reading.catch(() => null);
}
