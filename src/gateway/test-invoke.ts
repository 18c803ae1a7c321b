// TestInvokeMethod: one run of the current configuration, without guards, under the console's pseudo stage (SPEC §1.6).
import { AwsError } from '../core/errors.ts';
import type { HeaderList } from '../core/header-list.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { Execution } from '../execution/execution.ts';
import type { Outcome } from '../execution/outcome.ts';
import { parseQueryString } from '../proxy/query-string.ts';
import { sortHeaders } from '../proxy/sort-headers.ts';
import { answerFailure } from './gateway-response.ts';
import type { ExecuteContext, IntegrationResult } from './execute.ts';
import { withValidation } from './guards.ts';
import { integrate } from './integrate.ts';
import type { RestApiDocument } from './model.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';
import { isTraced, tracedMethodHeaders } from './traced-headers.ts';
import { validateRequest } from './validation/request-validator.ts';

export interface TestInvokeInput {
  readonly apiId: string;
  readonly resourceId: string;
  /** The configured method, or any verb where the resource has ANY. */
  readonly httpMethod: string;
  /** `/orders/42?x=1`; where it is left out, path parameters take the template's own text. */
  readonly pathWithQueryString?: string | undefined;
  readonly body?: string | undefined;
  readonly headers?: HeaderList | undefined;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
}

/** @throws AwsError 404 where the resource or method does not exist */
export async function testInvocation(
  api: RestApiDocument,
  stage: StageSnapshot,
  input: TestInvokeInput,
  context: ExecuteContext,
): Promise<Execution> {
  const resource = api.resources[input.resourceId];
  if (resource === undefined) {
    throw new AwsError('NotFoundException', 404, 'Invalid Resource identifier specified');
  }
  const method = resource.methods[input.httpMethod] ?? resource.methods['ANY'];
  if (method === undefined) {
    throw new AwsError('NotFoundException', 404, 'Invalid Method identifier specified');
  }
  const verb = input.httpMethod === 'ANY' ? 'GET' : input.httpMethod;
  // The template itself is a path that leads to its resource: `{id}` is an ordinary segment there.
  const match = stage.router.match(verb, resource.path);
  if (match === null || match.route.resourceId !== resource.id) {
    // The method has no integration yet.
    throw new AwsError('NotFoundException', 404, 'Invalid Integration identifier specified');
  }
  let draft = draftOf(stage, match.route, verb, input, context);
  const startedMs = context.clock.elapsedMs();
  let refused: Outcome | null = null;
  // Of the guards, the validator alone is asked (SPEC §5.2, console tests of 2021).
  if (match.route.validator !== null) {
    const validated = withValidation(draft, await validateRequest(match.route.validator, draft));
    draft = validated.draft;
    refused = validated.outcome;
  }
  const result: IntegrationResult =
    refused === null
      ? await integrate(stage, match.route, draft, context)
      : { integration: null, outcome: refused, response: null };
  const ended: ExecutionDraft = { ...draft, integration: result.integration, outcome: result.outcome };
  return {
    ...ended,
    response: respond(ended, result.response, stage),
    latencyMs: context.clock.elapsedMs() - startedMs,
  };
}

function draftOf(
  stage: StageSnapshot,
  route: RouteSnapshot,
  verb: string,
  input: TestInvokeInput,
  context: ExecuteContext,
): ExecutionDraft {
  const nowMs = context.clock.nowMs();
  const given = input.pathWithQueryString;
  const question = given?.indexOf('?') ?? -1;
  const path = given === undefined ? route.resourcePath : question === -1 ? given : given.slice(0, question);
  return {
    requestId: context.ids.uuid(),
    extendedRequestId: context.ids.extendedRequestId(),
    traceHeader: `Root=${context.ids.traceId(nowMs)}`,
    isTest: true,
    accountId: stage.accountId,
    region: stage.region,
    apiId: stage.apiId,
    apiName: stage.apiName,
    stage: stage.stage,
    deploymentId: stage.deploymentId,
    logging: route.logging,
    request: {
      method: verb,
      path,
      pathWithStage: path,
      headers: sortHeaders(input.headers ?? []),
      query: given === undefined || question === -1 ? [] : parseQueryString(given.slice(question + 1)),
      pathParameters: pathParametersOf(stage, route, verb, path, given === undefined),
      body: input.body ?? '',
      isBinary: false,
      bodyBytes: Buffer.byteLength(input.body ?? ''),
      sourceIp: 'test-invoke-source-ip',
      userAgent: null,
      domainName: stage.domainName,
      apiKey: 'test-invoke-api-key',
      apiKeyId: 'test-invoke-api-key-id',
    },
    route: {
      resourceId: route.resourceId,
      resourcePath: route.resourcePath,
      method: route.method,
      operationName: route.model.operationName,
      apiKeyRequired: route.model.apiKeyRequired,
    },
    integration: null,
    outcome: { kind: 'ok' },
    receivedAtMs: nowMs,
  };
}

/**
 * Path parameters of the given path; none where it does not fit the resource; the template's own text where no path was
 * given (SPEC §1.6, recorded).
 */
function pathParametersOf(
  stage: StageSnapshot,
  route: RouteSnapshot,
  verb: string,
  path: string,
  pathIsTemplate: boolean,
): HeaderList {
  if (pathIsTemplate) {
    return [...route.resourcePath.matchAll(/\{([^}+]+)\+?\}/g)].map(
      (match) => [match[1]!, match[0]] as const,
    );
  }
  const match = stage.router.match(verb, path);
  return match !== null && match.route.resourceId === route.resourceId ? match.pathParameters : [];
}

/** Only what the gateway or the integration set: no ids, no length (SPEC §1.6). */
function respond(
  draft: ExecutionDraft,
  response: Awaited<ReturnType<typeof integrate>>['response'],
  stage: StageSnapshot,
): Execution['response'] {
  if (response !== null) {
    const type = draft.integration?.type;
    const trace: HeaderList = isTraced(type) ? [['X-Amzn-Trace-Id', `${draft.traceHeader};Sampled=0`]] : [];
    return {
      status: response.status,
      headers: [...response.headers, ...trace],
      methodHeaders: tracedMethodHeaders(type, response.methodHeaders, trace),
      body: response.body,
      gatewayResponse: null,
    };
  }
  const { status, headers, body, gatewayResponse } = answerFailure(draft, stage);
  // The recorded failure lists x-amzn-ErrorType alone (SPEC §1.6).
  const listed =
    gatewayResponse?.customised === true ? headers : headers.filter(([name]) => name !== 'Content-Type');
  return { status, headers: listed, methodHeaders: [], body, gatewayResponse };
}
