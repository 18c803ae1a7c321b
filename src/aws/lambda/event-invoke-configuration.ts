// What the operations on event invoke configurations share: finding, reading and answering (recorded in November 2025).
import type { DestinationConfig, FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import { parseArn, parseFunctionArn } from '../../core/arn.ts';
import type { AwsError } from '../../core/errors.ts';
import type { EventInvokeConfiguration, FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';
import type { FunctionName } from './function-reference.ts';
import { configurationAt } from './functions.ts';

export interface EventInvokeInput {
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
  readonly DestinationConfig?: DestinationConfig | undefined;
}

/** Configurations stand under a qualifier, the function's own under `$LATEST`. */
export function eventQualifier({ qualifier }: FunctionName): string {
  return qualifier ?? '$LATEST';
}

/** @throws AwsError InvalidParameterValueException */
export function assertEventSettings(input: EventInvokeInput): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig: destinations } = input;
  const settings = [MaximumRetryAttempts, MaximumEventAgeInSeconds, destinations];
  if (settings.some((setting) => setting !== undefined)) return;
  throw invalidParameter('You must specify at least one of error handling or destination setting.');
}

/** The function, version or alias must be there. @throws AwsError ResourceNotFoundException */
export async function findInvokable(
  context: OperationContext,
  name: FunctionName,
): Promise<FunctionDocument> {
  const document = await context.store.get<FunctionDocument>('function', name.functionName);
  if (document !== null && configurationAt(document, name.qualifier) !== null) return document;
  throw resourceNotFound("The function doesn't exist.");
}

export function eventConfigurationAt(
  document: FunctionDocument | null,
  name: FunctionName,
): EventInvokeConfiguration | undefined {
  const configurations = document?.eventInvokeConfigurations ?? {};
  const qualifier = eventQualifier(name);
  return Object.hasOwn(configurations, qualifier) ? configurations[qualifier] : undefined;
}

export function noEventConfiguration(name: FunctionName): AwsError {
  const arn = `${name.unqualifiedArn}:${eventQualifier(name)}`;
  return resourceNotFound(`The function ${arn} doesn't have an EventInvokeConfig`);
}

/** The members that were sent laid over the current ones. @throws AwsError InvalidParameterValueException */
export async function readEventConfiguration(
  input: EventInvokeInput,
  current: EventInvokeConfiguration | undefined,
  name: FunctionName,
  context: OperationContext,
): Promise<EventInvokeConfiguration> {
  const { DestinationConfig: destinations } = input;
  const onSuccess = destinations?.OnSuccess?.Destination || null;
  const onFailure = destinations?.OnFailure?.Destination || null;
  for (const destination of [onSuccess, onFailure]) {
    if (destination !== null) await assertDestination(destination, destinations, name, context);
  }
  return {
    maximumEventAgeSeconds: input.MaximumEventAgeInSeconds ?? current?.maximumEventAgeSeconds ?? null,
    maximumRetryAttempts: input.MaximumRetryAttempts ?? current?.maximumRetryAttempts ?? null,
    onSuccess: destinations === undefined ? (current?.onSuccess ?? null) : onSuccess,
    onFailure: destinations === undefined ? (current?.onFailure ?? null) : onFailure,
    lastModifiedMs: context.clock.nowMs(),
  };
}

const destinationServices = new Set(['lambda', 'sqs', 'sns', 'events', 's3']);

async function assertDestination(
  destination: string,
  config: DestinationConfig | undefined,
  name: FunctionName,
  context: OperationContext,
): Promise<void> {
  const arn = parseArn(destination);
  if (arn === null || !destinationServices.has(arn.service)) {
    throw invalidParameter(`The provided destination config ${javaConfig(config)} is invalid.`);
  }
  if (arn.service !== 'lambda') return;
  const target = parseFunctionArn(destination);
  if (target?.functionName === name.functionName) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  const isHere = target?.region === context.region && target.accountId === context.accountId;
  const document = isHere ? await context.store.get<FunctionDocument>('function', target.functionName) : null;
  if (document !== null && configurationAt(document, target!.qualifier) !== null) return;
  throw invalidParameter(`The destination ARN ${destination} is invalid.`);
}

/** As Java prints the object. */
function javaConfig(config: DestinationConfig | undefined): string {
  const part = (name: string, destination: string | undefined): string =>
    destination === undefined ? 'null' : `${name}(destination=${destination})`;
  const success = part('OnSuccess', config?.OnSuccess?.Destination);
  return `DestinationConfig(onSuccess=${success}, onFailure=${part('OnFailure', config?.OnFailure?.Destination)})`;
}

export function withEventConfiguration(
  document: FunctionDocument,
  name: FunctionName,
  configuration: EventInvokeConfiguration,
): FunctionDocument {
  const eventInvokeConfigurations = {
    ...document.eventInvokeConfigurations,
    [eventQualifier(name)]: configuration,
  };
  return { ...document, eventInvokeConfigurations };
}

export function eventConfigurationShape(
  unqualifiedArn: string,
  qualifier: string,
  configuration: EventInvokeConfiguration,
): FunctionEventInvokeConfig {
  return present({
    LastModified: new Date(configuration.lastModifiedMs),
    FunctionArn: `${unqualifiedArn}:${qualifier}`,
    MaximumRetryAttempts: configuration.maximumRetryAttempts,
    MaximumEventAgeInSeconds: configuration.maximumEventAgeSeconds,
    DestinationConfig: {
      OnSuccess: present({ Destination: configuration.onSuccess }),
      OnFailure: present({ Destination: configuration.onFailure }),
    },
  });
}
