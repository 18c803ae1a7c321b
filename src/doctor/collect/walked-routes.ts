// The routes that a walk looks at, as served and as configured, and which of them a logged request took.
import { doctorFailuresMax } from '../../core/limits.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import { routeName, type ApiPicture, type RoutePicture } from './api-picture.ts';
import { valueOf } from './ask.ts';
import { functionOfUri } from './function-uri.ts';
import { routeOfPath } from './route-of-path.ts';
import type { WalkOptions } from './walk.ts';

/** A route as the stage serves it and as it is configured now; one of the two may be missing. */
export interface WalkedRoute {
  /** `GET /orders/{id}`. */
  readonly name: string;
  readonly deployed: RoutePicture | null;
  readonly configured: RoutePicture | null;
  /** The function that the stage calls; null where the integration names none. */
  readonly functionArn: string | null;
}

export function routesOf(api: ApiPicture): readonly WalkedRoute[] {
  const byName = new Map<string, { deployed: RoutePicture | null; configured: RoutePicture | null }>();
  for (const configured of api.configured)
    byName.set(routeName(configured), { deployed: api.deployed.ok ? null : configured, configured });
  for (const deployed of valueOf(api.deployed) ?? [])
    byName.set(routeName(deployed), {
      configured: byName.get(routeName(deployed))?.configured ?? null,
      deployed,
    });
  const variables = api.stage?.variables ?? {};
  return [...byName].map(([name, { deployed, configured }]) => ({
    name,
    deployed,
    configured,
    functionArn: functionOfUri((deployed ?? configured)?.integration?.uri ?? null, variables),
  }));
}

/** Of a path: the route that serves it on the stage, and the one that would by the configuration. */
export function wantedRoutes(
  all: readonly WalkedRoute[],
  { path, method }: WalkOptions,
): readonly WalkedRoute[] {
  if (path === null) {
    return method === null
      ? all
      : all.filter(({ deployed, configured }) => [method, 'ANY'].includes((deployed ?? configured)!.method));
  }
  const found = new Set<WalkedRoute>();
  const verbs = method === null ? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] : [method];
  for (const kind of ['deployed', 'configured'] as const) {
    const pictures = all.flatMap((route) => (route[kind] === null ? [] : [{ ...route[kind], route }]));
    for (const verb of verbs) {
      const served = routeOfPath(pictures, verb, path);
      if (served !== null) found.add(served.route);
    }
  }
  return [...found];
}

/** The newest of each kind of failure on each route. */
export function oneOfAKind(
  failures: readonly ParsedExecution[],
  all: readonly WalkedRoute[],
  wanted: readonly WalkedRoute[],
  { path, method }: WalkOptions,
): readonly ParsedExecution[] {
  const kept = new Map<string, ParsedExecution>();
  for (const failure of failures) {
    if (method !== null && failure.request.method !== undefined && failure.request.method !== method)
      continue;
    const route = routeOfExecution(all, failure);
    if (path !== null && (route === null ? failure.request.path !== path : !wanted.includes(route))) continue;
    const sentence = failure.sentences[0]?.text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '') ?? '';
    const kind = `${route?.name ?? failure.request.path ?? ''} ${failure.outcome?.kind ?? ''} ${sentence}`;
    if (!kept.has(kind)) kept.set(kind, failure);
    if (kept.size >= doctorFailuresMax) break;
  }
  return [...kept.values()];
}

/** The route that served a logged request; null where the log does not tell. */
export function routeOfExecution(
  routes: readonly WalkedRoute[],
  { request }: ParsedExecution,
): WalkedRoute | null {
  if (request.path === undefined) return null;
  const pictures = routes.flatMap((route) => (route.deployed === null ? [] : [{ ...route.deployed, route }]));
  return routeOfPath(pictures, request.method ?? 'GET', request.path)?.route ?? null;
}

/** Of the function's invocation; in the endpoint's answer, or in the sentence of a function error. */
export function lambdaRequestId({ integration, sentences }: ParsedExecution): string | null {
  if (integration?.call?.requestId !== undefined) return integration.call.requestId;
  for (const { text } of sentences) {
    const id = /Lambda request id: ([0-9a-f-]{36})/.exec(text)?.[1];
    if (id !== undefined) return id;
  }
  return null;
}
