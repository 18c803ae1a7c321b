// The causes of all that was seen, best first: one entry a cause, with the routes it befalls.
import type { Language } from '../cause.ts';
import { valueOf } from '../collect/ask.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkedRoute } from '../collect/walked-routes.ts';
import { diagnose } from '../diagnose.ts';
import type { Finding } from '../finding.ts';
import type { ExaminedCode } from './examine-code.ts';
import { liveFindings } from './live-findings.ts';
import { casesOf, type CaseOrigin, type WalkedCase } from './cases.ts';
import { functionOf } from './surroundings.ts';

export interface WalkFinding {
  readonly finding: Finding;
  /** Names: `GET /orders/{id}`; empty where no route is concerned. */
  readonly routes: readonly string[];
  /** As it is invoked; null where no function is concerned. */
  readonly functionArn: string | null;
  readonly origins: readonly CaseOrigin[];
  readonly cases: readonly WalkedCase[];
  /** True where it was before the last deployment or change of the function, and a test passes now. */
  readonly isPast: boolean;
}

/** As sure as this, a cause stands by itself. */
const definiteMin = 0.9;

export function walkFindings(walk: Walk, code: ExaminedCode, language: Language): readonly WalkFinding[] {
  const merged = new Map<string, WalkFinding>();
  for (const walked of casesOf(walk, code)) {
    const [best] = diagnose(walked.subject, language);
    if (best !== undefined) add(merged, best, walked, walk);
  }
  const all = withoutShadows([...merged.values(), ...readFaults(walk, code)]);
  return liveFindings(walk, all, language).toSorted(
    (a, b) => Number(a.isPast) - Number(b.isPast) || weight(b) - weight(a),
  );
}

/** Less sure than this, what was only read is left to `varco doctor FILE.zip`. */
const readMin = 0.6;

function readFaults({ routes }: Walk, { faults }: ExaminedCode): readonly WalkFinding[] {
  return [...faults].flatMap(([functionArn, found]) =>
    found
      .filter(({ confidence }) => confidence >= readMin)
      .map((finding) => ({
        finding,
        functionArn,
        routes: routes.filter((route) => route.functionArn === functionArn).map(({ name }) => name),
        origins: ['configuration' as const],
        cases: [],
        isPast: false,
      })),
  );
}

function add(merged: Map<string, WalkFinding>, finding: Finding, walked: WalkedCase, walk: Walk): void {
  const key = `${finding.cause} ${walked.route?.functionArn ?? ''} ${placeOf(finding, walked)}`;
  const before = merged.get(key);
  const route = walked.route?.name ?? null;
  const isPast = isOver(walk, walked);
  if (before === undefined) {
    merged.set(key, {
      finding,
      functionArn: walked.route?.functionArn ?? null,
      routes: route === null ? [] : [route],
      origins: [walked.origin],
      cases: [walked],
      isPast,
    });
    return;
  }
  // A test presents another stage: what a real request, or the configuration, shows is told in its place.
  const isBetter =
    finding.confidence > before.finding.confidence ||
    (finding.confidence === before.finding.confidence && before.origins.every((origin) => origin === 'test'));
  const better = isBetter ? finding : before.finding;
  merged.set(key, {
    ...before,
    finding: better,
    routes: route === null ? before.routes : [...new Set([...before.routes, route])],
    origins: [...new Set([...before.origins, walked.origin])],
    cases: [...before.cases, walked],
    isPast: before.isPast && isPast,
  });
}

/** Two routes to one function fail alike for what lies in the function, each by itself for what lies in front of it. */
function placeOf({ step }: Finding, { route }: WalkedCase): string {
  return step === null || step === 3 ? (route?.name ?? '') : '';
}

/** Real requests weigh most; what no request has met yet is less urgent. */
const originWeights: Readonly<Record<CaseOrigin, number>> = {
  log: 0.04,
  answer: 0.03,
  test: 0.02,
  configuration: 0.01,
};

function weight({ finding, origins }: WalkFinding): number {
  return finding.confidence + Math.max(...origins.map((origin) => originWeights[origin]));
}

/** A vague cause is not told of a request for which another source has a definite one. */
function withoutShadows(findings: readonly WalkFinding[]): readonly WalkFinding[] {
  return findings.filter(
    (each) =>
      each.finding.confidence >= definiteMin ||
      !findings.some(
        (other) =>
          other !== each &&
          other.finding.confidence > each.finding.confidence &&
          each.routes.length > 0 &&
          each.routes.every((route) => other.routes.includes(route)),
      ),
  );
}

function isOver(walk: Walk, { origin, route, atMs }: WalkedCase): boolean {
  if (origin !== 'log' || atMs === null || route === null) return false;
  return passesNow(walk, route) && atMs < changedAtMs(walk, route);
}

function passesNow(walk: Walk, route: WalkedRoute): boolean {
  const run = walk.tests.find((test) => test.route === route)?.run;
  return run?.ok === true && run.value.status < 500;
}

function changedAtMs(walk: Walk, route: WalkedRoute): number {
  const called = functionOf(walk, route);
  const settings = called === null ? null : valueOf(called.configuration);
  return Math.max(walk.api.stage?.deployedAtMs ?? 0, settings?.lastModifiedMs ?? 0);
}
