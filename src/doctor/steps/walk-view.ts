// What every step looks at: the walk, the findings, the language's words, the routes that call functions.
import type { Language } from '../cause.ts';
import type { RoutePicture } from '../collect/api-picture.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkedRoute } from '../collect/walked-routes.ts';
import { duration } from '../words.ts';
import { callsLambda } from './configured-outcomes.ts';
import type { WalkFinding } from './walk-findings.ts';
import { walkWords, type WalkWords } from './words.ts';

export interface WalkView {
  readonly walk: Walk;
  readonly findings: readonly WalkFinding[];
  readonly words: WalkWords;
  /** `in the last 1 h`. */
  readonly since: string;
  readonly lambdaRoutes: readonly LambdaRoute[];
}

export interface LambdaRoute {
  readonly name: string;
  readonly route: WalkedRoute;
  /** As deployed, or as configured where it is not. */
  readonly picture: RoutePicture;
}

export function viewOf(walk: Walk, findings: readonly WalkFinding[], language: Language): WalkView {
  const words = walkWords[language];
  return {
    walk,
    findings,
    words,
    since: words.since(longDuration(walk.options.nowMs - walk.options.sinceMs)),
    lambdaRoutes: walk.routes.flatMap((route) => {
      const picture = route.deployed ?? route.configured;
      const { integration } = picture ?? {};
      return picture === null || integration == null || !callsLambda(integration)
        ? []
        : [{ name: route.name, route, picture }];
    }),
  };
}

function longDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return duration(ms);
  if (minutes < 120) return minutes === 60 ? '1 h' : `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}
