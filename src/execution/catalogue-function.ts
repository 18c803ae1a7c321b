// The endings that are the function's or Lambda's doing (SPEC §5.1 #1–#14).
import type { CatalogueEntry, SentenceFacts } from './catalogue-entry.ts';
import {
  always,
  answered,
  badGateway,
  configuration,
  configurationMessage,
  customerFunctionError,
  duringExecution,
  fixed,
  fixedConfigurationError,
  functionFailed,
  invocationFailed,
  refused,
  throttled,
} from './catalogue-parts.ts';
import { invokeRequestBytesMax } from '../core/limits.ts';
import { lineTemplate, type ReadPlaces } from './line-template.ts';
import type { OutcomeKind } from './outcome.ts';

// --- function errors share one sentence and are told apart by what the platform says in it (SPEC §9.6).

// Both generations end so: `2019-02-27T11:31:11.456Z {id} Task timed out…`, `RequestId: {id} Error: Task timed out…`.
const timedOut = /Task timed out after (\d+(?:\.\d+)?) seconds$/;
const tooLarge = /^Response payload size exceeded maximum allowed payload size \(\d+ bytes\)\.$/;

function customerError<Facts>(read: (errorMessage: string) => Facts | null) {
  return {
    template: customerFunctionError,
    write: ({ errorMessage }: { readonly errorMessage: string }, { lambdaRequestId }: SentenceFacts) =>
      customerFunctionError.write({ errorMessage, lambdaRequestId: lambdaRequestId ?? '' }),
    read: ({ errorMessage = '' }: ReadPlaces) => read(errorMessage),
  };
}

/** `Lambda invocation failed with status: N`, for the statuses that mean this ending. */
function failedInvocation<Named, Facts>(
  statusOf: (outcome: Named) => number,
  read: (status: number) => Facts | null,
) {
  return {
    template: invocationFailed,
    write: (outcome: Named, { lambdaRequestId }: SentenceFacts) =>
      invocationFailed.write({ status: String(statusOf(outcome)), lambdaRequestId: lambdaRequestId ?? '' }),
    read: ({ status }: ReadPlaces) => read(Number(status)),
  };
}

const ownStatus = ({ status }: { readonly status: number }): number => status;

const networkError = lineTemplate(
  'Execution failed due to a network error communicating with endpoint{detail}',
);

export const functionEntries = {
  ok: {
    ...duringExecution,
    status: always(200),
    message: always(null),
    body: 'none',
    errorType: null,
    gatewayResponseType: null,
    customisable: false,
    reaches: 'answer',
    sentences: [],
    metrics: answered,
    source: 'SPEC §4, §5.1 #20',
  },
  'malformed-output': {
    ...badGateway,
    sentences: [fixedConfigurationError('Malformed Lambda proxy response')],
    metrics: answered,
    source: 'SPEC §5.1 #1, §4.5',
  },
  'function-error': {
    ...badGateway,
    sentences: [
      customerError((errorMessage) =>
        timedOut.test(errorMessage) || tooLarge.test(errorMessage) ? null : { errorMessage },
      ),
    ],
    metrics: functionFailed,
    source: 'SPEC §5.1 #2',
  },
  'function-timeout': {
    ...badGateway,
    sentences: [
      customerError((errorMessage) => {
        const seconds = timedOut.exec(errorMessage)?.[1];
        return seconds === undefined ? null : { errorMessage, timeoutSeconds: Number(seconds) };
      }),
    ],
    metrics: functionFailed,
    source: 'SPEC §5.1 #3, §9.6',
  },
  'function-response-too-large': {
    ...badGateway,
    sentences: [customerError((errorMessage) => (tooLarge.test(errorMessage) ? { errorMessage } : null))],
    metrics: functionFailed,
    source: 'SPEC §5.1 #14',
  },
  'integration-timeout': {
    ...duringExecution,
    status: always(504),
    message: always('Endpoint request timed out'),
    gatewayResponseType: 'INTEGRATION_TIMEOUT',
    reaches: 'endpoint',
    sentences: [fixed('Execution failed due to a timeout error')],
    // The function keeps running, and fails or not on its own account.
    metrics: answered,
    source: 'SPEC §5.1 #4',
  },
  'no-permission': {
    ...configuration,
    // The line follows `Sending request to …` at once: a Test log of April 2018 (GH:963132508) has no rows 16–18.
    reaches: 'endpoint',
    sentences: [fixedConfigurationError('Invalid permissions on Lambda function')],
    metrics: refused,
    source: 'SPEC §5.1 #5',
  },
  'function-throttled': {
    ...configuration,
    // Whether rows 16–18 appear is unknown; chosen as in the recorded permission failure. So with #8, #11 and #12.
    reaches: 'endpoint',
    sentences: [
      failedInvocation(always(429), (status) => (status === 429 ? {} : null)),
      fixedConfigurationError('Rate Exceeded.'),
    ],
    metrics: throttled,
    source: 'SPEC §5.1 #6',
  },
  'lambda-service-error': {
    ...duringExecution,
    // 503 is reported to pass through; other statuses are not known to, and are 500 as in #12.
    status: ({ status }) => (status === 503 ? 503 : 500),
    gatewayResponseType: 'DEFAULT_5XX',
    reaches: 'endpoint',
    sentences: [failedInvocation(ownStatus, (status) => (status >= 500 ? { status } : null))],
    metrics: refused,
    source: 'SPEC §5.1 #8',
  },
  'integration-network-error': {
    ...duringExecution,
    status: always(504),
    message: always('Network error communicating with endpoint'),
    gatewayResponseType: 'INTEGRATION_FAILURE',
    reaches: 'endpoint',
    sentences: [
      {
        template: networkError,
        write: ({ detail }) => networkError.write({ detail: detail === '' ? '' : `: ${detail}` }),
        read: ({ detail = '' }) => ({ detail: detail.startsWith(': ') ? detail.slice(2) : detail }),
      },
    ],
    metrics: refused,
    source: 'SPEC §5.1 #9',
  },
  'integration-method-not-post': {
    ...configuration,
    reaches: 'answer',
    // AWS's line is unknown (SPEC §5.1 #10); these are the words of Lambda's answer, as people report them.
    sentences: [fixedConfigurationError('Unable to determine service/operation name to be authorized')],
    metrics: refused,
    source: 'SPEC §5.1 #10',
  },
  'function-not-found': {
    ...configuration,
    reaches: 'endpoint',
    // Both lines are SPEC's proposal, by analogy with #6.
    sentences: [
      failedInvocation(always(404), (status) => (status === 404 ? {} : null)),
      configurationMessage,
    ],
    metrics: refused,
    source: 'SPEC §5.1 #11',
  },
  'lambda-refused': {
    ...configuration,
    reaches: 'endpoint',
    // Both lines are SPEC's proposal, by analogy with #6.
    sentences: [
      failedInvocation(ownStatus, (status) => (status === 404 || status === 429 ? null : { status })),
      configurationMessage,
    ],
    metrics: refused,
    source: 'SPEC §5.1 #12',
  },
  'event-too-large': {
    ...duringExecution,
    status: always(413),
    message: always('Request Too Long'),
    // Error type, response type and line are unknown (SPEC §5.1 #13); the line is Lambda's own text.
    errorType: 'RequestTooLongException',
    gatewayResponseType: 'REQUEST_TOO_LARGE',
    reaches: 'endpoint',
    sentences: [
      fixedConfigurationError(
        `Request must be smaller than ${invokeRequestBytesMax} bytes for the InvokeFunction operation`,
      ),
    ],
    metrics: refused,
    source: 'SPEC §5.1 #13',
  },
} satisfies { readonly [K in OutcomeKind]?: CatalogueEntry<K> };
