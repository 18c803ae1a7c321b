// What a request without a route most likely meant, from the routes that there are.
import type { RouteFact } from '../../case.ts';
import { editDistance } from '../../nearest.ts';

export type RouteHint =
  /** The path is there, with other methods. */
  | { readonly kind: 'other-method'; readonly methods: readonly string[] }
  /** The path begins with the stage's name once more. */
  | { readonly kind: 'stage-twice'; readonly stage: string; readonly path: string }
  | { readonly kind: 'root-not-greedy' }
  | { readonly kind: 'nearest'; readonly routes: readonly RouteFact[] }
  /** Nothing is near: what there is. */
  | { readonly kind: 'all'; readonly routes: readonly RouteFact[]; readonly more: number };

const nearestMax = 2;
const listedMax = 4;

/** Null where the API has no routes at all. */
export function routeHint(
  method: string,
  path: string,
  routes: readonly RouteFact[],
  stage: string | null,
): RouteHint | null {
  // An OPTIONS method is there for browsers, not for a person who mistypes a path.
  const own = method === 'OPTIONS' ? routes : routes.filter((route) => route.method !== 'OPTIONS');
  if (own.length === 0) return null;
  const methods = own.filter((route) => matches(route.path, path)).map((route) => route.method);
  if (methods.length > 0) return { kind: 'other-method', methods: [...new Set(methods)] };
  const segments = segmentsOf(path);
  if (stage !== null && segments[0] === stage) {
    const rest = `/${segments.slice(1).join('/')}`;
    if (own.some((route) => matches(route.path, rest))) return { kind: 'stage-twice', stage, path: rest };
  }
  if (segments.length === 0 && own.some((route) => route.path.startsWith('/{') && route.path.endsWith('+}')))
    return { kind: 'root-not-greedy' };
  const near = nearestRoutes(method, segments, own);
  if (near.length > 0) return { kind: 'nearest', routes: near };
  return { kind: 'all', routes: own.slice(0, listedMax), more: Math.max(0, own.length - listedMax) };
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

/** Whether a template serves a path, as API Gateway matches (SPEC §2.2). */
function matches(template: string, path: string): boolean {
  const wanted = segmentsOf(template);
  const given = segmentsOf(path);
  const isGreedy = wanted.at(-1)?.endsWith('+}') ?? false;
  if (isGreedy ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((segment, index) => isParameter(segment) || segment === given[index]);
}

/** By edits letter for letter, a parameter taking any segment; at most a third of the path may differ. */
function nearestRoutes(
  method: string,
  segments: readonly string[],
  routes: readonly RouteFact[],
): readonly RouteFact[] {
  const given = segments.join('/');
  const slipsMax = Math.max(2, Math.floor(given.length / 3));
  return routes
    .map((route) => ({
      route,
      slips:
        slips(segments, segmentsOf(route.path)) + (route.method === method || route.method === 'ANY' ? 0 : 1),
    }))
    .filter((each) => each.slips <= slipsMax)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, nearestMax)
    .map(({ route }) => route);
}

function slips(given: readonly string[], template: readonly string[]): number {
  const filled = template.map((segment, index) =>
    isParameter(segment) && given[index] !== undefined ? given[index] : segment,
  );
  return editDistance(given.join('/').toLowerCase(), filled.join('/').toLowerCase());
}
