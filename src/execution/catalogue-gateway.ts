// The endings that the gateway finds by itself during execution: set-up, validators, mappings, response headers (SPEC §5.1, §1.9).
import type { CatalogueEntry } from './catalogue-entry.ts';
import {
  always,
  answered,
  badGateway,
  configuration,
  configurationError,
  configurationMessage,
  duringExecution,
  fixed,
  fixedConfigurationError,
  notCalled,
  refused,
} from './catalogue-parts.ts';
import { headerBytesMax } from '../core/limits.ts';
import { lineTemplate } from './line-template.ts';
import type { OutcomeKind } from './outcome.ts';

const badRequest = {
  ...duringExecution,
  status: always(400),
  errorType: 'BadRequestException',
  reaches: 'request',
  metrics: notCalled,
} as const;

const roleNotAssumable = lineTemplate(
  `${configurationError}API Gateway does not have permission to assume the provided role {roleArn}`,
);
const schemaMismatch = lineTemplate(
  'Request body does not match model schema for content type {contentType}: {validationError}',
);
const missingParameters = lineTemplate('Missing required request parameters: [{missing}]');
// The next four are Varco's words: AWS's are unknown (SPEC §5.1 #15, #17, §13 no. 4).
const illegalHeader = lineTemplate(`${configurationError}Illegal response header {name}`);
const headersTooLarge = lineTemplate(
  `${configurationError}Response headers of {headerBytes} bytes exceed ${headerBytesMax} bytes`,
);
const illegalMapping = lineTemplate(
  `${configurationError}Header {header} cannot be mapped to the integration request`,
);
const headerRefused = lineTemplate(`${configurationError}Request header {header} is not supported`);
const notJson = lineTemplate('Could not parse request body into json: {detail}');
const defect = lineTemplate('Execution failed due to an internal error: {message}');

export const gatewayEntries = {
  'role-not-assumable': {
    ...configuration,
    // Without credentials nothing can be signed, so nothing is sent: inferred, only the failure line is recorded.
    reaches: 'request',
    sentences: [
      {
        template: roleNotAssumable,
        write: ({ roleArn }) => roleNotAssumable.write({ roleArn }),
        read: ({ roleArn }) => ({ roleArn: roleArn ?? '' }),
      },
    ],
    metrics: notCalled,
    source: 'SPEC §5.1 #7',
  },
  'response-headers-too-large': {
    ...badGateway,
    // 502 is chosen of the "502/500" that SPEC leaves open; so for the next.
    sentences: [
      {
        template: headersTooLarge,
        write: ({ headerBytes }) => headersTooLarge.write({ headerBytes: String(headerBytes) }),
        read: ({ headerBytes }) => ({ headerBytes: Number(headerBytes) }),
      },
    ],
    metrics: answered,
    source: 'SPEC §5.1 #15',
  },
  'response-header-illegal': {
    ...badGateway,
    sentences: [
      {
        template: illegalHeader,
        write: ({ name }) => illegalHeader.write({ name }),
        read: ({ name }) => ({ name: name ?? '' }),
      },
    ],
    metrics: answered,
    source: 'SPEC §5.1 #15',
  },
  'base64-undecodable': {
    ...configuration,
    reaches: 'answer',
    sentences: [fixedConfigurationError('Unable to base64 decode the body.')],
    metrics: answered,
    source: 'SPEC §5.1 #16',
  },
  'illegal-header-mapping': {
    ...configuration,
    traceHeader: false,
    reaches: 'request',
    sentences: [
      {
        template: illegalMapping,
        write: ({ header }) => illegalMapping.write({ header }),
        read: ({ header }) => ({ header: header ?? '' }),
      },
    ],
    metrics: notCalled,
    source: 'SPEC §5.1 #17, §3.3',
  },
  'request-header-refused': {
    ...configuration,
    reaches: 'request',
    sentences: [
      {
        template: headerRefused,
        write: ({ header }) => headerRefused.write({ header }),
        read: ({ header }) => ({ header: header ?? '' }),
      },
    ],
    metrics: notCalled,
    source: 'SPEC §3.3 (Transfer-Encoding)',
  },
  'invalid-endpoint': {
    ...configuration,
    reaches: 'request',
    sentences: [fixedConfigurationError('Invalid endpoint address')],
    metrics: notCalled,
    source: 'SPEC §5.1 #18',
  },
  'mapping-failed': {
    ...configuration,
    reaches: 'answer',
    sentences: [configurationMessage],
    metrics: answered,
    source: 'SPEC §5.1 #19',
  },
  'endpoint-tls-failed': {
    ...configuration,
    reaches: 'endpoint',
    // What Java says of a certificate that it does not trust; public reports of HTTP integrations show it.
    sentences: [fixedConfigurationError('General SSLEngine problem')],
    metrics: refused,
    source: 'public reports',
  },
  'request-body-not-json': {
    ...badRequest,
    message: ({ detail }) => notJson.write({ detail }),
    gatewayResponseType: 'BAD_REQUEST_BODY',
    // The line is unknown; chosen as the message, which public reports show.
    sentences: [
      {
        template: notJson,
        write: ({ detail }) => notJson.write({ detail }),
        read: ({ detail }) => ({ detail: detail ?? '' }),
      },
    ],
    source: 'public reports',
  },
  'unsupported-media-type': {
    ...badRequest,
    status: always(415),
    message: always('Unsupported Media Type'),
    gatewayResponseType: 'UNSUPPORTED_MEDIA_TYPE',
    // The line is unknown; chosen as the message.
    sentences: [fixed('Unsupported Media Type')],
    source: 'SPEC §5.2',
  },
  'bad-request-body': {
    ...badRequest,
    message: always('Invalid request body'),
    gatewayResponseType: 'BAD_REQUEST_BODY',
    sentences: [
      {
        template: schemaMismatch,
        write: ({ contentType, validationError }) => schemaMismatch.write({ contentType, validationError }),
        read: ({ contentType = '', validationError = '' }) => ({ contentType, validationError }),
      },
    ],
    source: 'SPEC §1.9, §5.2',
  },
  'bad-request-parameters': {
    ...badRequest,
    message: ({ missing }) => missingParameters.write({ missing: missing.join(', ') }),
    gatewayResponseType: 'BAD_REQUEST_PARAMETERS',
    // The line is unknown; chosen as the message.
    sentences: [
      {
        template: missingParameters,
        write: ({ missing }) => missingParameters.write({ missing: missing.join(', ') }),
        read: ({ missing }) => ({ missing: (missing ?? '').split(', ') }),
      },
    ],
    source: 'SPEC §1.9, §5.2',
  },
  defect: {
    ...duringExecution,
    status: always(500),
    gatewayResponseType: 'DEFAULT_5XX',
    reaches: 'answer',
    sentences: [
      {
        template: defect,
        write: ({ message }) => defect.write({ message }),
        read: ({ message }) => ({ message: message ?? '' }),
      },
    ],
    metrics: notCalled,
    source: "Varco's own",
  },
} satisfies { readonly [K in OutcomeKind]?: CatalogueEntry<K> };
