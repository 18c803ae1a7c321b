// What the seven steps leave out: the deployment, the way to the integration, and what hides an error.
import { valueOf } from '../collect/ask.ts';
import { stageUrl } from '../collect/request-stage.ts';
import { cut, duration } from '../words.ts';
import { functionOf } from './surroundings.ts';
import { differencesOf } from './differences.ts';
import type { Check } from './step.ts';
import { unanswered } from './unanswered.ts';
import type { WalkView } from './walk-view.ts';

export function beyondChecks(view: WalkView): readonly Check[] {
  return [
    ...deploymentChecks(view),
    ...stageChecks(view),
    ...wayChecks(view),
    ...timeoutChecks(view),
    ...corsChecks(view),
  ];
}

const differencesShownMax = 4;

function deploymentChecks({ walk, words, findings }: WalkView): readonly Check[] {
  const { api } = walk;
  if (api.stage === null) return [];
  const checks: Check[] = [];
  if (!api.deployed.ok) checks.push(unanswered(api.deployed, words.the.deployment, words));
  else {
    const differences = differencesOf(walk, words);
    const isTold = findings.some(({ finding }) => finding.cause === 'integration.stale-deployment');
    if (differences.length === 0) checks.push({ mark: 'fine', text: words.deploymentFresh });
    else if (!isTold)
      checks.push({
        mark: 'fault',
        text: words.deploymentStale(new Set(differences.map(({ route }) => route)).size),
        evidence: differences.slice(0, differencesShownMax).map(({ text }) => text),
      });
  }
  if (api.stage.canary !== null) checks.push({ mark: 'note', text: words.canary(api.stage.canary.percent) });
  if (walk.routesLeftOut > 0) checks.push({ mark: 'note', text: words.routesLeftOut(walk.routesLeftOut) });
  return checks;
}

function stageChecks({ walk, words, findings }: WalkView): readonly Check[] {
  const { api, endpoint, options } = walk;
  if (stageUrl({ endpoint }, api) === null && api.stage !== null && options.invoke !== 'none')
    return [{ mark: 'unknown', text: words.stageNoUrl }];
  const fine: string[] = [];
  const checks: Check[] = [];
  for (const { route, answer, method, path } of walk.answers) {
    const name = route?.name ?? `${method} ${path}`;
    if (typeof answer === 'string') checks.push({ mark: 'unknown', text: words.stageSilent(name, answer) });
    else if (answer.errorType === null && answer.status < 500) fine.push(name);
    else if (!findings.some(({ routes, isPast }) => !isPast && (route === null || routes.includes(name))))
      checks.push({ mark: 'fault', text: words.stageFails(name, answer.status, answer.errorType) });
  }
  return fine.length === 0 ? checks : [{ mark: 'fine', text: words.stageFine(fine) }, ...checks];
}

function wayChecks({ walk, words, lambdaRoutes }: WalkView): readonly Check[] {
  const { api } = walk;
  const checks: Check[] = [];
  const custom = lambdaRoutes.filter(({ picture }) => picture.integration?.type === 'AWS');
  if (custom.length > 0) checks.push({ mark: 'note', text: words.noProxy(custom.map(({ name }) => name)) });
  for (const { name, type } of api.authorizers)
    checks.push({ mark: 'note', text: words.authorizer(name, type) });
  const keyed = walk.routes
    .filter(({ deployed, configured }) => (deployed ?? configured)?.needsApiKey === true)
    .map(({ name }) => name);
  if (keyed.length > 0) {
    checks.push({ mark: 'note', text: words.needsKey(keyed) });
    if (api.usagePlans !== null && !api.usagePlans.ok)
      checks.push(unanswered(api.usagePlans, words.the.usagePlans, words));
    const plans = (api.usagePlans === null ? [] : (valueOf(api.usagePlans) ?? [])).filter(
      ({ keys }) => keys.length > 0,
    );
    if (plans.length > 0)
      checks.push({
        mark: 'fine',
        text: words.keysFine(
          plans.map(({ name }) => name),
          plans.reduce((sum, { keys }) => sum + keys.length, 0),
        ),
      });
    else if (api.usagePlans?.ok === true)
      checks.push({ mark: 'fault', text: words.noPlan, todo: words.noPlanTodo });
  }
  if (api.hasPolicy) checks.push({ mark: 'note', text: words.policy });
  if (api.stage?.webAclArn != null) checks.push({ mark: 'note', text: words.waf(api.stage.webAclArn) });
  for (const [key, { throttlingRate, throttlingBurst }] of Object.entries(api.stage?.methodSettings ?? {})) {
    if (throttlingRate === 0 || throttlingBurst === 0)
      checks.push({ mark: 'fault', text: words.throttleZero(key) });
  }
  return checks;
}

function timeoutChecks({ walk, words, lambdaRoutes }: WalkView): readonly Check[] {
  const longer = lambdaRoutes.flatMap(({ name, route, picture }) => {
    const called = functionOf(walk, route);
    const settings = called === null ? null : valueOf(called.configuration);
    const waitMs = picture.integration?.timeoutMs ?? 0;
    return settings === null || settings.timeoutSeconds * 1000 <= waitMs
      ? []
      : [words.timeouts(name, duration(settings.timeoutSeconds * 1000), duration(waitMs))];
  });
  if (longer.length === 0) return [];
  return [
    {
      mark: 'note',
      text: longer[0]!,
      evidence: longer.slice(1, 4).map((text) => cut(text)),
      todo: words.timeoutsTodo,
    },
  ];
}

function corsChecks({ walk, words, findings }: WalkView): readonly Check[] {
  const { gatewayResponses } = walk.api;
  if (!walk.routes.some(({ deployed }) => deployed?.method === 'OPTIONS')) return [];
  if (!gatewayResponses.ok) return [unanswered(gatewayResponses, words.the.gatewayResponses, words)];
  if (findings.some(({ finding }) => finding.cause === 'client.cors-masks-error')) return [];
  return [
    masksErrors(walk)
      ? { mark: 'note', text: words.corsMissing, todo: words.cors.fix }
      : { mark: 'fine', text: words.corsFine },
  ];
}

const fallbackTypes = ['DEFAULT_4XX', 'DEFAULT_5XX'] as const;

/** True where the API answers preflights, and its own errors carry no CORS header. */
export function masksErrors({ api, routes }: WalkView['walk']): boolean {
  const responses = valueOf(api.gatewayResponses);
  if (responses === null || !routes.some(({ deployed }) => deployed?.method === 'OPTIONS')) return false;
  return fallbackTypes.some(
    (type) =>
      responses
        .find((response) => response.type === type)
        ?.headers.includes('access-control-allow-origin') !== true,
  );
}
