// Puts the rooms together into one running system; also the programmatic API, `createVarco()`.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createAwsEndpoint, type AwsEndpoint } from './aws/protocol/serve.ts';
import { createKeys, rootTestKey, type ConfiguredKey } from './aws/iam/keys.ts';
import { refuseForeignPage } from './aws/protocol/browser-guard.ts';
import { awsServices } from './aws/services.ts';
import { systemClock, type Clock } from './core/clock.ts';
import { systemIds, type Ids } from './core/ids.ts';
import type { Execution } from './execution/execution.ts';
import type { JwksSource } from './gateway/gateway.ts';
import { listen, type Listening } from './gateway/listen.ts';
import { locate, type Location } from './gateway/locate.ts';
import { isCodeLocation, serveCode } from './aws/lambda/code-location.ts';
import { locateFunctionUrl } from './lambda/function-url/locate-function-url.ts';
import type { TestInvokeInput } from './gateway/test-invoke.ts';
import { debugHost, debugMismatch, type DebugTarget } from './lambda/debug-target.ts';
import type { LambdaService } from './lambda/service.ts';
import { SpareAllowance, spareCount } from './lambda/spares/spare-allowance.ts';
import type { DeployedFunction, DeployedFunctionUrl, NotHonoured } from './project/project.ts';
import type { Region, Restored } from './region.ts';
import { openRegions, type Regions } from './regions.ts';
import {
  serveProject,
  type EnvironmentOverrides,
  type ProjectChange,
  type RunningApi,
  type ServedProject,
} from './served-project.ts';
import { openDataFolder } from './store/data-folder.ts';
import type { OtlpExport } from './telemetry/otlp/export.ts';
import type { LogBatch, Telemetry } from './telemetry/telemetry.ts';

export type { Execution } from './execution/execution.ts';
export type {
  DeployedApi,
  DeployedFunction,
  DeployedFunctionUrl,
  DeployedRoute,
  NotHonoured,
} from './project/project.ts';
export type { EnvironmentOverrides, ProjectChange, RunningApi } from './served-project.ts';
export { UserError } from './core/errors.ts';

export interface DebugRequest extends DebugTarget {
  /** Of a function, or its logical id in the template. */
  readonly name: string;
}

export interface VarcoOptions {
  /** A SAM or CloudFormation template, or a folder that holds one; none starts empty. */
  readonly project?: string | undefined;
  /** Values for the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Environment variables of the project's functions, over those of the template. */
  readonly environment?: EnvironmentOverrides | undefined;
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
  /** True logs no request as long as the account names no CloudWatch Logs role, as on AWS. Default: all that stages ask for. */
  readonly requireCloudwatchRole?: boolean | undefined;
  /** The root's keys: every request to an AWS endpoint must be signed with one of them, or with one made in IAM. Default: none need be. */
  readonly requireAuth?: readonly ConfiguredKey[] | undefined;
  /** Gives a Cognito user pool's JSON Web Key Set by the pool's ARN, in place of Cognito itself. */
  readonly jwks?: JwksSource | undefined;
  /** Host names to answer to besides addresses, `localhost` and AWS's own: others are refused, against DNS rebinding. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Functions that are debugged: one environment each, whose time-outs are suspended. */
  readonly debug?: readonly DebugRequest[] | undefined;
  /** False opens no port at all: for TestInvokeMethod alone. Default true. */
  readonly listen?: boolean;
  /** Told about things worth knowing that are no errors, one sentence each. Default: standard error. */
  readonly warn?: (sentence: string) => void;
  readonly clock?: Clock;
  readonly ids?: Ids;
}

export interface Varco {
  /** `http://127.0.0.1:4566`; null where nothing listens. */
  readonly endpoint: string | null;
  readonly apis: readonly RunningApi[];
  readonly functions: readonly DeployedFunction[];
  /** Addresses of the project's functions themselves. */
  readonly functionUrls: readonly DeployedFunctionUrl[];
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
  /** Deploys the project's files again whenever they change; the listener hears what became of it. */
  follow(listener: (change: ProjectChange) => void): Promise<void>;
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
  const keys = createKeys({
    store: data.store,
    accountId,
    configured: options.requireAuth ?? [rootTestKey],
  });
  const regions = openRegions(options.region ?? 'us-east-1', {
    accountId,
    clock,
    ids,
    data,
    keys,
    accountRate: options.accountRate,
    requireLogRole: options.requireCloudwatchRole ?? false,
    jwks: options.jwks,
    warn: options.warn ?? ((sentence) => process.stderr.write(`varco: ${sentence}\n`)),
    endpoint: () => endpoint,
    // One that serves no requests has no time to lose by a cold start.
    spares: new SpareAllowance((options.listen ?? true) ? spareCount(process.env) : 0),
    debugTarget: (functionName) => findDebugged(options.debug, functionName, project),
  });
  const otlp = await exportByOtlp(regions, options, clock);
  let project: ServedProject | null = null;
  const close = async (): Promise<void> => {
    await Promise.all([
      project?.close(closeGraceMs),
      ...open.map((listening) => listening.close(closeGraceMs)),
    ]);
    await regions.close();
    await otlp?.close();
    await data.close();
  };
  try {
    await keys.refresh();
    const { home } = regions;
    project = await data.store.together(async () => serve(options, home));
    const restored = await regions.restore();
    tellDebugged(options, home, project);
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
      requireAuth: options.requireAuth === undefined ? null : keys.find,
      allowedHosts: allowedHosts(options),
    });
    const listening = options.listen ?? true;
    if (listening) endpoint = await openEndpoint(regions, aws, options, open);
    const served = project;
    return {
      endpoint,
      get apis() {
        return served?.apis() ?? [];
      },
      get functions() {
        return served?.deployment().functions ?? [];
      },
      get functionUrls() {
        return (served?.deployment().functionUrls ?? []).map((entry) => reachable(entry, endpoint));
      },
      get notHonoured() {
        return served?.deployment().notHonoured ?? [];
      },
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
      follow: async (listener) => served?.follow(listener),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** As OpenTelemetry's own variables ask for it; nothing of it is loaded otherwise. */
async function exportByOtlp(
  regions: Regions,
  { warn }: VarcoOptions,
  clock: Clock,
): Promise<OtlpExport | null> {
  if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] === undefined) return null;
  const { openOtlpExport } = await import('./telemetry/otlp/export.ts');
  const opened = openOtlpExport(
    process.env,
    clock,
    warn ?? ((sentence) => process.stderr.write(`varco: ${sentence}\n`)),
  );
  if (opened !== null) {
    regions.each(({ telemetry }) => telemetry.onExecution((execution) => opened.add(execution)));
  }
  return opened;
}

/** Null where there is no project. */
function serve(options: VarcoOptions, { context, gateway }: Region): Promise<ServedProject> | null {
  if (options.project === undefined) return null;
  const host = options.host ?? '127.0.0.1';
  return serveProject({
    project: options.project,
    parameters: options.parameters ?? {},
    environment: options.environment ?? {},
    context,
    gateway,
    host,
    apiPort: (options.listen ?? true) ? (options.apiPort ?? 0) : null,
    urlOf: (port) => urlOf(host, port),
  });
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
    const { host: name } = message.headers;
    const location =
      locate(name, message.url!) ?? (name === undefined ? null : regions.locateDomain(name, message.url!));
    const functionUrl = location === null && name !== undefined ? locateFunctionUrl(name) : null;
    if (location !== null) serve(location, message, response);
    else if (functionUrl !== null)
      void regions.named(functionUrl.region).functionUrls.handle(functionUrl.urlId, message, response);
    else if (message.method === 'GET' && isCodeLocation(message.url!))
      void serveCode(message.url!, response, regions.code);
    else if (message.url!.startsWith('/_varco/')) answerVarco(message, response, allowedHosts(options));
    else void aws.handle(message, response);
  };
  const listening = await listen(listener, { port: options.port ?? 0, host, option: '--port' });
  open.push(listening);
  return urlOf(host, listening.port);
}

function findDebugged(
  requests: readonly DebugRequest[] = [],
  functionName: string,
  project: ServedProject | null,
): DebugTarget | null {
  if (requests.length === 0) return null;
  const deployed = project?.deployment().functions.find((each) => each.functionName === functionName);
  return requests.find(({ name }) => name === functionName || name === deployed?.logicalId) ?? null;
}

/** Starts what is debugged, and tells where; or why not. */
function tellDebugged(options: VarcoOptions, { lambda }: Region, project: ServedProject | null): void {
  const warn = options.warn ?? ((sentence) => process.stderr.write(`varco: ${sentence}\n`));
  for (const request of options.debug ?? []) {
    const { name, protocol, port } = request;
    const deployed = project?.deployment().functions.find((each) => each.logicalId === name);
    const found = lambda.function(deployed?.functionName ?? name);
    const mismatch =
      found === null
        ? `There is no function ${name} to debug.`
        : debugMismatch(request, found.latest.runtime);
    const what = protocol === 'inspect' ? "Node's inspector" : 'debugpy';
    warn(
      mismatch ??
        `${name} waits for a debugger (${what}) at ${debugHost}:${port}; it has one environment, and no time-out of its own.`,
    );
  }
  if ((options.debug ?? []).length > 0) lambda.startDebugged();
}

/** An address that stands for all is written as this machine's, and IPv6 in brackets. */
function urlOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/** A project is deployed before its Varco answers: then its functions' addresses are still AWS's. */
function reachable(entry: DeployedFunctionUrl, endpoint: string | null): DeployedFunctionUrl {
  const name = /^https:\/\/(.+)\.on\.aws\/$/.exec(entry.url)?.[1];
  if (name === undefined || endpoint === null) return entry;
  return { ...entry, url: `http://${name}.localhost:${new URL(endpoint).port}/` };
}

function allowedHosts({ allowedHosts: names = [] }: VarcoOptions): readonly string[] {
  return names.map((name) => name.toLowerCase());
}

/** What Varco answers itself, below `/_varco/`: like AWS's endpoints, not to foreign pages. */
function answerVarco(message: IncomingMessage, response: ServerResponse, hosts: readonly string[]): void {
  const foreign = refuseForeignPage(message.headers, hosts);
  if (foreign !== null) answerJson(response, 403, { message: foreign });
  else if (message.method === 'GET' && message.url === '/_varco/health')
    answerJson(response, 200, { status: 'ok' });
  else answerJson(response, 404, { message: `Varco has nothing at ${message.url}.` });
}

function answerJson(response: ServerResponse, statusCode: number, content: object): void {
  response.writeHead(statusCode, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(content));
}
