// What entries of the catalogue have in common: sentences, metric effects, and the forms of answers during execution.
import type { MetricEffect, ReadingContext } from './catalogue-entry.ts';
import { lineTemplate, type ReadPlaces } from './line-template.ts';

/** A sentence without places. */
export function fixed(words: string) {
  return { template: lineTemplate(words), write: () => words, read: () => ({}) };
}

/** The words common to all refusals of configuration. */
export const configurationError = 'Execution failed due to configuration error: ';

/** `Execution failed due to configuration error: ` and constant words, where the integration and no authorizer says so. */
export function fixedConfigurationError(words: string) {
  return {
    ...fixed(configurationError + words),
    read: (_places: ReadPlaces, { beforeExecution }: ReadingContext) => (beforeExecution ? null : {}),
  };
}

/** Lambda's Invoke answered with something other than 200 (SPEC §5.1 #6, #8, #11, #12). */
export const invocationFailed = lineTemplate(
  'Lambda invocation failed with status: {status}. Lambda request id: {lambdaRequestId}',
);

/** The function failed; the message may hold anything, so its end is found from behind (SPEC §5.1 #2). */
export const customerFunctionError = lineTemplate(
  'Lambda execution failed with status 200 due to customer function error: {errorMessage}. Lambda request id: {lambdaRequestId}',
  'errorMessage',
);

export const always =
  <T>(value: T): (() => T) =>
  () =>
    value;

const internalServerError = always('Internal server error');

const anyConfigurationError = lineTemplate(`${configurationError}{message}`);

/** A configuration error whose words are Lambda's or the mapping's own. */
export const configurationMessage = {
  template: anyConfigurationError,
  write: ({ message }: { readonly message: string }) => anyConfigurationError.write({ message }),
  read: ({ message = '' }: ReadPlaces, { beforeExecution }: ReadingContext) =>
    beforeExecution ? null : { message },
};

export const answered: MetricEffect = {
  integrationLatency: true,
  lambdaInvocations: 1,
  lambdaErrors: 0,
  lambdaThrottles: 0,
};
export const functionFailed: MetricEffect = { ...answered, lambdaErrors: 1 };
export const refused: MetricEffect = { ...answered, lambdaInvocations: 0 };
export const throttled: MetricEffect = { ...refused, lambdaThrottles: 1 };
export const notCalled: MetricEffect = { ...refused, integrationLatency: false };

export const duringExecution = {
  message: internalServerError,
  body: 'spaced',
  contentType: 'application/json',
  errorType: 'InternalServerErrorException',
  customisable: true,
  traceHeader: true,
} as const;

/** 502: Lambda answered, and what it answered is no response. No type of its own, DEFAULT_5XX governs it (SPEC §5.1 #1). */
export const badGateway = {
  ...duringExecution,
  status: always(502),
  gatewayResponseType: 'DEFAULT_5XX',
  reaches: 'answer',
} as const;

/** 500: the API or the function is set up wrongly. */
export const configuration = {
  ...duringExecution,
  status: always(500),
  gatewayResponseType: 'API_CONFIGURATION_ERROR',
} as const;
