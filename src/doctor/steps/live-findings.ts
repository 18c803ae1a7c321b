// Causes that only show when configuration, deployment and answers are held side by side; no single request tells them.
import { awsCommand, quoted, word } from '../aws-command.ts';
import type { Language } from '../cause.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkedRoute } from '../collect/walked-routes.ts';
import type { Finding } from '../finding.ts';
import { cut } from '../words.ts';
import { masksErrors } from './beyond.ts';
import { differencesOf } from './differences.ts';
import { reaching } from './surroundings.ts';
import type { WalkFinding } from './walk-findings.ts';
import { walkWords, type WalkWords } from './words.ts';

/** @param found what the rules made of the requests */
export function liveFindings(
  walk: Walk,
  found: readonly WalkFinding[],
  language: Language,
): readonly WalkFinding[] {
  const words = walkWords[language];
  const mended = nonProxy(found, words);
  const stale = staleDeployment(walk, mended, words);
  const fresh = stale === null ? mended : mended.filter((each) => !isOfDeployment(walk, each, stale));
  return [
    ...(stale === null ? [] : [stale]),
    ...fresh,
    ...binaryNotDecoded(walk, words),
    ...corsMasksError(walk, fresh, words),
  ];
}

function made(finding: Omit<Finding, 'source'>, routes: readonly string[], isProven: boolean): WalkFinding {
  return {
    finding: { ...finding, source: null },
    functionArn: null,
    routes,
    origins: [isProven ? 'answer' : 'configuration'],
    cases: [],
    isPast: false,
  };
}

// --- the stage is older than the configuration

const differencesQuotedMax = 4;

function staleDeployment(walk: Walk, found: readonly WalkFinding[], words: WalkWords): WalkFinding | null {
  const differences = differencesOf(walk, words);
  if (differences.length === 0) return null;
  const routes = [...new Set(differences.map(({ route }) => route))];
  const isProven = routes.some((name) => {
    const route = walk.routes.find((each) => each.name === name)!;
    return failsOnStage(walk, route, found) && !failsInTest(walk, route);
  });
  return made(
    {
      cause: 'integration.stale-deployment',
      // Without a request that shows it, the difference may be meant: work on the way to its deployment.
      confidence: isProven ? 0.98 : 0.7,
      step: null,
      title: words.stale.title(routes.length),
      why: words.stale.why,
      evidence: differences.slice(0, differencesQuotedMax).map(({ text }) => text),
      fix: {
        text: words.stale.fix,
        command: awsCommand(
          reaching(walk),
          'apigateway',
          'create-deployment',
          '--rest-api-id',
          walk.api.id,
          '--stage-name',
          word(walk.stage),
        ),
      },
    },
    routes,
    isProven,
  );
}

function failsOnStage(walk: Walk, route: WalkedRoute, found: readonly WalkFinding[]): boolean {
  const isAnswered = walk.answers.some(
    (each) =>
      each.route === route &&
      typeof each.answer !== 'string' &&
      (each.answer.status >= 500 || each.answer.errorType !== null),
  );
  return (
    isAnswered ||
    found.some(
      ({ routes, origins }) =>
        routes.includes(route.name) && (origins.includes('log') || origins.includes('configuration')),
    )
  );
}

function failsInTest(walk: Walk, route: WalkedRoute): boolean {
  const run = walk.tests.find((test) => test.route === route)?.run;
  return run?.ok === true && run.value.status >= 500;
}

/** True for what is wrong with the old deployment alone: it goes with the new one. */
function isOfDeployment(walk: Walk, { routes, origins }: WalkFinding, stale: WalkFinding): boolean {
  if (stale.finding.confidence < 0.9 || routes.length === 0 || origins.includes('test')) return false;
  return routes.every(
    (name) =>
      stale.routes.includes(name) &&
      !failsInTest(
        walk,
        walk.routes.find((each) => each.name === name)!,
      ),
  );
}

// --- the integration is no proxy

function nonProxy(found: readonly WalkFinding[], words: WalkWords): readonly WalkFinding[] {
  return found.map((each) => {
    const isCustom = each.cases.some(
      ({ route }) => (route?.deployed ?? route?.configured)?.integration?.type === 'AWS',
    );
    if (!isCustom || each.finding.cause !== 'runtime.event-shape') return each;
    const finding: Finding = {
      ...each.finding,
      cause: 'integration.non-proxy',
      confidence: 0.93,
      step: null,
      title: words.nonProxy.title,
      why: words.nonProxy.why,
      fix: { text: words.nonProxy.fix },
    };
    return { ...each, finding };
  });
}

// --- bytes that stay base64

const base64Starts = ['iVBOR', 'JVBER', 'R0lGOD', '/9j/', 'UEsDB', 'H4sI'] as const;

function binaryNotDecoded(walk: Walk, words: WalkWords): readonly WalkFinding[] {
  const seen = walk.answers.flatMap(({ route, answer }) =>
    typeof answer !== 'string' &&
    answer.status < 300 &&
    base64Starts.some((start) => answer.body.startsWith(start)) &&
    /^[A-Za-z0-9+/=\s]+$/.test(answer.body)
      ? [{ route, answer }]
      : [],
  );
  if (seen.length === 0) return [];
  const types = walk.api.binaryMediaTypes;
  return [
    made(
      {
        cause: 'response.binary-not-decoded',
        confidence: 0.93,
        step: null,
        title: words.binary.title,
        why: words.binary.why,
        evidence: [
          `${seen[0]!.answer.headers['content-type'] ?? ''}: ${cut(seen[0]!.answer.body, 40)}`,
          `binaryMediaTypes: ${types.length === 0 ? words.diff.none : types.join(', ')}`,
        ],
        fix: {
          text: words.binary.fix,
          command: awsCommand(
            reaching(walk),
            'apigateway',
            'update-rest-api',
            '--rest-api-id',
            walk.api.id,
            '--patch-operations',
            `op=add,path=/binaryMediaTypes/${(seen[0]!.answer.headers['content-type'] ?? '*/*').split(';')[0]!.replaceAll('/', '~1')}`,
          ),
        },
      },
      seen.flatMap(({ route }) => (route === null ? [] : [route.name])),
      true,
    ),
  ];
}

// --- an error behind a CORS error

function corsMasksError(walk: Walk, found: readonly WalkFinding[], words: WalkWords): readonly WalkFinding[] {
  if (!masksErrors(walk)) return [];
  const preflighted = new Set(
    walk.routes
      .filter(({ deployed }) => deployed?.method === 'OPTIONS')
      .map(({ deployed }) => deployed!.path),
  );
  const hidden = found
    .filter(({ isPast }) => !isPast)
    .flatMap(({ routes }) => routes)
    .filter((name) => preflighted.has(name.slice(name.indexOf(' ') + 1)));
  if (hidden.length === 0) return [];
  const routes = [...new Set(hidden)];
  return [
    made(
      {
        cause: 'client.cors-masks-error',
        // It goes with another fault, and never stands before it.
        confidence: 0.6,
        step: null,
        title: words.cors.title,
        why: words.cors.why,
        evidence: [words.cors.evidence(routes)],
        fix: {
          text: words.cors.fix,
          command: awsCommand(
            reaching(walk),
            'apigateway',
            'put-gateway-response',
            '--rest-api-id',
            walk.api.id,
            '--response-type',
            'DEFAULT_5XX',
            '--response-parameters',
            quoted(`{"gatewayresponse.header.Access-Control-Allow-Origin":"'*'"}`),
          ),
        },
      },
      routes,
      false,
    ),
  ];
}
