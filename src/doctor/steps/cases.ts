// What was gathered, as cases for the rules: each failed request, each test, each answer, and what the configuration alone tells.
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { Case } from '../case.ts';
import { valueOf } from '../collect/ask.ts';
import type { Walk } from '../collect/walk.ts';
import { lambdaRequestId, routeOfExecution, type WalkedRoute } from '../collect/walked-routes.ts';
import { callsLambda, outcomesOfConfiguration } from './configured-outcomes.ts';
import type { ExaminedCode } from './examine-code.ts';
import { outcomeOfAnswer } from './outcome-of-answer.ts';
import { outcomeOfLog } from './outcome-of-log.ts';
import { refusalOf, settingsOf, surroundings } from './surroundings.ts';

/** Where a case comes from, the most telling first. */
export type CaseOrigin = 'log' | 'answer' | 'test' | 'configuration';

export interface WalkedCase {
  readonly subject: Case;
  readonly origin: CaseOrigin;
  readonly route: WalkedRoute | null;
  /** When it happened; null for what is so at any time. */
  readonly atMs: number | null;
}

export function casesOf(
  walk: Walk,
  { pythonModules }: Pick<ExaminedCode, 'pythonModules'>,
): readonly WalkedCase[] {
  if (walk.api.stage === null) return [withoutStage(walk)];
  const all = [...loggedCases(walk), ...answeredCases(walk), ...testedCases(walk), ...configuredCases(walk)];
  return all.map((each) => {
    const pythonModule = pythonModules.get(each.route?.functionArn ?? '');
    return pythonModule === undefined ? each : { ...each, subject: { ...each.subject, pythonModule } };
  });
}

function withoutStage(walk: Walk): WalkedCase {
  const { path, method } = walk.options;
  const subject: Case = {
    ...surroundings(walk, null, null, false),
    outcome: { kind: 'stage-not-found' },
    request: { method: method ?? 'GET', path: path ?? '/' },
  };
  return { subject, origin: 'configuration', route: null, atMs: null };
}

// --- requests and tests

function loggedCases(walk: Walk): readonly WalkedCase[] {
  return walk.failures.map((execution) => {
    const route = routeOfExecution(walk.routes, execution);
    return {
      subject: caseOfLog(walk, route, execution, false),
      origin: 'log',
      route,
      atMs: execution.lastAtMs ?? null,
    };
  });
}

function testedCases(walk: Walk): readonly WalkedCase[] {
  return walk.tests.flatMap(({ route, run }) => {
    if (!run.ok || run.value.execution === null) return [];
    const subject = caseOfLog(walk, route, run.value.execution, true);
    return [{ subject, origin: 'test', route, atMs: run.value.atMs }];
  });
}

function answeredCases(walk: Walk): readonly WalkedCase[] {
  return walk.answers.flatMap(({ route, answer, method, path }) => {
    if (typeof answer === 'string') return [];
    const outcome = outcomeOfAnswer(answer, (route?.deployed ?? route?.configured)?.needsApiKey ?? false);
    if (outcome === null) return [];
    const around = surroundings(walk, route, null, false);
    const hasApiKey = Object.keys(walk.options.headers).some((name) => name.toLowerCase() === 'x-api-key');
    const subject: Case = {
      ...around,
      outcome,
      responseStatus: answer.status,
      request: { method, path, hasApiKey },
    };
    return [{ subject, origin: 'answer', route, atMs: answer.atMs }];
  });
}

function caseOfLog(walk: Walk, route: WalkedRoute | null, execution: ParsedExecution, isTest: boolean): Case {
  const picture = (isTest ? route?.configured : route?.deployed) ?? null;
  const settings = settingsOf(walk, route);
  const requestId = lambdaRequestId(execution);
  const logged = requestId === null ? undefined : walk.functionLogs.get(requestId);
  const functionLog = logged === undefined ? undefined : (valueOf(logged) ?? undefined);
  const { request, integration, response } = execution;
  const event = integration?.requestBody;
  const outcome = outcomeOfLog(execution, {
    isProxy: picture?.integration?.type !== 'AWS',
    functionLog,
    refusal: refusalOf(walk, route, isTest),
    integrationMethod: picture?.integration?.httpMethod ?? null,
    integrationTimeoutMs: picture?.integration?.timeoutMs ?? null,
    functionTimeoutSeconds: settings?.timeoutSeconds ?? null,
    credentials: picture?.integration?.credentials ?? null,
    uri: picture?.integration?.uri ?? null,
  });
  const payload = integration?.call?.payload;
  const around = surroundings(walk, route, picture, isTest);
  return {
    ...around,
    outcome: outcome ?? undefined,
    responseStatus: response.status,
    request: {
      method: request.method ?? picture?.method ?? '',
      path: request.path ?? picture?.path ?? '',
      body: request.body?.truncated === true ? undefined : request.body?.text,
      isTest,
      event: event === undefined || event.truncated ? knownEvent(execution) : event.text,
    },
    integration: {
      ...around.integration,
      latencyMs: integration?.call?.latencyMs,
    },
    payload: payload === undefined || payload.truncated ? undefined : payload.text,
    functionLog,
  };
}

/** Of an event that the log cut short, what the other lines tell; undefined for no proxy event. */
function knownEvent({ request, integration }: ParsedExecution): string | undefined {
  if (integration?.requestBody?.text.startsWith('{"resource"') !== true) return undefined;
  const { body, query, pathParameters, path, method } = request;
  if (body === undefined || body.truncated) return undefined;
  const map = (entries: readonly (readonly [string, string])[] | undefined) =>
    entries === undefined || entries.length === 0 ? null : Object.fromEntries(entries);
  return JSON.stringify({
    path,
    httpMethod: method,
    queryStringParameters: map(query?.entries),
    pathParameters: map(pathParameters?.entries),
    body: body.text === '' ? null : body.text,
    requestContext: {},
  });
}

function configuredCases(walk: Walk): readonly WalkedCase[] {
  return walk.routes.flatMap((route) => {
    const picture = route.deployed;
    const { integration } = picture ?? {};
    if (picture == null || integration == null || !callsLambda(integration)) return [];
    return outcomesOfConfiguration(walk, route, integration).map((outcome) => ({
      subject: {
        ...surroundings(walk, route, picture, false),
        outcome,
        request: { method: picture.method, path: picture.path },
      },
      origin: 'configuration' as const,
      route,
      atMs: null,
    }));
  });
}
