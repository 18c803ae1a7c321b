// A real AWS endpoint on a port of its own, over operations that a test brings along.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../core/clock.ts';
import { systemIds } from '../../../core/ids.ts';
import type { AwsEndpointOptions, CallerIdentity } from '../serve.ts';
import { createAwsEndpoint } from '../serve.ts';

export interface TestEndpoint {
  readonly url: string;
  readonly port: number;
  /** What `onDefect` was told. */
  readonly defects: unknown[];
  close(): Promise<void>;
}

/** Operations get the caller's identity as their context. */
export async function listenWith(
  options: Partial<AwsEndpointOptions<CallerIdentity>> & Pick<AwsEndpointOptions<CallerIdentity>, 'services'>,
): Promise<TestEndpoint> {
  const defects: unknown[] = [];
  const endpoint = createAwsEndpoint<CallerIdentity>({
    contextFor: (identity) => identity,
    ids: systemIds,
    clock: systemClock,
    accountId: '000000000000',
    region: 'us-east-1',
    requireAuth: null,
    onDefect: (defect) => {
      defects.push(defect);
    },
    ...options,
  });
  const server = createServer((message, response) => {
    void endpoint.handle(message, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    defects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
