// A gateway on a real port with one deployed API and whatever documents a test adds, for tests of what refuses requests.
import { request } from 'node:http';
import type { TestContext } from 'node:test';
import { systemClock, type Clock } from '../../core/clock.ts';
import { systemIds } from '../../core/ids.ts';
import type { Execution } from '../../execution/execution.ts';
import type { FunctionInvoker } from '../../lambda/invocation.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import type { DocumentChange, Store } from '../../store/store.ts';
import { createTelemetry } from '../../telemetry/create-telemetry.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { listen } from '../listen.ts';
import { locate } from '../locate.ts';
import type { RestApiDocument, StageDocument } from '../model.ts';
import { deploymentOf, stageOf } from './rest-api.ts';

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface RequestSketch {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: Buffer | string;
}

export interface ServedApi {
  readonly port: number;
  readonly store: Store;
  readonly gateway: Gateway;
  ask(path: string, options?: RequestSketch): Promise<Answer>;
  readonly executions: () => readonly Execution[];
}

export interface ServedOptions extends Partial<Pick<GatewayOptions, 'keys' | 'jwks' | 'random'>> {
  readonly stage?: Partial<StageDocument>;
  readonly documents?: readonly DocumentChange[];
  readonly functions?: FunctionInvoker;
  readonly clock?: Clock;
}

export const accountId = '111122223333';

const noFunctions: FunctionInvoker = {
  invoke: () => Promise.reject(new Error('no function in this test')),
  invokeAsync: () => Promise.reject(new Error('no function in this test')),
};

export async function serveApi(
  t: TestContext,
  api: RestApiDocument,
  {
    stage = {},
    documents = [],
    functions = noFunctions,
    clock = systemClock,
    ...options
  }: ServedOptions = {},
): Promise<ServedApi> {
  const store = openSqliteStore({ file: null });
  const telemetry = createTelemetry();
  const gateway = createGateway({
    accountId,
    region: 'us-east-1',
    clock,
    ids: systemIds,
    store,
    telemetry,
    functions,
    ...options,
  });
  await store.write([
    { kind: 'rest-api', key: api.id, value: api },
    { kind: 'deployment', key: `${api.id}/dep123`, value: deploymentOf(api) },
    { kind: 'stage', key: `${api.id}/Prod`, value: stageOf(api, stage) },
    ...documents,
  ]);
  await gateway.publish(api.id);
  await gateway.publishAccount();
  const listening = await listen(
    (message, response) => {
      const { host = '' } = message.headers;
      const location = locate(host, message.url!) ?? gateway.locateDomain(host, message.url!);
      void gateway.handle(location ?? { apiId: api.id, target: message.url! }, message, response);
    },
    { port: 0, host: '127.0.0.1', option: '--port' },
  );
  t.after(async () => {
    await listening.close(0);
    await gateway.close();
    await store.close();
  });
  return {
    port: listening.port,
    store,
    gateway,
    ask: (path, sketch = {}) => ask(listening.port, path, sketch),
    executions: () => telemetry.executions(),
  };
}

/** Node's own client: fetch would normalise path and headers. */
function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: RequestSketch,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
