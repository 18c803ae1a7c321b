// Which route of an API serves a path (SPEC §1.2): literal segments before parameters, these before `{proxy+}`, a verb before ANY.
import type { RoutePicture } from './api-picture.ts';

type Route = Pick<RoutePicture, 'method' | 'path'>;

/** Null where none does. */
export function routeOfPath<Picture extends Route>(
  routes: readonly Picture[],
  method: string,
  path: string,
): Picture | null {
  const segments = segmentsOf(path.split('?', 1)[0]!);
  const best = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .map((route) => ({ route, rank: rankOf(segmentsOf(route.path), segments) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) =>
      a.rank! < b.rank! ? -1 : a.rank! > b.rank! ? 1 : verbRank(a.route) - verbRank(b.route),
    );
  return best[0]?.route ?? null;
}

/** A path that leads to the route: `1` for each parameter. */
export function samplePath(template: string): string {
  return template.replaceAll(/\{[^}]+\}/g, '1');
}

function verbRank({ method }: Route): number {
  return method === 'ANY' ? 1 : 0;
}

function segmentsOf(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .filter((segment, index, all) => segment !== '' || index < all.length - 1);
}

/** One digit a segment, the smaller the closer; null where the template does not match. */
function rankOf(template: readonly string[], path: readonly string[]): string | null {
  let rank = '';
  for (const [index, segment] of template.entries()) {
    if (/^\{.+\+\}$/.test(segment)) return path.length > index ? `${rank}2` : null;
    if (index >= path.length) return null;
    if (/^\{.+\}$/.test(segment)) rank += '1';
    else if (segment === path[index]) rank += '0';
    else return null;
  }
  return template.length === path.length ? rank : null;
}
