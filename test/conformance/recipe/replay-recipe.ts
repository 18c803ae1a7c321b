// Replays a recorded test: its inputs are neutral steps, its answers are held against AWS's.
import { setTimeout as sleep } from 'node:timers/promises';
import { nodejsSource } from '../function-code/nodejs.ts';
import { pythonSource } from '../function-code/python.ts';
import { apiAddress } from '../api-url.ts';
import { createCleanup } from '../cleanup.ts';
import { differences, type Comparison } from '../compare.ts';
import { createPlaceholders } from '../placeholders.ts';
import { errorLine } from '../replay-case.ts';
import type { Target } from '../target.ts';
import { CannotReplay, type Verdict } from '../verdict.ts';
import { archive } from './archive.ts';
import { ambientFixtures, fixtures, type FixtureContext } from './fixtures.ts';
import { functionSources } from './function-sources.ts';
import { httpStep } from './http-step.ts';
import { MissingMember, NotReplayable } from './not-replayable.ts';
import { isTrue, memberOf, type Members } from './python.ts';
import { CallFailed, callsThrough, type Call } from './sdk-calls.ts';
import { CallByName, createValues, randomSuffix, Scope, type Surroundings } from './values.ts';

type Step = Members;

export interface Recipe {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly fixtures: Readonly<Record<string, readonly Step[]>>;
  readonly parameters: Members;
  /** The variant's name, which is the parameter where a fixture takes one. */
  readonly variant: string | null;
  readonly recorded: Members;
}

export interface RecipeContext {
  readonly target: Target;
  readonly document: (name: string) => string;
  readonly left: (sentence: string) => void;
}

interface Procedure {
  readonly parameters: readonly string[];
  readonly steps: readonly Step[];
  readonly scope: Scope;
}

type Returned = { readonly value: unknown } | undefined;

class CheckFailed extends Error {}

/** AWS deploys after its answer; an emulator need not, but may. */
const untilOkWithinMs = 5000;
const untilOkPollMs = 200;
/** Where a recipe waits for something that it cannot name. */
const unnamedWaitMs = 1000;

/** Members that AWS has added since the older recordings were made. */
const youngMembers = new Set(['ipAddressType', 'ConfigSha256', 'QueryErrorCode']);

/** Headers that only AWS's edge adds, and those that TLS brings. */
function isOfEdge(name: string): boolean {
  return /^(?:CloudFront-.*|Via|X-Cache|X-Amz-Cf-.*|x-amzn-tls-.*)$/i.test(name);
}

export async function replayRecipe(recipe: Recipe, context: RecipeContext): Promise<Verdict> {
  const { target } = context;
  const cleanup = createCleanup();
  const call = deletingAfterwards(callsThrough(target), cleanup.later);
  const found: string[] = [];
  const compared: string[] = [];
  const placeholders = createPlaceholders(target);
  const comparison: Comparison = {
    placeholders,
    parsedTexts: true,
    // The SDK for JavaScript leaves out what is null.
    optional: (name, recorded) => youngMembers.has(name) || isOfEdge(name) || recorded === null,
  };
  const values = createValues(surroundingsOf(context));
  const outermost = new Scope(null, await namesOf(target));
  const fixtureContext: FixtureContext = { target, call, cleanup };

  async function run(steps: readonly Step[], scope: Scope): Promise<Returned> {
    for (const [index, step] of steps.entries()) {
      try {
        const returned = await runStep(step, scope);
        if (returned !== undefined) return returned;
      } catch (error) {
        const name = error instanceof CallFailed ? errorNameIn(steps[index + 1]) : undefined;
        if (name === undefined) throw error;
        scope.set(name, { value: { response: (error as CallFailed).response } });
      }
    }
    return undefined;
  }

  async function runStep(step: Step, scope: Scope): Promise<Returned> {
    if ('return' in step) return { value: values.evaluate(await resolved(step['return'], scope), scope) };
    if ('forEach' in step) return forEach(step, scope);
    if ('if' in step)
      return run(
        (isTrue(values.evaluate(step['if'], scope)) ? step['do'] : (step['else'] ?? [])) as Step[],
        scope,
      );
    if ('let' in step)
      values.bind(step['let'], values.evaluate(await resolved(step['value'], scope), scope), scope);
    else if ('define' in step) define(step, scope);
    else if ('call' in step) await runCall(step, scope);
    else if ('setup' in step) await setUp(step, scope);
    else if ('use' in step) await use(step, scope);
    else if ('http' in step)
      values.bind(
        step['as'],
        await httpStep(values.evaluate(step['http'], scope) as Members, target.endpoint),
        scope,
      );
    else if ('record' in step) record(step, scope, await resolved(step['value'], scope));
    else if ('check' in step) check(step['check'], scope);
    else if ('unset' in step) values.unset(String(step['unset']), scope);
    else if ('waitUntil' in step) await sleep(unnamedWaitMs);
    else throw new NotReplayable(`step ${Object.keys(step).join(', ')}`);
    return undefined;
  }

  /** A call, or a procedure of the case, in the place of a value. */
  async function resolved(value: unknown, scope: Scope): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map((item) => resolved(item, scope)));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    const given = value as Members;
    if (typeof given['$result'] === 'string') {
      return call(given['$result'], values.evaluate(given['params'], scope) as Members);
    }
    const procedure = typeof given['$use'] === 'string' ? scope.get(given['$use']) : undefined;
    if (isProcedure(procedure) && !(String(given['$use']) in replacedProcedures)) {
      return useProcedure(procedure, (given['with'] ?? {}) as Members, scope);
    }
    return value;
  }

  function define(step: Step, scope: Scope): void {
    const procedure: Procedure = {
      parameters: (step['params'] ?? []) as readonly string[],
      steps: step['do'] as readonly Step[],
      scope,
    };
    scope.set(String(step['define']), procedure);
  }

  async function forEach(step: Step, scope: Scope): Promise<Returned> {
    const items = values.evaluate(step['in'], scope);
    if (!Array.isArray(items)) throw new NotReplayable('forEach over something else than a list');
    for (const item of items as unknown[]) {
      values.bind(step['forEach'], item, scope);
      const returned = await run(step['do'] as Step[], scope);
      if (returned !== undefined) return returned;
    }
    return undefined;
  }

  async function runCall(step: Step, scope: Scope): Promise<void> {
    const name = String(step['call']);
    if (step['positional'] !== undefined) throw new NotReplayable(`${name} with positions`);
    const params = values.evaluate(await resolved(step['params'], scope), scope) as Members;
    let answer: unknown;
    try {
      answer = await call(name, params);
    } catch (error) {
      if (step['expectError'] !== true || !(error instanceof CallFailed)) throw error;
      values.bind(step['as'], { value: { response: error.response } }, scope);
      return;
    }
    if (step['expectError'] === true) {
      found.push(`${name} was to fail, and answered ${JSON.stringify(answer)}`);
      throw new Ended();
    }
    for (const part of (step['pick'] as readonly string[] | undefined) ?? []) {
      answer = memberOf(answer, part);
      if (answer === undefined) throw new MissingMember(`the answer of ${name} has no ${part}`);
    }
    values.bind(step['as'], partsOf(name, step['as'], answer as Members), scope);
  }

  async function setUp(step: Step, scope: Scope): Promise<void> {
    const name = String(step['setup']);
    const given = values.evaluate(step['with'] ?? {}, scope) as Members;
    const own = recipe.fixtures[name];
    const known = fixtures[name];
    if (own !== undefined) {
      const inner = new Scope(scope);
      const made = (await run(own, inner))?.value;
      values.bind(step['as'], isProcedure(made) ? await runProcedure(made, given) : made, scope);
    } else if (known !== undefined) {
      const made = await known(given, fixtureContext);
      const parts = (step['pick'] ?? []) as readonly string[];
      values.bind(step['as'], parts.reduce<unknown>(memberOf, made), scope);
    } else {
      throw new NotReplayable(`fixture ${name}`);
    }
  }

  async function use(step: Step, scope: Scope): Promise<void> {
    const name = String(step['use']);
    const procedure = scope.get(name);
    if (procedure instanceof CallByName) {
      values.bind(
        step['as'],
        await call(procedure.call, values.evaluate(step['with'], scope) as Members),
        scope,
      );
      return;
    }
    if (!isProcedure(procedure) || name in replacedProcedures) {
      values.bind(step['as'], values.evaluate({ $use: name, with: step['with'] ?? {} }, scope), scope);
      return;
    }
    const deadline = performance.now() + untilOkWithinMs;
    for (;;) {
      try {
        values.bind(step['as'], await useProcedure(procedure, (step['with'] ?? {}) as Members, scope), scope);
        return;
      } catch (error) {
        const isLate =
          error instanceof CheckFailed || error instanceof CallFailed || error instanceof MissingMember;
        const again = step['untilOk'] === true && isLate;
        if (!again || performance.now() > deadline) throw error;
        await sleep(untilOkPollMs);
      }
    }
  }

  async function useProcedure(procedure: Procedure, given: Members, scope: Scope): Promise<unknown> {
    return runProcedure(procedure, values.evaluate(given, scope) as Members);
  }

  async function runProcedure({ parameters, steps, scope }: Procedure, given: Members): Promise<unknown> {
    const { args = [], ...named } = given;
    const inner = new Scope(scope);
    // What is not given is Python's None, unless the recipe knows it from outside.
    for (const [index, name] of parameters.entries()) {
      const bare = name.replace(/^\*+/, '');
      if (name.startsWith('**')) inner.set(bare, named);
      else inner.set(bare, named[bare] ?? (args as readonly unknown[])[index] ?? null);
    }
    return (await run(steps, inner))?.value;
  }

  function record(step: Step, scope: Scope, value: unknown): void {
    const name = String(values.evaluate(step['record'], scope));
    // Some steps were recorded in one generation of a case only.
    if (!(name in recipe.recorded)) return;
    const actual = values.evaluate(value, scope);
    const unlike = differences(asRecorded(actual), asRecorded(recipe.recorded[name]), '', comparison);
    found.push(...unlike.map((line) => `${name}: ${line}`));
    compared.push(name);
  }

  function check(given: unknown, scope: Scope): void {
    const holds = isTrue(values.evaluate(given, scope));
    if (holds) return;
    const { left, op, right } = (typeof given === 'object' ? given : {}) as Members;
    // The default of a procedure's parameter is lost in the translation.
    if (isUnsaid(left, scope) || isUnsaid(right, scope)) return;
    if (op === undefined) throw new CheckFailed(`expected ${JSON.stringify(given)}`);
    const shown = (value: unknown): string =>
      JSON.stringify(asRecorded(values.evaluate(value, scope)))?.slice(0, 500) ?? 'nothing';
    throw new CheckFailed(
      `expected ${JSON.stringify(left)} ${String(op)} ${shown(right)}, got ${shown(left)}`,
    );
  }

  function isUnsaid(side: unknown, scope: Scope): boolean {
    const name = typeof side === 'string' ? /^\$\{(\w+)\}$/.exec(side)?.[1] : undefined;
    return name !== undefined && scope.get(name) === null;
  }

  /** A recorded test names fixtures of its own as if they were variables. */
  async function bindFixtures(): Promise<void> {
    const text = JSON.stringify(recipe.steps);
    for (const name of Object.keys(recipe.fixtures)) {
      if (text.includes(`"setup":"${name}"`) || !new RegExp(`\\$\\{${name}\\b|"use":"${name}"`).test(text))
        continue;
      const scope = new Scope(outermost);
      const steps = yieldedSteps(recipe.fixtures[name]!);
      const returned = await run(steps, scope);
      const last = steps.at(-1)?.['let'];
      if (returned !== undefined) outermost.set(name, returned.value);
      else if (typeof last === 'string') outermost.set(name, scope.get(last));
    }
    if (text.includes('${logs_log_stream}')) {
      const logGroupName = await ambientFixtures['logs_log_group']!(fixtureContext);
      const logStreamName = `stream-${randomSuffix()}`;
      await call('logs.CreateLogStream', { logGroupName, logStreamName });
      outermost.set('logs_log_group', logGroupName);
      outermost.set('logs_log_stream', logStreamName);
    }
    for (const [name, fixture] of Object.entries(ambientFixtures)) {
      const isNamed = text.includes(`\${${name}}`) || text.includes(`\${${name}[`);
      if (isNamed && !outermost.has(name)) outermost.set(name, await fixture(fixtureContext));
    }
  }

  try {
    if (recipe.variant !== null) outermost.set('request', { param: fixtureParameter(recipe.variant) });
    for (const [name, value] of Object.entries(recipe.parameters)) {
      outermost.set(name, values.evaluate(value, outermost));
    }
    await bindFixtures();
    await run(recipe.steps, new Scope(outermost));
  } catch (error) {
    if (error instanceof NotReplayable || error instanceof CannotReplay) {
      const total = Object.keys(recipe.recorded).length;
      if (found.length === 0) {
        return {
          kind: 'skip',
          reason: `${compared.length} of ${total} answers as recorded, then: ${error.message}`,
        };
      }
    } else if (!(error instanceof Ended)) {
      found.push(errorLine(error));
    }
  } finally {
    (await cleanup.run()).forEach(context.left);
  }
  return found.length === 0 ? { kind: 'pass' } : { kind: 'fail', differences: found };
}

/** A fixture that yields has no `return`: what it yields is what it computed last, and what follows takes it down. */
function yieldedSteps(steps: readonly Step[]): readonly Step[] {
  if (steps.some((step) => 'return' in step)) return steps;
  const last = steps.findLastIndex((step) => 'let' in step);
  return steps.slice(last + 1).some((step) => 'call' in step) ? steps : steps.slice(0, last + 1);
}

/** Upstream's own functions that stand behind a call give parts of its answer. */
const answerParts: Readonly<Record<string, readonly string[]>> = {
  'apigateway.CreateResource': ['id', 'parentId'],
  'apigateway.CreateDeployment': ['id', 'createdDate'],
  'apigateway.PutIntegration': ['uri', 'type'],
};

function partsOf(name: string, target: unknown, answer: Members): unknown {
  if (name === 'apigateway.PutMethodResponse' && target === 'status_code') return answer['statusCode'];
  if (!Array.isArray(target)) return answer;
  if (name === 'apigateway.ImportRestApi') return [answer, answer['rootResourceId']];
  return answerParts[name]?.map((part) => answer[part]) ?? answer;
}

/** Thrown where a case cannot go on, and the difference is noted. */
class Ended extends Error {}

/** The translation has lost that a step was to fail where the next one looks at its error. */
function errorNameIn(next: Step | undefined): string | undefined {
  return /\$\{(\w+)\.value\b/.exec(JSON.stringify(next) ?? '')?.[1];
}

function isProcedure(value: unknown): value is Procedure {
  return typeof value === 'object' && value !== null && 'steps' in value && 'scope' in value;
}

/** A variant that is named like a runtime gives its fixture the runtime and a function for it. */
function fixtureParameter(variant: string): unknown {
  if (!/^(?:python|nodejs)\d/.test(variant)) return variant;
  const behaviour = { type: 'returnsEvent' };
  return [variant, variant.startsWith('python') ? pythonSource(behaviour) : nodejsSource(behaviour)];
}

/** Whatever a recipe makes that does not belong to another thing is deleted after it. */
function deletingAfterwards(call: Call, later: (what: string, remove: () => Promise<unknown>) => void): Call {
  const owners: Readonly<Record<string, (params: Members, answer: Members) => readonly [string, Members]>> = {
    'apigateway.CreateRestApi': (_params, { id }) => ['apigateway.DeleteRestApi', { restApiId: id }],
    'apigateway.ImportRestApi': (_params, { id }) => ['apigateway.DeleteRestApi', { restApiId: id }],
    'apigateway.CreateUsagePlan': (_params, { id }) => ['apigateway.DeleteUsagePlan', { usagePlanId: id }],
    'apigateway.CreateDomainName': (_params, { domainName }) => [
      'apigateway.DeleteDomainName',
      { domainName },
    ],
    'apigateway.CreateApiKey': (_params, { id }) => ['apigateway.DeleteApiKey', { apiKey: id }],
    'lambda.CreateFunction': (_params, { FunctionName }) => ['lambda.DeleteFunction', { FunctionName }],
    'logs.CreateLogGroup': ({ logGroupName }) => ['logs.DeleteLogGroup', { logGroupName }],
  };
  return async (name, params) => {
    const answer = await call(name, params);
    const owned = owners[name]?.(params, answer);
    if (owned !== undefined) {
      // The case may have deleted it by itself.
      later(name, () =>
        call(...owned).catch((error: unknown) =>
          error instanceof CallFailed ? undefined : Promise.reject(error as Error),
        ),
      );
    }
    return answer;
  };
}

/** What the recorded tests know by name without saying so. */
async function namesOf(target: Target): Promise<Members> {
  const { region, accountId } = target;
  return {
    region_name: region,
    region,
    account_id: accountId,
    aws_account_id: accountId,
    partition: target.partition,
    lambda_su_role: await target.roles.assumableBy('lambda'),
    APPLICATION_JSON: 'application/json',
    UTC: 'UTC',
    APIGATEWAY_ASSUME_ROLE_POLICY: {},
  };
}

/** Procedures of recorded tests whose translation has lost something. */
const replacedProcedures: Surroundings['procedures'] = {
  _extract_from_error_message: ([response]) => {
    const { Code, Message } = (response as Members)['Error'] as {
      readonly Code: string;
      readonly Message: string;
    };
    const broken = Message.match(/Value '.*?' at '.*?' failed to satisfy constraint: .+?(?=;|$)/g);
    return broken === null ? { Code, Message } : { Code, Count: broken.length, Errors: broken.toSorted() };
  },
};

function lambdaArchive([source]: readonly unknown[], { runtime = 'python3.12' }: Members): unknown {
  return archive(source, String(runtime));
}

const secondMs = 1000;

function surroundingsOf({ target, document }: RecipeContext): Surroundings {
  const now = (): Date => new Date();
  return {
    document,
    random: randomSuffix,
    functionCode: (name) => {
      const source = functionSources[name];
      if (source === undefined) throw new NotReplayable(`the code of ${name}`);
      return source;
    },
    invokeUrl: (given, scope) => {
      const apiId =
        given['api_id'] ?? given['rest_api_id'] ?? scope.get('api_id') ?? scope.get('rest_api_id');
      if (typeof apiId !== 'string') throw new NotReplayable('the URL of an API without its id');
      if (given['region'] !== undefined && given['region'] !== target.region)
        throw new NotReplayable('another region');
      const { stage: named, path = '' } = given;
      // Some recorded tests take a stage's name from the stage, which the translation does not say.
      const stage = String(typeof named === 'object' ? memberOf(named, 'stageName') : named);
      const address = apiAddress(target, apiId, stage, `/${stage}${String(path)}`);
      return address.origin + address.target;
    },
    procedures: {
      ...replacedProcedures,
      get_partition: () => target.partition,
      check_concurrency_quota: () => null,
      apigw_test_invoke_response_formatter: ([answer]) => withLogLines(answer as Members),
      is_aws_cloud: () => true,
      is_next_gen_api: () => true,
      timedelta: (_args, { days = 0, hours = 0, minutes = 0, seconds = 0 }) =>
        secondMs * (Number(seconds) + 60 * (Number(minutes) + 60 * (Number(hours) + 24 * Number(days)))),
      'datetime.now': now,
      'datetime.utcnow': now,
      now_utc: (_args, { millis }) => (millis === true ? Date.now() : Math.floor(Date.now() / secondMs)),
      'time.time': () => Date.now() / secondMs,
      long_uid: () => randomSuffix() + randomSuffix(),
      create_lambda_archive: lambdaArchive,
      'testutil.create_lambda_archive': lambdaArchive,
      'arns.s3_bucket_arn': ([name]) => `arn:aws:s3:::${String(name)}`,
      'arns.lambda_function_arn': ([name, account, region]) =>
        `arn:aws:lambda:${String(region)}:${String(account)}:function:${String(name)}`,
      BytesIO: ([bytes]) => bytes,
      'io.BytesIO': ([bytes]) => bytes,
    },
  };
}

/** The log of TestInvokeMethod as an object of its lines. */
function withLogLines(answer: Members): Members {
  const lines = String(answer['log']).split('\n');
  return {
    ...answer,
    log: Object.fromEntries(lines.map((line, index) => [`line${String(index).padStart(2, '0')}`, line])),
  };
}

/** As the recordings write it, without what differs with the way of transport. */
function asRecorded(value: unknown): unknown {
  if (value instanceof Date) return 'datetime';
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value === 'string') return withoutBytesMark(value);
  if (Array.isArray(value)) return value.map(asRecorded);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(
    ([name, member]) =>
      member !== undefined &&
      !transportMembers.has(name) &&
      // Errors say their message twice, and which name the second has is the wire's matter.
      !('Error' in value && name.toLowerCase() === 'message'),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, asRecorded(member)]));
}

const transportMembers = new Set(['HTTPHeaders', 'RequestId', 'RetryAttempts', 'HostId']);

/** Bytes are recorded as Python shows them: `b'{}'`. */
function withoutBytesMark(text: string): string {
  const inside = /^b'(.*)'$/s.exec(text)?.[1];
  return inside === undefined
    ? text
    : inside.replaceAll(/\\(['"\\])/g, '$1').replaceAll(String.raw`\n`, '\n');
}
