// Puts the rooms together into one running system; also the programmatic API, `createVarco()`.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createAwsEndpoint, type AwsEndpoint } from './aws/protocol/serve.ts';
import { awsServices } from './aws/services.ts';
import type { Keys, OperationContext } from './aws/context.ts';
import { systemClock, type Clock } from './core/clock.ts';
import { systemIds, type Ids } from './core/ids.ts';
import type { Execution } from './execution/execution.ts';
import { listen, type Listening } from './gateway/listen.ts';
import { locate, type Location } from './gateway/locate.ts';
import type { TestInvokeInput } from './gateway/test-invoke.ts';
import type { LambdaService } from './lambda/service.ts';
import type { DeployedApi, DeployedFunction, NotHonoured } from './project/project.ts';
import type { Region, Restored } from './region.ts';
import { openRegions, type Regions } from './regions.ts';
import { openDataFolder } from './store/data-folder.ts';
import type { LogBatch, Telemetry } from './telemetry/telemetry.ts';

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
  /** Of what is not signed, and of the project; default us-east-1. Requests signed for another are served there. */
  readonly region?: string;
  /** The folder that keeps what is created, also after the end; null or left out keeps it in memory. */
  readonly data?: string | null;
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
  /** How much of an earlier run the data folder brought back, besides what the project makes anew. */
  readonly restored: Restored;
  /** Of the default region. */
  readonly telemetry: Telemetry;
  /** Of the default region. */
  readonly lambda: LambdaService;
  /** Functions and logs of any region that is in use. */
  regionOf(name: string): Pick<Region, 'lambda' | 'telemetry'>;
  /** Hear what happens in every region; they return the function that ends the subscription. */
  onExecution(listener: (execution: Execution) => void): () => void;
  onLogEvents(listener: (batch: LogBatch) => void): () => void;
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
  const accountId = options.accountId ?? '000000000000';
  const data = openDataFolder(options.data ?? null);
  const open: Listening[] = [];
  let endpoint: string | null = null;
  const keys: Keys = { find: () => null, refresh: async () => undefined };
  const regions = openRegions(options.region ?? 'us-east-1', {
    accountId,
    clock,
    ids,
    data,
    keys,
    accountRate: options.accountRate,
    warn: options.warn ?? ((sentence) => process.stderr.write(`varco: ${sentence}\n`)),
    endpoint: () => endpoint,
  });
  const close = async (): Promise<void> => {
    await Promise.all(open.map((listening) => listening.close(closeGraceMs)));
    await regions.close();
    await data.close();
  };
  try {
    const { home } = regions;
    const deployment = await deploy(options, home.context);
    const restored = await regions.restore();
    const aws = createAwsEndpoint({
      services: awsServices,
      contextFor: async ({ region, accessKeyId }) => ({
        ...(await regions.get(region)).context,
        accessKeyId,
      }),
      accountId,
      region: home.name,
      clock,
      ids,
      requireAuth: null,
    });
    const listening = options.listen ?? true;
    const apis = listening
      ? await openApis(deployment.apis, home, options, open)
      : deployment.apis.map(unopened);
    if (listening) endpoint = await openEndpoint(regions, aws, options, open);
    return {
      endpoint,
      apis,
      functions: deployment.functions,
      notHonoured: deployment.notHonoured,
      restored,
      notEnforced: home.lambda.notEnforced(),
      telemetry: home.telemetry,
      lambda: home.lambda,
      regionOf: (name) => regions.named(name),
      onExecution: (listener) => regions.each(({ telemetry }) => telemetry.onExecution(listener)),
      onLogEvents: (listener) => regions.each(({ telemetry }) => telemetry.onLogEvents(listener)),
      resourceServing: (apiId, method, path) =>
        regions.serving(apiId).gateway.resourceServing(apiId, method, path),
      testInvoke: (input) => regions.serving(input.apiId).gateway.testInvoke(input),
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
  { gateway }: Region,
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
  regions: Regions,
  aws: AwsEndpoint,
  options: VarcoOptions,
  open: Listening[],
): Promise<string> {
  const host = options.host ?? '127.0.0.1';
  const serve = (location: Location, message: IncomingMessage, response: ServerResponse): void =>
    void regions.serving(location.apiId).gateway.handle(location, message, response);
  const listener: RequestListener = (message, response) => {
    const location = locate(message.headers.host, message.url!);
    if (location !== null) serve(location, message, response);
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
