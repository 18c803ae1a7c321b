// All that the seven steps look at, gathered in the order that spares AWS the most: the API, its functions, logs, tests.
import { doctorFunctionsMax, doctorRoutesMax } from '../../core/limits.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { Account } from './account.ts';
import type { ApiPicture } from './api-picture.ts';
import { valueOf, type Asked } from './ask.ts';
import { collectApi, onlyStage } from './collect-api.ts';
import { collectFunction } from './collect-function.ts';
import {
  collectFailures,
  collectInvocationLog,
  executionLogGroup,
  inTurns,
  type LoggedRequests,
} from './collect-log.ts';
import { collectMetrics, type Metrics } from './collect-metrics.ts';
import type { FunctionPicture } from './function-picture.ts';
import { askStage, runTests, type RouteAnswer, type RouteTest } from './run-routes.ts';
import {
  lambdaRequestId,
  oneOfAKind,
  routeOfExecution,
  routesOf,
  wantedRoutes,
  type WalkedRoute,
} from './walked-routes.ts';

export interface WalkOptions {
  readonly apiId: string;
  /** Null takes the API's only stage. */
  readonly stage: string | null;
  /** A request to look into; null looks at every route. */
  readonly path: string | null;
  readonly method: string | null;
  readonly sinceMs: number;
  readonly nowMs: number;
  /** `safe` runs GET and HEAD, `all` also what may change something, `none` nothing. */
  readonly invoke: 'safe' | 'all' | 'none';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface Walk {
  readonly options: WalkOptions;
  readonly stage: string;
  readonly endpoint: string | null;
  readonly commandOptions: readonly string[];
  readonly api: ApiPicture;
  readonly logGroup: string;
  readonly routes: readonly WalkedRoute[];
  /** Routes that were left out because there are too many. */
  readonly routesLeftOut: number;
  /** By the ARN as it is invoked. */
  readonly functions: ReadonlyMap<string, FunctionPicture>;
  readonly metrics: Asked<Metrics>;
  readonly log: Asked<LoggedRequests>;
  /** Failed requests of the routes in question, newest first, one of a kind. */
  readonly failures: readonly ParsedExecution[];
  /** Functions' log lines by Lambda's request id. */
  readonly functionLogs: ReadonlyMap<string, Asked<readonly string[]>>;
  readonly tests: readonly RouteTest[];
  readonly answers: readonly RouteAnswer[];
}

const atATime = 6;

/** @throws UserError where the API is not there, or nobody answers */
export async function walk(account: Account, options: WalkOptions): Promise<Walk> {
  const stage = options.stage ?? (await onlyStage(account, options.apiId));
  const api = await collectApi(account, options.apiId, stage);
  const all = routesOf(api);
  // Of a stage that is not there nothing can be told, and nothing is run.
  const wanted = api.stage === null ? [] : wantedRoutes(all, options);
  const routes = wanted.slice(0, doctorRoutesMax);
  const arns = [...new Set(routes.map(({ functionArn }) => functionArn).filter((arn) => arn !== null))];
  const functions = new Map<string, FunctionPicture>();
  const group = executionLogGroup(options.apiId, stage);
  const names = [...new Set(arns.map((arn) => arn.split(':')[6] ?? arn))];
  const [metrics, log] = await Promise.all([
    collectMetrics(account, { apiName: api.name, stage, functions: names }, options.sinceMs, options.nowMs),
    collectFailures(account, group, options.sinceMs, options.nowMs),
    inTurns(arns.slice(0, doctorFunctionsMax), atATime, async (arn) => {
      functions.set(arn, await collectFunction(account, arn));
    }),
  ]);
  const failures = oneOfAKind(valueOf(log)?.failures ?? [], all, routes, options);
  const tests = await runTests(account, api, routes, failures, options);
  const answers = await askStage(account, api, routes, tests, options);
  const functionLogs = await invocationLogs(account, routes, functions, failures, tests);
  return {
    options,
    stage,
    endpoint: account.endpoint,
    commandOptions: account.commandOptions,
    api,
    logGroup: group,
    routes,
    routesLeftOut: wanted.length - routes.length,
    functions,
    metrics,
    log,
    failures,
    functionLogs,
    tests,
    answers,
  };
}

async function invocationLogs(
  account: Account,
  routes: readonly WalkedRoute[],
  functions: ReadonlyMap<string, FunctionPicture>,
  failures: readonly ParsedExecution[],
  tests: readonly RouteTest[],
): Promise<ReadonlyMap<string, Asked<readonly string[]>>> {
  const found = new Map<string, Asked<readonly string[]>>();
  const runs = tests.flatMap(({ route, run }) =>
    run.ok && run.value.execution !== null && hasFailed(run.value.status, run.value.execution)
      ? [{ route, execution: run.value.execution, atMs: run.value.atMs }]
      : [],
  );
  const logged = failures.map((execution) => ({
    route: routeOfExecution(routes, execution),
    execution,
    atMs: execution.lastAtMs ?? Date.now(),
  }));
  await inTurns([...runs, ...logged], atATime, async ({ route, execution, atMs }) => {
    const requestId = lambdaRequestId(execution);
    const settings = valueOf(functions.get(route?.functionArn ?? '')?.configuration ?? notAsked);
    if (requestId === null || settings === null || found.has(requestId)) return;
    found.set(requestId, await collectInvocationLog(account, settings.logGroup, requestId, atMs));
  });
  return found;
}

/** A custom integration answers 200 where its function failed. */
function hasFailed(status: number, { integration }: ParsedExecution): boolean {
  return status >= 500 || integration?.call?.functionError != null;
}

const notAsked = { ok: false, reason: 'failed', action: '', resource: '', message: '' } as const;
