// The record of one request as a case.
import { lastHeader } from '../core/header-list.ts';
import { parseFunctionArn } from '../core/arn.ts';
import type { Execution } from '../execution/execution.ts';
import type { ApiFacts, Case, FunctionFacts, PackageFact, RouteFact } from './case.ts';
import type { Language } from './cause.ts';
import type { SourceReader } from './source/source-reader.ts';

/** What the caller knows around a request. All optional; each member sharpens the explanation. */
export interface ExplainContext {
  /** The function that was called, as configured at that time. */
  readonly function?: FunctionFacts | undefined;
  /** Its log lines of this request, platform lines included. */
  readonly functionLog?: readonly string[] | undefined;
  readonly packageListing?: readonly PackageFact[] | undefined;
  readonly source?: SourceReader | undefined;
  readonly routes?: readonly RouteFact[] | undefined;
  readonly stages?: ApiFacts['stages'];
  readonly stageVariables?: ApiFacts['stageVariables'];
  /** As configured, stage variables unfilled. */
  readonly integrationUri?: string | undefined;
  readonly taskRoot?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly language?: Language | undefined;
}

export function caseOf(execution: Execution, context: ExplainContext): Case {
  const { request, integration, route } = execution;
  return {
    outcome: execution.outcome,
    responseStatus: execution.response.status,
    request: {
      method: request.method,
      path: request.path,
      contentType: lastHeader(request.headers, 'content-type'),
      body: request.body,
      isBinary: request.isBinary,
      bodyBytes: request.bodyBytes,
      hasApiKey: request.apiKey !== null || lastHeader(request.headers, 'x-api-key') !== undefined,
      isTest: execution.isTest,
      event: integration?.type === 'AWS_PROXY' ? integration.requestBody : undefined,
    },
    api: {
      id: execution.apiId,
      name: execution.apiName,
      stage: execution.stage,
      accountId: execution.accountId,
      region: execution.region,
      routes: context.routes,
      stages: context.stages,
      stageVariables: context.stageVariables,
      route: route === null ? undefined : { method: route.method, path: route.resourcePath },
    },
    integration:
      integration === null
        ? { uri: context.integrationUri }
        : {
            functionArn: integration.functionArn ?? undefined,
            sourceArn: integration.sourceArn ?? undefined,
            uri: context.integrationUri,
            timeoutMs: integration.timeoutMs,
            latencyMs: integration.call?.latencyMs,
          },
    function: functionFacts(execution, context.function),
    payload: integration?.call?.payload,
    functionLog: context.functionLog,
    packageListing: context.packageListing,
    source: context.source,
    taskRoot: context.taskRoot,
    endpointUrl: context.endpointUrl,
  };
}

/** The name can be told from the ARN where the caller gives no configuration. */
function functionFacts(execution: Execution, facts: FunctionFacts | undefined): FunctionFacts | undefined {
  const arn = execution.integration?.functionArn;
  const name = facts?.name ?? (arn == null ? undefined : parseFunctionArn(arn)?.functionName);
  return facts === undefined && name === undefined ? undefined : { ...facts, name };
}
