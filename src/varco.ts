// Puts the rooms together into one running system; also the programmatic API, `createVarco()`.
import type { RequestListener, ServerResponse } from 'node:http';
import type { Keys, OperationContext } from './aws/context.ts';
import { awsServices } from './aws/services.ts';
import { createAwsEndpoint, type AwsEndpoint } from './aws/protocol/serve.ts';
import { systemClock, type Clock } from './core/clock.ts';
import { systemIds, type Ids } from './core/ids.ts';
import type { Execution } from './execution/execution.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { listen, type Listening } from './gateway/listen.ts';
import { locate } from './gateway/locate.ts';
import type { TestInvokeInput } from './gateway/test-invoke.ts';
import { createLambdaService } from './lambda/create-lambda-service.ts';
import type { LambdaService } from './lambda/service.ts';
import type { DeployedApi, DeployedFunction, NotHonoured } from './project/project.ts';
import { userFolder } from './lambda/user-folder.ts';
import { openBlobs } from './store/blobs.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { createTelemetry } from './telemetry/create-telemetry.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

export type { Execution } from './execution/execution.ts';
export type { DeployedApi, DeployedFunction, NotHonoured } from './project/project.ts';
export { UserError } from './core/errors.ts';

export interface VarcoOptions {
  /** A SAM or CloudFormation template, or a folder that holds one; none starts empty. */
  readonly project?: string | undefined;
  /** Values for the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default 127.0.0.1: only this machine. */
  readonly host?: string;
  /** Of the AWS endpoint; default 0, a free one. */
  readonly port?: number;
  /** Of the first API, the next ones follow; default 0, free ones. */
  readonly apiPort?: number;
  /** Twelve digits; default 000000000000. */
  readonly accountId?: string;
  /** Default us-east-1. */
  readonly region?: string;
  /** Requests a second that the account admits before it answers 429; default 10,000, as on AWS. */
  readonly accountRate?: number | undefined;
  /** False opens no port at all: for TestInvokeMethod alone. Default true. */
  readonly listen?: boolean;
  /** Told about things worth knowing that are no errors, one sentence each. Default: standard error. */
  readonly warn?: (sentence: string) => void;
  readonly clock?: Clock;
  readonly ids?: Ids;
}

export interface RunningApi extends DeployedApi {
  /** `http://127.0.0.1:3000`; the stage is the first path segment, as on AWS. Null where nothing listens. */
  readonly url: string | null;
}

export interface Varco {
  /** `http://127.0.0.1:4566`; null where nothing listens. */
  readonly endpoint: string | null;
  readonly apis: readonly RunningApi[];
  readonly functions: readonly DeployedFunction[];
  /** What the template asks for and Varco does not do, by logical id. */
  readonly notHonoured: readonly NotHonoured[];
  /** What this machine's sandboxes do not enforce, one sentence each. */
  readonly notEnforced: readonly string[];
  readonly telemetry: Telemetry;
  readonly lambda: LambdaService;
  /** Id of the resource whose method would serve the request, by the current configuration; null for none. */
  resourceServing(apiId: string, method: string, path: string): Promise<string | null>;
  /** The console's Test (TestInvokeMethod) of the current configuration. */
  testInvoke(input: TestInvokeInput): Promise<Execution>;
  /** Ends servers, sandboxes and what was laid out on disk. */
  close(): Promise<void>;
}

/** Running requests may take so long to finish when Varco ends. */
const closeGraceMs = 1000;

/** @throws UserError for a broken template, a port in use, a missing file: one sentence that says what to do */
export async function createVarco(options: VarcoOptions = {}): Promise<Varco> {
  const clock = options.clock ?? systemClock;
  const ids = options.ids ?? systemIds;
  const identity = {
    accountId: options.accountId ?? '000000000000',
    region: options.region ?? 'us-east-1',
    clock,
    ids,
  };
  const store = openSqliteStore({ file: null });
  const blobs = openBlobs(null);
  const telemetry = createTelemetry();
  const lambda = createLambdaService({
    ...identity,
    telemetry,
    folder: userFolder(),
    warn: options.warn ?? ((sentence) => process.stderr.write(`varco: ${sentence}\n`)),
  });
  const gateway = createGateway({
    ...identity,
    store,
    telemetry,
    functions: lambda,
    accountRatePerSecond: options.accountRate,
  });
  const open: Listening[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map((listening) => listening.close(closeGraceMs)));
    await lambda.close();
    await store.close();
  };
  try {
    const keys: Keys = { find: () => null, refresh: async () => undefined };
    let endpoint: string | null = null;
    const context: OperationContext = {
      ...identity,
      accessKeyId: null,
      store,
      blobs,
      lambda,
      gateway,
      telemetry,
      keys,
      endpoint: () => endpoint,
    };
    const deployment = await deploy(options, context);
    const aws = createAwsEndpoint({
      services: awsServices,
      contextFor: ({ accessKeyId }) => ({ ...context, accessKeyId }),
      ...identity,
      requireAuth: null,
    });
    const listening = options.listen ?? true;
    const apis = listening
      ? await openApis(deployment.apis, gateway, options, open)
      : deployment.apis.map(unopened);
    endpoint = listening ? await openEndpoint(gateway, aws, options, open) : null;
    return {
      endpoint,
      apis,
      functions: deployment.functions,
      notHonoured: deployment.notHonoured,
      notEnforced: lambda.notEnforced(),
      telemetry,
      lambda,
      resourceServing: (apiId, method, path) => gateway.resourceServing(apiId, method, path),
      testInvoke: (input) => gateway.testInvoke(input),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

const unopened = (api: DeployedApi): RunningApi => ({ ...api, url: null });

async function deploy(options: VarcoOptions, context: OperationContext) {
  if (options.project === undefined) return { apis: [], functions: [], notHonoured: [] };
  const { loadProject } = await import('./project/load-project.ts');
  const { deployProject } = await import('./project/deploy-project.ts');
  const project = await loadProject(options.project, { parameters: options.parameters ?? {} });
  return deployProject(project, context);
}

async function openApis(
  apis: readonly DeployedApi[],
  gateway: Gateway,
  options: VarcoOptions,
  open: Listening[],
): Promise<readonly RunningApi[]> {
  const host = options.host ?? '127.0.0.1';
  const first = options.apiPort ?? 0;
  const running: RunningApi[] = [];
  for (const [index, api] of apis.entries()) {
    const listener: RequestListener = (message, response) =>
      void gateway.handle({ apiId: api.apiId, target: message.url! }, message, response);
    const listening = await listen(listener, {
      port: first === 0 ? 0 : first + index,
      host,
      option: '--api-port',
    });
    open.push(listening);
    running.push({ ...api, url: urlOf(host, listening.port) });
  }
  return running;
}

async function openEndpoint(
  gateway: Gateway,
  aws: AwsEndpoint,
  options: VarcoOptions,
  open: Listening[],
): Promise<string> {
  const host = options.host ?? '127.0.0.1';
  const listener: RequestListener = (message, response) => {
    const location = locate(message.headers.host, message.url!);
    if (location !== null) void gateway.handle(location, message, response);
    else if (message.method === 'GET' && message.url === '/_varco/health') answerHealth(response);
    else void aws.handle(message, response);
  };
  const listening = await listen(listener, { port: options.port ?? 0, host, option: '--port' });
  open.push(listening);
  return urlOf(host, listening.port);
}

/** An address that stands for all is written as this machine's, and IPv6 in brackets. */
function urlOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

function answerHealth(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end('{"status":"ok"}');
}
