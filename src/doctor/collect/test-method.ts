// One run of a method by TestInvokeMethod, its log read back.
import { parseExecutionLog } from '../../execution/parse-log.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { Account } from './account.ts';
import { ask, type Asked } from './ask.ts';

export interface TestRun {
  readonly status: number;
  readonly latencyMs: number;
  readonly execution: ParsedExecution | null;
  readonly log: string;
  readonly atMs: number;
}

export interface TestRequest {
  readonly apiId: string;
  readonly resourceId: string;
  readonly method: string;
  /** Null takes the resource's own template. */
  readonly path: string | null;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

export async function testMethod(account: Account, request: TestRequest): Promise<Asked<TestRun>> {
  const need = {
    action: 'apigateway:POST',
    resource: `arn:aws:apigateway:${account.region}::/restapis/${request.apiId}/resources/${request.resourceId}/methods/${request.method}`,
  };
  const atMs = Date.now();
  return ask(need, async () => {
    const gateway = await account.gateway();
    const answer = await gateway.testInvokeMethod({
      restApiId: request.apiId,
      resourceId: request.resourceId,
      httpMethod: request.method,
      ...(request.path === null ? {} : { pathWithQueryString: request.path }),
      ...(request.headers === undefined ? {} : { headers: { ...request.headers } }),
      ...(request.body === undefined ? {} : { body: request.body }),
      stageVariables: { ...request.stageVariables },
    });
    const log = answer.log ?? '';
    return {
      status: answer.status ?? 0,
      latencyMs: answer.latency ?? 0,
      execution: parseExecutionLog(log.split('\n'))[0] ?? null,
      log,
      atMs,
    };
  });
}
