// Runs routes: by the console's Test, and by requests to the stage where a test passes or cannot tell.
import { doctorTestsMax } from '../../core/limits.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { Account } from './account.ts';
import type { ApiPicture } from './api-picture.ts';
import type { Asked } from './ask.ts';
import { inTurns } from './collect-log.ts';
import { requestStage, stageUrl, type StageAnswer } from './request-stage.ts';
import { samplePath } from './route-of-path.ts';
import { testMethod, type TestRun } from './test-method.ts';
import type { WalkOptions } from './walk.ts';
import { routeOfExecution, type WalkedRoute } from './walked-routes.ts';

const atATime = 6;

export interface RouteTest {
  readonly route: WalkedRoute;
  readonly method: string;
  readonly path: string;
  readonly run: Asked<TestRun>;
}

export interface RouteAnswer {
  readonly route: WalkedRoute | null;
  readonly method: string;
  readonly path: string;
  /** Text where nothing answered. */
  readonly answer: StageAnswer | string;
}

const safeMethods = new Set(['GET', 'HEAD']);

export async function runTests(
  account: Account,
  api: ApiPicture,
  routes: readonly WalkedRoute[],
  failures: readonly ParsedExecution[],
  options: WalkOptions,
): Promise<readonly RouteTest[]> {
  if (options.invoke === 'none') return [];
  const failed = new Set(failures.map((failure) => routeOfExecution(routes, failure)));
  const able = routes.filter(
    (route) =>
      route.configured?.resourceId != null && route.configured.integration !== null && isSafe(route, options),
  );
  // What is known to fail is tried first.
  const ordered = able.toSorted((a, b) => Number(failed.has(b)) - Number(failed.has(a)));
  const tests: RouteTest[] = [];
  await inTurns(ordered.slice(0, doctorTestsMax), atATime, async (route) => {
    const configured = route.configured!;
    const method = verbOf(configured.method, options);
    const seen = failures.find((failure) => routeOfExecution(routes, failure) === route)?.request.path;
    const path = options.path ?? seen ?? testPathOf(route, options);
    const run = await testMethod(account, {
      apiId: api.id,
      resourceId: configured.resourceId!,
      method: configured.method === 'ANY' ? method : configured.method,
      path,
      stageVariables: api.stage?.variables ?? {},
      headers: Object.keys(options.headers).length === 0 ? undefined : options.headers,
      body: options.body ?? undefined,
    });
    tests.push({ route, method, path, run });
  });
  const order = new Map(routes.map((route, index) => [route, index]));
  return tests.toSorted((a, b) => order.get(a.route)! - order.get(b.route)!);
}

function verbOf(method: string, options: WalkOptions): string {
  return method === 'ANY' ? (options.method ?? 'GET') : method;
}

/** True where the route may be run unasked. */
export function isSafe({ deployed, configured }: WalkedRoute, options: WalkOptions): boolean {
  return options.invoke === 'all' || safeMethods.has(verbOf((configured ?? deployed)!.method, options));
}

/** The path that a test asks for: the one given, else one that leads to the route. */
export function testPathOf({ configured, deployed }: WalkedRoute, options: WalkOptions): string {
  return options.path ?? samplePath((configured ?? deployed)!.path);
}

/** The deployed stage is asked where a test passes, or cannot tell: for what a test leaves out. */
export async function askStage(
  account: Account,
  api: ApiPicture,
  routes: readonly WalkedRoute[],
  tests: readonly RouteTest[],
  options: WalkOptions,
): Promise<readonly RouteAnswer[]> {
  const base = stageUrl(account, api);
  if (base === null || api.stage === null || options.invoke === 'none') return [];
  const answers: RouteAnswer[] = [];
  const ask = async (route: WalkedRoute | null, method: string, path: string): Promise<void> => {
    answers.push({
      route,
      method,
      path,
      answer: await requestStage(base, { method, path, headers: options.headers, body: options.body }),
    });
  };
  if (options.path !== null && routes.length === 0) {
    const method = options.method ?? 'GET';
    if (options.invoke === 'all' || safeMethods.has(method)) await ask(null, method, options.path);
    return answers;
  }
  const doubtful = routes.filter((route) => {
    const run = tests.find((test) => test.route === route)?.run;
    if (run === undefined || !run.ok) return isSafe(route, options);
    // What may change something is done once.
    const method = verbOf((route.deployed ?? route.configured)!.method, options);
    return safeMethods.has(method) && run.value.status < 500;
  });
  await inTurns(doubtful.slice(0, doctorTestsMax), atATime, async (route) => {
    const { method } = (route.deployed ?? route.configured)!;
    await ask(route, verbOf(method, options), testPathOf(route, options));
  });
  return answers;
}
