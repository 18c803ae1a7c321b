// An endpoint in front of another that denies some calls, as AWS does where an IAM permission is missing.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DenyingProxy {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** @param denied matched against `POST /path` and, for RPC services, `POST Logs_20140328.FilterLogEvents` */
export async function denyingProxy(target: string, denied: readonly RegExp[]): Promise<DenyingProxy> {
  const server = createServer((message, response) => void pass(message, response, target, denied));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, close: () => ended(server) };
}

function ended(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function pass(
  message: IncomingMessage,
  response: ServerResponse,
  target: string,
  denied: readonly RegExp[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const operation = message.headers['x-amz-target'];
  const names = [`${message.method} ${message.url}`, `${message.method} ${String(operation)}`];
  if (denied.some((pattern) => names.some((name) => pattern.test(name)))) {
    response.writeHead(403, {
      'Content-Type': 'application/json',
      'x-amzn-ErrorType': 'AccessDeniedException',
    });
    response.end('{"__type":"AccessDeniedException","message":"User: me is not authorized to perform this"}');
    return;
  }
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = message.headers;
  const answer = await fetch(`${target}${message.url}`, {
    method: message.method!,
    headers: headers as Record<string, string>,
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  const {
    'content-encoding': _encoding,
    'content-length': _answered,
    ...passed
  } = Object.fromEntries(answer.headers);
  response.writeHead(answer.status, passed);
  response.end(Buffer.from(await answer.arrayBuffer()));
}
