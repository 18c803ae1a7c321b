// The access log line of a request: the stage's format with `$context` variables filled in, and no other language (SPEC §7).
import { entryOf, logSentencesOf, sentenceFactsOf } from './catalogue.ts';
import { contextVariable } from './context-variable.ts';
import type { Execution } from './execution.ts';
import { mask } from './masking.ts';

/** Writes the line of one request. */
export type AccessLogFormat = (execution: Execution) => string;

// A name ends where it cannot go on, so the point that ends a sentence is none of it.
const variable = /\$context\.([A-Za-z][\w-]*(?:\.[A-Za-z0-9_-]+)*)/;

/** Reads a format once, for the many lines that are written with it. */
export function compileAccessLog(format: string): AccessLogFormat {
  // Text, name, text, name … text.
  const pieces = format.split(variable);
  return (execution) => {
    let line = pieces[0]!;
    for (let index = 1; index < pieces.length; index += 2) {
      line += (accessLogVariable(pieces[index]!, execution) ?? '-') + pieces[index + 1]!;
    }
    return line;
  };
}

type Reader = (execution: Execution) => string | number | null | undefined;

const integrationLatency: Reader = ({ integration }) => rounded(integration?.call?.latencyMs);
const integrationStatus: Reader = ({ integration }) => integration?.call?.status;
const integrationRequestId: Reader = ({ integration }) => integration?.call?.requestId;

const authorizerRefusals: ReadonlySet<Execution['outcome']['kind']> = new Set([
  'unauthorized',
  'access-denied',
  'authorizer-misconfigured',
  'authorizer-failed',
] as const);

function isRefusedByAuthorizer({ authorizer, outcome }: Execution): boolean {
  return authorizer !== undefined && authorizerRefusals.has(outcome.kind);
}

/** What is known when the response is made, and what a log shows otherwise than a template does. */
const readers: Readonly<Record<string, Reader>> = {
  'authorizer.error': (execution) =>
    isRefusedByAuthorizer(execution) ? entryOf(execution.outcome).message(execution.outcome) : null,
  // What it comes to for the request: what AWS shows of a refusal is not recorded.
  'authorizer.status': (execution) =>
    execution.authorizer === undefined
      ? null
      : isRefusedByAuthorizer(execution)
        ? execution.response.status
        : 200,
  awsEndpointRequestId: integrationRequestId,
  'identity.apiKey': ({ request }) => (request.apiKey === null ? null : mask(request.apiKey)),
  // The log's own sentence, as SPEC §7 supposes.
  'integration.error': ({ outcome, ...execution }) =>
    outcome.kind === 'ok' ? null : logSentencesOf(outcome, sentenceFactsOf({ outcome, ...execution }))[0],
  'integration.integrationStatus': integrationStatus,
  'integration.latency': integrationLatency,
  'integration.requestId': integrationRequestId,
  // Whole bodies: responses that are streamed are not built.
  'integration.responseTransferMode': ({ integration }) => (integration === null ? null : 'BUFFERED'),
  'integration.status': functionStatus,
  integrationLatency,
  integrationStatus,
  responseLatency: ({ latencyMs }) => rounded(latencyMs),
  responseLength: ({ response }) => response.body.byteLength,
  status: ({ response }) => response.status,
  // `-` as nothing here has them: cipherSuite, tlsVersion, identity.clientCert.*, identity.vpcId, identity.vpceId, waf.*,
  // webaclArn, wafResponseCode, and xrayTraceId where X-Ray does not trace.
  // AWS also has authorize.*, authenticate.*, customDomain.*, endpointType, integration.timeTo*, *Override.*.
};

function accessLogVariable(name: string, execution: Execution): string | null {
  const value = Object.hasOwn(readers, name) ? readers[name]!(execution) : contextVariable(name, execution);
  return value === null || value === undefined || value === '' ? null : String(value);
}

/** The code that the function returned (SPEC §7); what AWS shows where it returned none is unknown, `-` here. */
function functionStatus({ integration, outcome, response }: Execution): number | null {
  return outcome.kind === 'ok' && integration !== null && integration.call !== null ? response.status : null;
}

function rounded(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds);
}
