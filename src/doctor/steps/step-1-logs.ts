// Step 1: what CloudWatch counted, whether the stage logs at all, and what its log holds.
import type { MethodSettings } from '../collect/api-picture.ts';
import { awsCommand, word } from '../aws-command.ts';
import type { Walk } from '../collect/walk.ts';
import type { Check } from './step.ts';
import { reaching } from './surroundings.ts';
import { unanswered } from './unanswered.ts';
import type { WalkView } from './walk-view.ts';

export function logChecks(view: WalkView): readonly Check[] {
  return [...metricChecks(view), ...loggingChecks(view), ...logChecksOf(view)];
}

function metricChecks({ walk, words, since }: WalkView): readonly Check[] {
  const { metrics } = walk;
  if (!metrics.ok) return [unanswered(metrics, words.the.metrics, words)];
  const { requests, errors5xx } = metrics.value.stage;
  const checks: Check[] = [];
  if (requests === 0) checks.push({ mark: 'note', text: words.noRequests(since) });
  else if (errors5xx === 0) checks.push({ mark: 'fine', text: words.requestsFine(requests, since) });
  else checks.push({ mark: 'fault', text: words.requests5xx(errors5xx, requests, since) });
  const told = Object.entries(metrics.value.functions);
  const failing = told.filter(([, { errors }]) => errors > 0);
  if (failing.length > 0) {
    const lines = failing.map(([name, { errors, invocations }]) =>
      words.functionErrors(name, errors, invocations),
    );
    const shown = lines.slice(0, lines.length > functionsShownMax + 1 ? functionsShownMax : lines.length);
    const rest = lines.length - shown.length;
    checks.push({
      mark: 'fault',
      text: shown[0]!,
      evidence: [...shown.slice(1), ...(rest > 0 ? [words.more(rest)] : [])],
    });
  }
  for (const [name, { throttles }] of told) {
    if (throttles > 0) checks.push({ mark: 'fault', text: words.functionThrottles(name, throttles) });
  }
  return checks;
}

const off: MethodSettings = {
  loggingLevel: 'OFF',
  dataTrace: false,
  throttlingRate: null,
  throttlingBurst: null,
};

function loggingChecks({ walk, words, lambdaRoutes }: WalkView): readonly Check[] {
  const { stage, logRole } = walk.api;
  if (stage === null) return [];
  const everywhere = { name: '', settings: stage.methodSettings['*/*'] ?? off };
  const own = lambdaRoutes.map(({ name, picture }) => ({
    name,
    settings: settingsFor(stage.methodSettings, picture.path, picture.method),
  }));
  // A path that nothing serves has no settings of its own.
  const byRoute = own.length === 0 ? [everywhere] : own;
  const silent = byRoute.filter(({ settings }) => settings.loggingLevel === 'OFF');
  const checks: Check[] = [];
  if (silent.length === byRoute.length) {
    checks.push({
      mark: 'unknown',
      text: words.loggingOff,
      todo: words.loggingOffTodo,
      command: turnOn(walk),
    });
  } else {
    const { settings } = byRoute.find((each) => each.settings.loggingLevel !== 'OFF')!;
    checks.push({ mark: 'fine', text: words.loggingOn(settings.loggingLevel, settings.dataTrace) });
    if (silent.length > 0)
      checks.push({
        mark: 'note',
        text: words.loggingPartly(words.some(silent.map(({ name }) => name))),
      });
    if (!settings.dataTrace)
      checks.push({
        mark: 'note',
        text: words.noDataTrace,
        command: turnOn(walk),
      });
  }
  if (!logRole.ok) checks.push(unanswered(logRole, words.the.account, words));
  else if (logRole.value === null && walk.endpoint === null)
    // An endpoint other than AWS's writes logs without a role.
    checks.push({
      mark: silent.length === byRoute.length ? 'note' : 'fault',
      text: silent.length === byRoute.length ? words.noLogRoleYet : words.noLogRole,
      todo: words.noLogRoleTodo,
      command: awsCommand(
        reaching(walk),
        'apigateway',
        'update-account',
        '--patch-operations',
        'op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN',
      ),
    });
  return checks;
}

/** The method's own settings, else the stage's (SPEC §6.1). */
export function settingsFor(
  settings: Readonly<Record<string, MethodSettings>>,
  path: string,
  method: string,
): MethodSettings {
  const key = path.replaceAll('~', '~0').replaceAll('/', '~1');
  const own =
    settings[`${key}/${method}`] ?? settings[`${path.slice(1)}/${method}`] ?? settings[`${path}/${method}`];
  return own ?? settings['*/*'] ?? off;
}

function turnOn(walk: Walk): string {
  return awsCommand(
    reaching(walk),
    'apigateway',
    'update-stage',
    '--rest-api-id',
    word(walk.api.id),
    '--stage-name',
    word(walk.stage),
    '--patch-operations',
    "'op=replace,path=/*/*/logging/loglevel,value=INFO'",
    "'op=replace,path=/*/*/logging/dataTrace,value=true'",
  );
}

function logChecksOf({ walk, words, since, lambdaRoutes }: WalkView): readonly Check[] {
  const { log, failures } = walk;
  if (!log.ok) {
    if (log.reason !== 'not-found') return [unanswered(log, words.the.executionLog, words)];
    const isOn = lambdaRoutes.some(
      ({ picture }) =>
        settingsFor(walk.api.stage?.methodSettings ?? {}, picture.path, picture.method).loggingLevel !==
        'OFF',
    );
    return isOn ? [{ mark: 'note', text: words.noLogGroup }] : [];
  }
  if (failures.length > 0) {
    return [
      {
        mark: 'fault',
        text: words.logFailures(failures.length, since),
        evidence: failures.slice(0, quotedMax).map(({ request, sentences, response }) => {
          const what = [request.method, request.path].filter((part) => part !== undefined).join(' ');
          return `${what}: ${sentences[0]?.text ?? `status ${response.status ?? '?'}`}`;
        }),
      },
      ...(log.value.isPartial ? [{ mark: 'note' as const, text: words.logPartial }] : []),
    ];
  }
  return [
    log.value.hasEvents
      ? { mark: 'fine', text: words.logClean(since) }
      : { mark: 'note', text: words.logEmpty(since) },
  ];
}

const quotedMax = 3;
const functionsShownMax = 3;
