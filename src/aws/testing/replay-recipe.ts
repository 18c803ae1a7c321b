// Replays a recorded case: its inputs are neutral steps (test/data/goldens/README.md), its answers are held against AWS's.
import assert from 'node:assert/strict';
import { AwsError } from '../../core/errors.ts';
import { apigatewayOperations } from '../apigateway/operations.ts';
import { cloudwatchOperations } from '../cloudwatch/operations.ts';
import type { OperationContext } from '../context.ts';
import { lambdaOperations } from '../lambda/operations.ts';
import { logsOperations } from '../logs/operations.ts';
import { checkInput } from '../protocol/check-input.ts';
import { services } from '../protocol/services.ts';
import { createTestContext, type TestContext } from './operation-context.ts';
import { createRecipeValues, member, NotReplayable, type Step } from './recipe-values.ts';
import { assertRecorded, errorAnswer, type Masks } from './recorded-answer.ts';

export interface RecordedCase {
  readonly id: string;
  readonly recipe: readonly Step[];
  readonly fixtures?: Readonly<Record<string, readonly Step[]>>;
  /** Values of the case's parameters, by name. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly recorded: Readonly<Record<string, unknown>>;
}

export interface Replayed {
  /** The names of the recorded answers that were compared. */
  readonly compared: readonly string[];
  /** Why the replay ended before the case did; null where it did not. */
  readonly ended: string | null;
}

type Returned = { readonly value: unknown } | undefined;

/** @throws Error where an answer differs, with the case, the answer and the member in its message. */
export async function replay(recordedCase: RecordedCase): Promise<Replayed> {
  const context = createTestContext();
  const masks: Masks = new Map();
  const compared: string[] = [];
  const { evaluate, bind, unique } = createRecipeValues(
    {
      region_name: context.region,
      account_id: context.accountId,
      lambda_su_role: `arn:aws:iam::${context.accountId}:role/lambda`,
      'LogFormat.JSON': 'JSON',
      'LogFormat.Text': 'Text',
      logs_log_group: 'group',
      logs_log_stream: 'stream',
      ...recordedCase.parameters,
    },
    () => context.clock.nowMs(),
  );

  try {
    if (recordedCase.id.startsWith('logs_')) await createLogStream();
    await run(recordedCase.recipe);
    return { compared, ended: null };
  } catch (error) {
    if (error instanceof NotReplayable) return { compared, ended: error.message };
    throw error;
  } finally {
    await context.store.close();
  }

  /** The group and stream that cases of Logs begin with. */
  async function createLogStream(): Promise<void> {
    await operate('logs.CreateLogGroup', { logGroupName: 'group' }, context);
    if (!JSON.stringify(recordedCase.recipe).includes('logs_log_stream')) return;
    await operate('logs.CreateLogStream', { logGroupName: 'group', logStreamName: 'stream' }, context);
  }

  async function run(steps: readonly Step[]): Promise<Returned> {
    for (const step of steps) {
      const returned = await runStep(step);
      if (returned !== undefined) return returned;
    }
    return undefined;
  }

  async function runStep(step: Step): Promise<Returned> {
    if ('waitUntil' in step) return undefined;
    if ('return' in step) return { value: evaluate(step['return']) };
    if ('forEach' in step) return forEach(step);
    if ('if' in step) return run((evaluate(step['if']) ? step['do'] : (step['else'] ?? [])) as Step[]);
    if ('let' in step) bind(step['let'], evaluate(step['value']));
    else if ('define' in step) bind(step['define'], step);
    else if ('call' in step) await call(step);
    else if ('use' in step) bind(step['as'], await use(step));
    else if ('setup' in step) await setUp(step);
    else if ('record' in step) record(String(evaluate(step['record'])), evaluate(step['value']));
    else if ('check' in step) check(step['check'] as Step);
    else throw new NotReplayable(`step ${Object.keys(step).join(', ')}`);
    return undefined;
  }

  /** Runs a procedure that the case defined; one that waits for AWS to be ready runs once. */
  async function use(step: Step): Promise<unknown> {
    if (/^check_concurrency_quota$|wait_until$/.test(String(step['use']))) return undefined;
    const procedure = evaluate(`\${${String(step['use'])}}`) as Step | undefined;
    if (typeof procedure?.['method'] === 'string') return useMethod(procedure['method'], step);
    if (procedure?.['do'] === undefined) throw new NotReplayable(`procedure ${String(step['use'])}`);
    const given = (evaluate(step['with'] ?? {}) ?? {}) as Step;
    const args = (given['args'] ?? []) as unknown[];
    for (const [index, name] of ((procedure['params'] ?? []) as string[]).entries()) {
      bind(name, given[name] ?? args[index] ?? null);
    }
    return (await run(procedure['do'] as Step[]))?.value;
  }

  /** `get_function` of the client of Lambda; an error goes by the names that cases give it. */
  async function useMethod(method: string, step: Step): Promise<unknown> {
    const operation = method.replaceAll(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    try {
      return await operate(`lambda.${operation}`, evaluate(step['with'] ?? {}) as object, context);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      for (const name of ['e', 'ex', 'exc']) bind(name, { value: { response: errorAnswer(error) } });
      return undefined;
    }
  }

  async function forEach(step: Step): Promise<Returned> {
    for (const item of evaluate(step['in']) as unknown[]) {
      bind(step['forEach'], item);
      const returned = await run(step['do'] as Step[]);
      if (returned !== undefined) return returned;
    }
    return undefined;
  }

  async function call(step: Step): Promise<void> {
    const name = String(step['call']);
    if (step['positional'] !== undefined) throw new NotReplayable(`${name} with positions`);
    let answer: unknown;
    try {
      answer = (await operate(name, evaluate(step['params']) as object, context)) ?? {};
    } catch (error) {
      if (step['expectError'] !== true || !(error instanceof AwsError)) throw error;
      bind(step['as'], { value: { response: errorAnswer(error) } });
      return;
    }
    assert.ok(step['expectError'] !== true, `${name} was to fail and answered ${JSON.stringify(answer)}`);
    for (const part of (step['pick'] as string[] | undefined) ?? []) answer = member(answer, part);
    bind(step['as'], answer);
  }

  /** The fixtures that the recordings' README describes, and those that a case brings itself. */
  async function setUp(step: Step): Promise<void> {
    const name = String(step['setup']);
    const given = evaluate(step['with'] ?? {}) as Record<string, unknown>;
    const own = recordedCase.fixtures?.[name];
    if (own !== undefined) {
      const procedure = (await run(own))?.value as Step;
      for (const param of (procedure['params'] ?? []) as string[]) bind(param, given[param] ?? null);
      bind(step['as'], (await run(procedure['do'] as Step[]))?.value);
    } else if (name === 'create_rest_apigw') {
      const api = await operate('apigateway.CreateRestApi', { name: unique(), ...given }, context);
      bind(step['as'], [member(api, 'id'), member(api, 'name'), member(api, 'rootResourceId')]);
    } else if (name === 'apigw_snapshot_imported_resources') {
      await recordMethods(given);
    } else if (name === 'create_lambda_function_aws') {
      bind(step['as'], await operate('lambda.CreateFunction', given, context));
    } else if (name === 'create_lambda_function') {
      const created = await operate('lambda.CreateFunction', functionInput(given, context), context);
      bind(step['as'], { CreateEventSourceMappingResponse: null, CreateFunctionResponse: created });
    } else if (name === 'create_role_with_policy') {
      bind(step['as'], ['role', `arn:aws:iam::${context.accountId}:role/role`]);
    } else if (name === 'logs_create_log_group') {
      bind(step['as'], `arn:aws:logs:${context.region}:${context.accountId}:log-group:${unique()}:*`);
    } else {
      throw new NotReplayable(`fixture ${name}`);
    }
  }

  /** Each method of an imported API with its response and its integration, as the recordings' fixture reads them. */
  async function recordMethods({ restApiId, resources }: Step): Promise<void> {
    for (const resource of member(resources, 'items') as Step[]) {
      for (const httpMethod of Object.keys((resource['resourceMethods'] as object | undefined) ?? {})) {
        const ids = { restApiId, resourceId: resource['id'], httpMethod, statusCode: '200' };
        const path = String(resource['path']).slice(1) || 'root';
        for (const [part, operation] of Object.entries(methodReads)) {
          const answer = await answerOrError(`apigateway.${operation}`, ids);
          record(`${part}-${path}-${httpMethod.toLowerCase()}`, answer);
        }
      }
    }
  }

  async function answerOrError(name: string, input: object): Promise<unknown> {
    try {
      return await operate(name, input, context);
    } catch (error) {
      if (error instanceof AwsError) return errorAnswer(error);
      throw error;
    }
  }

  function record(name: string, value: unknown): void {
    // Some steps were recorded in one generation of a case only.
    if (!(name in recordedCase.recorded)) return;
    try {
      assertRecorded(value, recordedCase.recorded[name], masks, context);
    } catch (error) {
      throw new Error(`${recordedCase.id}, ${name}: ${(error as Error).message}`, { cause: error });
    }
    compared.push(name);
  }

  function check({ left, op, right }: Step): void {
    // Statuses belong to the wire.
    if (String(left).includes('[ResponseMetadata]')) return;
    if (op === '==') assert.deepEqual(evaluate(left), evaluate(right));
    if (op === '!=') assert.notDeepEqual(evaluate(left), evaluate(right));
  }
}

/** What `apigw_snapshot_imported_resources` reads of each method, by the name of its record. */
const methodReads = {
  method: 'GetMethod',
  'method-response': 'GetMethodResponse',
  integration: 'GetIntegration',
  'integration-response': 'GetIntegrationResponse',
} as const;

/** @param call For instance `apigateway.CreateRestApi`. */
async function operate(call: string, input: object, context: TestContext): Promise<unknown> {
  const [service, name] = call.split('.');
  const tables: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    apigateway: apigatewayOperations,
    lambda: lambdaOperations,
    logs: logsOperations,
    cloudwatch: cloudwatchOperations,
  };
  if (service === 'lambda' || service === 'logs' || service === 'cloudwatch') {
    await checkWireInput(service, name!, input);
  }
  const operation = tables[service!]?.[name!] as
    | ((input: object, context: OperationContext) => Promise<unknown>)
    | undefined;
  if (operation === undefined) throw new NotReplayable(call);
  // No two things are made at one moment: listings have an order.
  context.advance(1);
  try {
    return withText(await operation(withBytes(input), context));
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NotImplemented') throw new NotReplayable(error.message);
    throw error;
  }
}

/** A body goes in as bytes, and comes out as the text that the recordings show. */
function withBytes(input: object): object {
  const body = member(input, 'body');
  return typeof body === 'string' ? { ...input, body: Buffer.from(body) } : input;
}

function withText(answer: unknown): unknown {
  const body = member(answer, 'body');
  return body instanceof Uint8Array ? { ...(answer as object), body: Buffer.from(body).toString() } : answer;
}

/** What the wire checks before the operation sees it. */
async function checkWireInput(
  service: 'lambda' | 'logs' | 'cloudwatch',
  name: string,
  input: object,
): Promise<void> {
  const operation = (await services[service].tables()).operation(name);
  const sent = Object.entries(input).filter(([, value]) => value !== undefined);
  if (operation !== null) checkInput(services[service], operation, Object.fromEntries(sent));
}

/** What the fixture `create_lambda_function` makes of its arguments. */
function functionInput(given: Step, context: OperationContext): object {
  const { func_name, runtime, handler, handler_file, zip_file, envvars, role, timeout, ...more } = given;
  return {
    FunctionName: func_name,
    Runtime: runtime,
    Handler: handler ?? 'handler.handler',
    Timeout: timeout ?? 30,
    Role: role ?? `arn:aws:iam::${context.accountId}:role/lambda`,
    Environment: { Variables: envvars ?? {} },
    Code: { ZipFile: zip_file ?? handler_file },
    ...more,
  };
}
