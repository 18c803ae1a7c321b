// The data plane of every API: takes compiled snapshots in, requests through, and drops one record each.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { AwsError, messageOf } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { KeyLookup } from '../core/signature/verify-signature.ts';
import { accountThrottleBurst, accountThrottleRatePerSecond, urlCharactersMax } from '../core/limits.ts';
import type { Execution } from '../execution/execution.ts';
import type { FunctionInvoker } from '../lambda/invocation.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { createAccount } from './account.ts';
import { createKeySets, type JwksSource } from './authorizers/key-sets.ts';
import { compileStage, compileTestStage } from './compile.ts';
import { executeRequest, type ExecuteContext, type GatewayRequest, type StageOrNone } from './execute.ts';
import type { Location } from './locate.ts';
import type { DeploymentDocument, RestApiDocument, StageDocument } from './model.ts';
import { readRequestBody } from './request-body.ts';
import { readRequestPath } from './request-path.ts';
import type { ApiSnapshot, StageSnapshot } from './snapshot.ts';
import { testAuthorizer, type TestAuthorizerInput, type TestAuthorizerResult } from './test-authorizer.ts';
import { testInvocation, type TestInvokeInput } from './test-invoke.ts';
import { createThrottle } from './throttle.ts';
import { writeAnswer } from './write-answer.ts';

export type { JwksSource } from './authorizers/key-sets.ts';

export interface GatewayOptions {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly telemetry: Telemetry;
  readonly functions: FunctionInvoker;
  /** Requests a second that the account admits; AWS's default unless given (SPEC §10). */
  readonly accountRatePerSecond?: number | undefined;
  /** Access keys that sign requests of methods with AWS_IAM; none unless given. */
  readonly keys?: KeyLookup | undefined;
  /** Where a Cognito user pool's keys come from; Cognito itself unless given. */
  readonly jwks?: JwksSource | undefined;
  /** 0 to 1, which of a stage's requests its canary serves; random unless given. */
  readonly random?: (() => number) | undefined;
}

export interface Gateway {
  /** Reads the API's documents and swaps their compiled form in, whole; an API that is gone leaves. */
  publish(apiId: string): Promise<void>;
  /** The same for what belongs to the account: API keys, usage plans, custom domains. */
  publishAccount(): Promise<void>;
  /** Serves one request that `locate` found to be for an API. Never throws: a defect is answered as 500 and recorded. */
  handle(location: Location, message: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Where a custom domain's host and path lead; null where the host is none of this gateway's. */
  locateDomain(host: string, target: string): Location | null;
  /** Whether the API is one of this gateway's. */
  serves(apiId: string): boolean;
  /** Id of the resource whose method would serve `path` (with or without query) by the current configuration, or null. */
  resourceServing(apiId: string, method: string, path: string): Promise<string | null>;
  /** The console's Test: the current, undeployed configuration, without guards (SPEC §1.6). @throws AwsError 404 */
  testInvoke(input: TestInvokeInput): Promise<Execution>;
  /** The same for an authorizer. @throws AwsError 404 */
  testInvokeAuthorizer(input: TestAuthorizerInput): Promise<TestAuthorizerResult>;
  /** Writes what was counted of API keys' use and is still in memory. */
  flushUsage(): Promise<void>;
  /** Writes down what is in memory alone. */
  close(): Promise<void>;
}

export function createGateway(options: GatewayOptions): Gateway {
  const apis = new Map<string, ApiSnapshot>();
  const { store, telemetry, clock, ids, functions } = options;
  const rate = options.accountRatePerSecond ?? accountThrottleRatePerSecond;
  const accountThrottle = createThrottle(rate, Math.max(accountThrottleBurst, rate / 2));
  const account = createAccount(store, clock);
  const context: ExecuteContext = {
    clock,
    ids,
    functions,
    accountThrottle,
    keys: options.keys ?? (() => null),
    keySets: createKeySets(options.jwks, () => clock.nowMs()),
    apiKeys: account.apiKeys,
  };
  const random = options.random ?? Math.random;

  const publish = async (apiId: string): Promise<void> => {
    const api = await store.get<RestApiDocument>('rest-api', apiId);
    if (api === null) {
      apis.delete(apiId);
      return;
    }
    const stages = new Map<string, StageSnapshot>();
    for (const stage of await store.list<StageDocument>('stage', `${apiId}/`)) {
      const deployment = await store.get<DeploymentDocument>('deployment', `${apiId}/${stage.deploymentId}`);
      if (deployment === null) continue;
      const canary =
        stage.canary === undefined
          ? null
          : await store.get<DeploymentDocument>('deployment', `${apiId}/${stage.canary.deploymentId}`);
      stages.set(stage.stageName, compileStage(stage, deployment, options, canary));
    }
    apis.set(apiId, Object.freeze({ apiId, stages }));
  };

  const stageOf = (apiId: string, stageName: string): StageOrNone => {
    const stage = apis.get(apiId)?.stages.get(stageName);
    if (stage === undefined) {
      return { accountId: options.accountId, region: options.region, apiId, stage: stageName };
    }
    const { canary } = stage;
    return canary !== null && random() * 100 < canary.percentTraffic ? canary.snapshot : stage;
  };

  const handle = async (
    location: Location,
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const path = readRequestPath(location.target, location.domain);
    const reading = readRequestBody(message);
    const body = reading instanceof Promise ? await reading : reading;
    if (body.kind === 'aborted') return;
    const request: GatewayRequest = {
      // SPEC §2.2 rule 9: the override replaces the verb before routing.
      method: methodOverride(message) ?? message.method!,
      path,
      rawHeaders: message.rawHeaders,
      headers: message.headers,
      host: message.headers.host ?? '',
      wireMethod: message.method!,
      wireTarget: message.url!,
      isDefaultEndpoint: location.isDefaultEndpoint === true,
      customDomain: location.domain?.domainName ?? null,
      body,
      targetTooLong: location.target.length > urlCharactersMax,
      clientIp: clientIpOf(message),
      wantedRequestId: message.headers['x-amzn-requestid'],
    };
    const execution = await executeRequest(stageOf(location.apiId, path.stage), request, context);
    try {
      writeAnswer(response, execution.response, { close: body.kind === 'too-large' });
    } catch (thrown) {
      // A header that HTTP does not allow, from a gateway response or a MOCK: nothing of it has been sent.
      process.stderr.write(
        `varco: the answer to ${request.method} ${path.pathWithStage} cannot be sent: ${messageOf(thrown)}\n`,
      );
      response.writeHead(500, {
        'Content-Type': 'application/json',
        'x-amzn-RequestId': execution.requestId,
      });
      response.end('{"message": "Internal server error"}');
    }
    if (body.kind === 'too-large') message.resume();
    telemetry.recordExecution(execution);
  };

  const currentApi = async (apiId: string): Promise<RestApiDocument> => {
    const api = await store.get<RestApiDocument>('rest-api', apiId);
    if (api !== null) return api;
    const message = `Invalid API identifier specified ${options.accountId}:${apiId}`;
    throw new AwsError('NotFoundException', 404, message);
  };

  const testInvoke = async (input: TestInvokeInput): Promise<Execution> => {
    const api = await currentApi(input.apiId);
    return testInvocation(api, compileTestStage(api, input.stageVariables ?? null, options), input, context);
  };

  const resourceServing = async (apiId: string, method: string, path: string): Promise<string | null> => {
    const api = await store.get<RestApiDocument>('rest-api', apiId);
    if (api === null) return null;
    const { router } = compileTestStage(api, null, options);
    return router.match(method, path.split('?', 1)[0]!)?.route.resourceId ?? null;
  };

  const testInvokeAuthorizer = async (input: TestAuthorizerInput): Promise<TestAuthorizerResult> => {
    const api = await currentApi(input.apiId);
    const stage = compileTestStage(api, input.stageVariables ?? null, options);
    return testAuthorizer(api, stage, input, context);
  };

  const serves = (apiId: string): boolean => apis.has(apiId);

  return {
    publish,
    publishAccount: account.publish,
    serves,
    locateDomain: (host, target) => account.domains().locate(host, target),
    handle,
    resourceServing,
    testInvoke,
    testInvokeAuthorizer,
    flushUsage: () => account.usage.flush(),
    close: () => account.usage.flush(),
  };
}

function methodOverride(message: IncomingMessage): string | undefined {
  const override = message.headers['x-http-method-override'];
  return typeof override === 'string' && override !== '' ? override.toUpperCase() : undefined;
}

/** Node writes an IPv4 client of a dual-stack socket as `::ffff:127.0.0.1`. */
function clientIpOf(message: IncomingMessage): string {
  const address = message.socket.remoteAddress ?? '127.0.0.1';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
