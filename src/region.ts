// One AWS Region: its functions, APIs, logs and metrics, and the context that operations on them are given.
import { deliverSubscribed } from './aws/logs/subscribed-function.ts';
import { createLambdaService, type RunningLambda } from './lambda/create-lambda-service.ts';
import type { OperationContext, Keys } from './aws/context.ts';
import type { Clock } from './core/clock.ts';
import { alarmEvaluateMs } from './core/limits.ts';
import type { Ids } from './core/ids.ts';
import { createLogRole } from './gateway/log-role.ts';
import { createGateway, type Gateway, type JwksSource } from './gateway/gateway.ts';
import type { RestApiDocument } from './gateway/model.ts';
import type { FindDebugTarget } from './lambda/debug-target.ts';
import type { FunctionConfiguration, FunctionDocument } from './lambda/model.ts';
import { createFunctionUrls, type FunctionUrls } from './lambda/function-url/function-urls.ts';
import type { CodePackages } from './lambda/package.ts';
import type { SpareAllowance } from './lambda/spares/spare-allowance.ts';
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
  /** As on AWS, API Gateway logs nothing as long as the account names no role for it. */
  readonly requireLogRole: boolean;
  /** Where the key sets of Cognito user pools come from; Cognito itself unless given. */
  readonly jwks?: JwksSource | undefined;
  readonly warn: (sentence: string) => void;
  readonly endpoint: () => string | null;
  /** Spare processes of all Regions together. */
  readonly spares: SpareAllowance;
  readonly debugTarget?: FindDebugTarget | undefined;
}

export interface Region {
  readonly name: string;
  readonly context: OperationContext;
  readonly lambda: RunningLambda;
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
  const logRole = createLogRole(store, options.requireLogRole);
  const telemetry = createTelemetry({
    store: data.telemetry.region(region),
    clock,
    mayLog: () => !logRole.isMissing(),
  });
  const { warn, spares, debugTarget = () => null } = options;
  const lambda = createLambdaService({
    ...identity,
    telemetry,
    folder: userFolder(),
    warn,
    spares,
    debugTarget,
  });
  telemetry.onSubscribed(deliverSubscribed({ ...identity, lambda }));
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
    logRole,
    endpoint: options.endpoint,
  };
  const endAlarms = watchAlarms(context);
  return {
    name: region,
    context,
    lambda,
    gateway,
    telemetry,
    functionUrls: createFunctionUrls({ ...identity, lambda, keyOf: (accessKeyId) => keys.find(accessKeyId) }),
    async restore() {
      await logRole.refresh();
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
      endAlarms();
      await gateway.close();
      await lambda.close();
      await telemetry.flush();
    },
  };
}

/** Evaluates the region's alarms again and again. @returns the function that ends it */
function watchAlarms(context: OperationContext): () => void {
  let cancel: () => void;
  let isEnded = false;
  const later = (): void => {
    cancel = context.clock.after(alarmEvaluateMs, () => {
      void import('./aws/cloudwatch/evaluate-alarms.ts')
        .then(({ evaluateAlarms }) => evaluateAlarms(context, reportAlarmDefect))
        .catch((error: unknown) => {
          if (!isEnded) reportAlarmDefect(error);
        })
        .then(() => {
          if (!isEnded) later();
        });
    });
  };
  later();
  return () => {
    isEnded = true;
    cancel();
  };
}

function reportAlarmDefect(error: unknown): void {
  process.stderr.write(`varco: an alarm could not be evaluated: ${String(error)}\n`);
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
    const address = await restorePackage(sha256, lambda.packages, blobs, store);
    if (address === null) {
      warn(
        `The code of function ${document.functionName} is no longer there: update its code, or delete it.`,
      );
      return;
    }
    restored.set(sha256, address);
  }
  // A layer whose content is gone is told of when the function is invoked.
  const layers = versions.flatMap((configuration) => configuration.layers);
  for (const sha256 of new Set(layers.map(({ codeSha256 }) => codeSha256))) {
    await restorePackage(sha256, lambda.packages, blobs, store);
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

/**
 * A zip is read when its function is first invoked, so that a start does not wait for hundreds of them. A folder may have
 * changed meanwhile: its code as it is now is what the function runs then.
 *
 * @returns The address that the package has now; null where it is gone.
 */
async function restorePackage(
  sha256: string,
  packages: CodePackages,
  blobs: Blobs,
  store: OperationContext['store'],
): Promise<string | null> {
  if (packages.get(sha256) !== null) return sha256;
  if (await blobs.has(sha256)) {
    packages.putOff(sha256, () => blobs.get(sha256));
    return sha256;
  }
  const key = Buffer.from(sha256, 'base64').toString('hex');
  const origin = await store.get<CodeOriginDocument>('code-origin', key);
  if (origin === null) return null;
  const reading = origin.kind === 'folder' ? packages.fromFolder(origin.path) : packages.fromZip(origin.path);
  return reading.then(
    (code) => code.sha256,
    () => null,
  );
}
