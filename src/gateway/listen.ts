// Opens a port and says in one sentence why it could not.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../core/errors.ts';

export interface Listening {
  readonly port: number;
  /** Ends idle connections at once, waits for running requests no longer than `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export interface ListenOptions {
  /** 0 picks a free one. */
  readonly port: number;
  readonly host: string;
  /** The option to name when the port is taken: `--port`. */
  readonly option: string;
}

/** AWS keeps idle connections this long (SPEC §10). */
const idleConnectionMs = 310_000;

/** @throws UserError where the port is in use or may not be opened */
export function listen(listener: RequestListener, options: ListenOptions): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: idleConnectionMs, noDelay: true }, listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, options)));
    server.listen(options.port, options.host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ port, close: (graceMs) => closeServer(server, graceMs) });
    });
  });
}

function explainListenError(error: NodeJS.ErrnoException, { port, host, option }: ListenOptions): Error {
  const other = `choose another with ${option}, or ${option} 0 for a free one`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError(`Port ${port} is in use by another program: stop it, or ${other}.`, {
        cause: error,
      });
    case 'EACCES':
      return new UserError(`Port ${port} may not be opened without more rights: ${other}.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError(`${host} is no address of this machine: correct --host.`, { cause: error });
    default:
      return error;
  }
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
