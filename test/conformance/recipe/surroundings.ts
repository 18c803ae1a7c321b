// What recorded tests know without saying so: names, and procedures of their own libraries.
import { apiAddress } from '../api-url.ts';
import { nodejsSource } from '../function-code/nodejs.ts';
import { pythonSource } from '../function-code/python.ts';
import type { Target } from '../target.ts';
import { archive } from './archive.ts';
import { functionSources } from './function-sources.ts';
import { NotReplayable } from './not-replayable.ts';
import { memberOf, type Members } from './python.ts';
import { randomSuffix, type Scope, type Surroundings } from './values.ts';

const runtimeName = /^(?:python|nodejs|ruby|java|dotnet|provided)[\w.]*$/;

/** @param variant The name of the case's variant, which is the parameter where a fixture takes one */
export async function namesOf(target: Target, variant: string | null): Promise<Members> {
  const { region, accountId, partition } = target;
  return {
    region_name: region,
    region,
    account_id: accountId,
    aws_account_id: accountId,
    partition,
    lambda_su_role: await target.roles.assumableBy('lambda'),
    APPLICATION_JSON: 'application/json',
    UTC: 'UTC',
    APIGATEWAY_ASSUME_ROLE_POLICY: {},
    ...(variant === null ? {} : { request: { param: fixtureParameter(variant) } }),
    ...(variant !== null && runtimeName.test(variant) ? { runtime: variant } : {}),
  };
}

/** A variant that is named like a runtime gives its fixture the runtime and a function for it. */
function fixtureParameter(variant: string): unknown {
  if (!/^(?:python|nodejs)\d/.test(variant)) return variant;
  const behaviour = { type: 'returnsEvent' };
  return [variant, variant.startsWith('python') ? pythonSource(behaviour) : nodejsSource(behaviour)];
}

/** Procedures of a case whose translation has lost something, by name. */
export const replacedProcedures: Surroundings['procedures'] = {
  _extract_from_error_message: ([response]) => {
    const { Code, Message } = (response as Members)['Error'] as Readonly<Record<'Code' | 'Message', string>>;
    const broken = Message.match(/Value '.*?' at '.*?' failed to satisfy constraint: .+?(?=;|$)/g);
    if (broken === null) return { Code, Message };
    return { Code, Count: broken.length, Errors: broken.toSorted() };
  },
};

const secondMs = 1000;

const procedures: Surroundings['procedures'] = {
  ...replacedProcedures,
  is_aws_cloud: () => true,
  is_next_gen_api: () => true,
  check_concurrency_quota: () => null,
  concurrency_update_done: () => null,
  // The run waits before it asks for the value of a step with this procedure in it.
  wait_until: () => true,
  apigw_test_invoke_response_formatter: ([answer]) => withLogLines(answer as Members),
  timedelta: (_args, { days = 0, hours = 0, minutes = 0, seconds = 0 }) =>
    secondMs * (Number(seconds) + 60 * (Number(minutes) + 60 * (Number(hours) + 24 * Number(days)))),
  'datetime.now': () => new Date(),
  'datetime.utcnow': () => new Date(),
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
};

function lambdaArchive([source]: readonly unknown[], { runtime }: Members): unknown {
  return archive(source, typeof runtime === 'string' ? runtime : 'python3.12');
}

/** The log of TestInvokeMethod as an object of its lines. */
function withLogLines(answer: Members): Members {
  const lines = String(answer['log']).split('\n');
  const entries = lines.map((line, index) => [`line${String(index).padStart(2, '0')}`, line]);
  return { ...answer, log: Object.fromEntries(entries) as unknown };
}

export function surroundingsOf(target: Target, document: (name: string) => string): Surroundings {
  return {
    document,
    random: randomSuffix,
    functionCode: (name) => {
      const source = functionSources[name];
      if (source === undefined) throw new NotReplayable(`the code of ${name}`);
      return source;
    },
    invokeUrl: (given, scope) => invokeUrl(given, scope, target),
    procedures: { ...procedures, get_partition: () => target.partition },
  };
}

function invokeUrl(given: Members, scope: Scope, target: Target): string {
  const apiId = given['api_id'] ?? given['rest_api_id'] ?? scope.get('api_id') ?? scope.get('rest_api_id');
  if (typeof apiId !== 'string') throw new NotReplayable('the URL of an API without its id');
  const { region = target.region, stage: named, path = '' } = given;
  if (region !== target.region) throw new NotReplayable('another region');
  // Some recorded tests take a stage's name from the stage, which the translation does not say.
  const stage = String(typeof named === 'object' ? memberOf(named, 'stageName') : named);
  const address = apiAddress(target, apiId, stage, `/${stage}${String(path)}`);
  return address.origin + address.target;
}
