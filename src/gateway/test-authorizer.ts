// TestInvokeAuthorizer: what is asked of one run of the current, undeployed authorizer, and what it answers (SPEC §6.6).
import { executeApiArn } from '../core/arn.ts';
import { AwsError } from '../core/errors.ts';
import type { HeaderList } from '../core/header-list.ts';
import { statusOf } from '../execution/catalogue.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { Outcome } from '../execution/outcome.ts';
import { testAuthorizerLog } from '../execution/test-authorizer-log.ts';
import { parseQueryString } from '../proxy/query-string.ts';
import { sortHeaders } from '../proxy/sort-headers.ts';
import { compileAuthorizer, type AuthorizerRun, type AuthorizerSnapshot } from './authorizers/authorizer.ts';
import { runCognitoAuthorizer } from './authorizers/cognito-authorizer.ts';
import { runLambdaAuthorizer } from './authorizers/lambda-authorizer.ts';
import type { ExecuteContext } from './execute.ts';
import type { RestApiDocument } from './model.ts';
import type { StageSnapshot } from './snapshot.ts';

export interface TestAuthorizerInput {
  readonly apiId: string;
  readonly authorizerId: string;
  readonly headers?: HeaderList | undefined;
  /** `/orders/42?x=1`, for authorizers that read more than a token. */
  readonly pathWithQueryString?: string | undefined;
  readonly body?: string | undefined;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
  /** Values of `context.…` identity sources. */
  readonly additionalContext?: Readonly<Record<string, string>> | undefined;
}

export interface TestAuthorizerResult {
  /** The status that the client would have got; 0 where the authorizer succeeded. */
  readonly clientStatus: number;
  readonly log: string;
  readonly latencyMs: number;
  readonly principalId: string | null;
  /** JSON text of the policy that the function returned. */
  readonly policy: string | null;
  /** The function's `context`, each value in a list of its own. */
  readonly authorization: Readonly<Record<string, readonly string[]>> | null;
  /** Of a Cognito token. */
  readonly claims: Readonly<Record<string, string>> | null;
}

const testPath = '/';

/** One run of the authorizer as it is configured now. @throws AwsError 404 where the API has no such authorizer */
export async function testAuthorizer(
  api: RestApiDocument,
  stage: StageSnapshot,
  input: TestAuthorizerInput,
  context: ExecuteContext,
): Promise<TestAuthorizerResult> {
  const model = api.authorizers[input.authorizerId];
  if (model === undefined) {
    throw new AwsError('NotFoundException', 404, 'Invalid Authorizer identifier specified');
  }
  const { accountId, region, apiId, variables } = stage;
  const authorizer = compileAuthorizer(model, { accountId, region, apiId, variables });
  const draft = draftOf(stage, input, context);
  const startedMs = context.clock.elapsedMs();
  const run = await runOnce(authorizer, stage, draft, input, context);
  const latencyMs = Math.round(context.clock.elapsedMs() - startedMs);
  const ended: ExecutionDraft = { ...draft, outcome: run.outcome ?? { kind: 'ok' } };
  return {
    clientStatus: run.outcome === null ? 0 : statusOf(run.outcome),
    log: testAuthorizerLog(ended, run.record, context.clock.nowMs()),
    latencyMs,
    principalId: run.output?.principalId ?? null,
    policy: run.output?.policy ?? null,
    authorization: run.output === null ? null : listsOf(run.output.context),
    claims: run.record?.claims ?? null,
  };
}

function runOnce(
  authorizer: AuthorizerSnapshot,
  stage: StageSnapshot,
  draft: ExecutionDraft,
  input: TestAuthorizerInput,
  context: ExecuteContext,
): AuthorizerRun | Promise<AuthorizerRun> {
  switch (authorizer.kind) {
    case 'broken': {
      const outcome: Outcome = { kind: 'authorizer-misconfigured', message: authorizer.message };
      return { outcome, record: null, output: null };
    }
    case 'cognito':
      // Which scopes a method asks for is no part of the authorizer.
      return runCognitoAuthorizer(authorizer, [], stage, draft, context);
    case 'lambda': {
      // Recorded in 2019 (GH:48213103395): a stage of its own in the ARN, the pseudo stage in the event.
      const { region, accountId, apiId } = stage;
      const methodArn = executeApiArn({
        region,
        accountId,
        apiId,
        stage: 'ESTestInvoke-stage',
        method: draft.request.method,
        resourcePath: draft.request.path,
      });
      return runLambdaAuthorizer(
        authorizer,
        methodArn,
        stage,
        testRoute,
        draft,
        context,
        input.additionalContext,
      );
    }
  }
}

/** What stands for the method in the event, as recorded in 2019 (GH:48213103395). */
const testRoute = {
  resourceId: 'test-invoke-resource-id',
  resourcePath: testPath,
  model: { operationName: null, apiKeyRequired: false },
};

function draftOf(
  stage: StageSnapshot,
  input: TestAuthorizerInput,
  { clock, ids }: ExecuteContext,
): ExecutionDraft {
  const nowMs = clock.nowMs();
  const given = input.pathWithQueryString ?? testPath;
  const question = given.indexOf('?');
  const path = question === -1 ? given : given.slice(0, question);
  return {
    requestId: ids.uuid(),
    extendedRequestId: ids.extendedRequestId(),
    traceHeader: `Root=${ids.traceId(nowMs)}`,
    isTest: true,
    accountId: stage.accountId,
    region: stage.region,
    apiId: stage.apiId,
    apiName: stage.apiName,
    stage: stage.stage,
    deploymentId: '',
    logging: { level: 'INFO', dataTrace: true },
    request: {
      method: 'GET',
      path,
      pathWithStage: path,
      headers: sortHeaders(input.headers ?? []),
      query: question === -1 ? [] : parseQueryString(given.slice(question + 1)),
      pathParameters: [],
      body: input.body ?? '',
      isBinary: false,
      bodyBytes: Buffer.byteLength(input.body ?? ''),
      sourceIp: 'test-invoke-source-ip',
      userAgent: null,
      domainName: stage.domainName,
      apiKey: 'test-invoke-api-key',
      apiKeyId: 'test-invoke-api-key-id',
    },
    route: null,
    integration: null,
    outcome: { kind: 'ok' },
    receivedAtMs: nowMs,
  };
}

function listsOf(context: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(context).map(([name, value]) => [name, [value]]));
}
