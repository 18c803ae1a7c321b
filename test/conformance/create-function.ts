// Makes a case's function at the endpoint, and waits until it can be invoked.
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionConfigurationCommand,
  GetProvisionedConcurrencyConfigCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  type FunctionUrlAuthType,
  type InvokeMode,
  type Runtime,
} from '@aws-sdk/client-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cleanup } from './cleanup.ts';
import { packageOf } from './function-code/package.ts';
import type { ApiOfCase, FunctionOfCase } from './replayable-case.ts';
import type { Target } from './target.ts';
import { CannotReplay } from './verdict.ts';

export interface MadeFunction {
  readonly name: string;
  readonly arn: string;
}

/** AWS takes new roles only after some seconds; a version's provisioned concurrency takes a minute there. */
const readyWithinMs = 120_000;
const pollMs = 50;

/** @throws CannotReplay where the endpoint says that it has no such runtime */
export async function createFunction(
  given: FunctionOfCase,
  errorPayload: unknown,
  target: Target,
  cleanup: Cleanup,
): Promise<MadeFunction> {
  const { lambda } = target.clients;
  const FunctionName = target.uniqueName();
  const { zip, handler } = packageOf(given, errorPayload);
  const command = new CreateFunctionCommand({
    FunctionName,
    Runtime: given.runtime as Runtime,
    Handler: handler,
    Role: await target.roles.assumableBy('lambda'),
    Timeout: given.timeout ?? 30,
    MemorySize: given.memorySize,
    Environment: given.environment === undefined ? undefined : { Variables: given.environment },
    Code: { ZipFile: zip },
  });
  const { FunctionArn } = await lambda.send(command).catch((error: Error) => {
    if (saysNoSuchRuntime(error.message, given.runtime))
      throw new CannotReplay(`the endpoint: ${error.message}`);
    throw error;
  });
  cleanup.later(`function ${FunctionName}`, () => lambda.send(new DeleteFunctionCommand({ FunctionName })));
  await until(async () => {
    const { State, StateReason } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    if (State === 'Failed') throw new Error(`function ${FunctionName} failed: ${StateReason}`);
    return State !== 'Pending';
  });
  await reserve(given, FunctionName, target);
  return { name: FunctionName, arn: FunctionArn! };
}

/** What an emulator says of a runtime that it, or its machine, has not. */
export function saysNoSuchRuntime(message: string, runtime: string): boolean {
  const family = /^[a-z]+/.exec(runtime)![0];
  return (
    message.toLowerCase().includes(family) &&
    /not (?:built|run|support|implement|installed|available|found)|no \w+ was found|cannot run|does not run|no such runtime|unsupported|enum value set|needs? (?:node|python|ruby)/i.test(
      message,
    )
  );
}

async function reserve(given: FunctionOfCase, FunctionName: string, { clients }: Target): Promise<void> {
  const { lambda } = clients;
  if (given.reservedConcurrentExecutions !== undefined) {
    await lambda.send(
      new PutFunctionConcurrencyCommand({
        FunctionName,
        ReservedConcurrentExecutions: given.reservedConcurrentExecutions,
      }),
    );
  }
  if (given.provisionedConcurrency === undefined) return;
  const { qualifier: Qualifier, value } = given.provisionedConcurrency;
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  await lambda.send(
    new PutProvisionedConcurrencyConfigCommand({
      FunctionName,
      Qualifier,
      ProvisionedConcurrentExecutions: value,
    }),
  );
  await until(async () => {
    const command = new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier });
    return (await lambda.send(command)).Status === 'READY';
  });
}

/** @returns The URL that the endpoint answers */
export async function createFunctionUrl(
  { name: FunctionName }: MadeFunction,
  api: ApiOfCase,
  { clients: { lambda } }: Target,
  cleanup: Cleanup,
): Promise<string> {
  const AuthType: FunctionUrlAuthType = api.authType ?? 'NONE';
  const InvokeMode: InvokeMode = api.invokeMode ?? 'BUFFERED';
  const { FunctionUrl } = await lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType, InvokeMode }),
  );
  cleanup.later(`URL of ${FunctionName}`, () =>
    lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName })),
  );
  if (AuthType === 'NONE') {
    const everyone = { FunctionName, Principal: '*' };
    await lambda.send(
      new AddPermissionCommand({
        ...everyone,
        StatementId: 'url',
        Action: 'lambda:InvokeFunctionUrl',
        FunctionUrlAuthType: AuthType,
      }),
    );
  }
  return FunctionUrl!;
}

/** @throws Error when the condition does not hold in time */
export async function until(condition: () => Promise<boolean>, withinMs = readyWithinMs): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain`);
    await sleep(pollMs);
  }
}
