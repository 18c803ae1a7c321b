// The lane for custom runtimes: the Runtime API over HTTP, on a port of the execution environment's own (SPEC §9.8). Where
// there are extensions, they call on it too, whatever the runtime's own lane is.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { invokeResponseBytesMax, runtimeErrorBytesMax } from '../../core/limits.ts';
import { afterDrain } from '../log/drain.ts';
import type { Extensions } from '../extensions/extensions.ts';
import { isExtensionsPath, serveExtensions } from '../extensions/extensions-api.ts';
import { readBody, refuse } from './http-calls.ts';
import type { Lane, LaneInvocation, LaneListener } from './lane.ts';

export interface RuntimeApi {
  /** `127.0.0.1:43817`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** The process that is started next speaks to this listener; one that came before is no longer heard. */
  attach(listener: LaneListener): Lane;
  close(): void;
}

/** AWS's server does not care how long a runtime waits for its next invocation. */
const noTimeout = 0;

/**
 * @param extensions those of the environment, who call on the same port; null where there can be none
 * @throws Error where no port can be opened
 */
export async function openRuntimeApi(extensions: Extensions | null): Promise<RuntimeApi> {
  let session: Session | null = null;
  const server = createServer((message, response) => {
    message.on('error', () => {});
    if (extensions !== null && message.headers.origin === undefined && isExtensionsPath(message.url!))
      void serveExtensions(extensions, message, response);
    else if (session === null) refuse(response, 503, 'ServiceUnavailable', 'The environment has ended');
    else void session.serve(message, response);
  });
  server.requestTimeout = noTimeout;
  server.keepAliveTimeout = noTimeout;
  server.timeout = noTimeout;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    attach(listener) {
      session?.close();
      const own = new Session(listener);
      session = own;
      return own;
    },
    close() {
      session?.close();
      session = null;
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A streamed answer on a connection of its own may be overtaken by the request for the next invocation, by this much. */
const unansweredGraceMs = 200;

const prefix = '/2018-06-01';
const invocationPath = /^\/runtime\/invocation\/([^/]+)\/(response|error)$/;

/** What one process of a runtime says, and what it is told. */
class Session implements Lane {
  readonly #listener: LaneListener;
  /** The runtime's open question for the next invocation. */
  #waiting: ServerResponse | null = null;
  #invocation: LaneInvocation | null = null;
  #isInitialised = false;
  /** An answer is still coming in; a runtime that streams may ask for the next invocation before its last bytes are here. */
  #answering: Promise<void> | null = null;
  /** Waits for an answer that is to come. */
  #onTaken: () => void = () => {};
  #isClosed = false;

  constructor(listener: LaneListener) {
    this.#listener = listener;
  }

  send(invocation: LaneInvocation): void {
    this.#invocation = invocation;
    const response = this.#waiting;
    this.#waiting = null;
    response?.writeHead(200, headersOf(invocation)).end(invocation.payload);
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting?.destroy();
    this.#waiting = null;
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    // Runtimes are no web pages: a browser that was led here is told nothing.
    if (this.#isClosed || message.headers.origin !== undefined) {
      refuse(response, 403, 'Forbidden', 'This is the Runtime API of a Lambda function');
      return;
    }
    const path = message.url!.startsWith(prefix) ? message.url!.slice(prefix.length) : message.url!;
    const at = invocationPath.exec(path);
    if (message.method === 'GET' && path === '/runtime/invocation/next') this.#next(response);
    else if (message.method === 'GET' && path === '/ping') response.writeHead(200).end('pong');
    else if (message.method === 'POST' && path === '/runtime/init/error')
      await this.#initError(message, response);
    else if (message.method === 'POST' && at !== null && at[2] === 'response')
      await this.#answer(this.#respond(at[1]!, message, response));
    else if (message.method === 'POST' && at !== null)
      await this.#answer(this.#fail(at[1]!, message, response));
    else refuse(response, 404, 'ResourceNotFound', '404 page not found');
  }

  #next(response: ServerResponse): void {
    this.#isInitialised = true;
    this.#waiting?.destroy();
    this.#waiting = response;
    response.on('close', () => {
      if (this.#waiting === response) this.#waiting = null;
    });
    // What it printed before it asked belongs in front of END.
    const ready = (): void =>
      afterDrain(() => {
        if (!this.#isClosed) this.#listener.next(0, 0);
      });
    const whenAnswered = (): void => {
      if (this.#answering === null) ready();
      else void this.#answering.then(ready);
    };
    if (this.#invocation === null) {
      whenAnswered();
      return;
    }
    const timer = setTimeout(whenAnswered, unansweredGraceMs);
    this.#onTaken = () => {
      clearTimeout(timer);
      queueMicrotask(whenAnswered);
    };
  }

  async #answer(answering: Promise<void>): Promise<void> {
    this.#answering = answering;
    await answering;
    if (this.#answering === answering) this.#answering = null;
  }

  async #respond(requestId: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const invocation = this.#take(requestId, message, response);
    if (invocation === null) return;
    const body = await readBody(message, invokeResponseBytesMax);
    if (body === 'broken') return;
    if (body === 'too-large') {
      const text = `Exceeded maximum allowed payload size (${invokeResponseBytesMax} bytes).`;
      refuse(response, 413, 'RequestEntityTooLarge', text);
      this.#listener.responseTooLarge();
      return;
    }
    accept(response);
    // A streamed response may fail halfway and says so behind it.
    const errorType = message.trailers['lambda-runtime-function-error-type'];
    if (errorType === undefined) this.#listener.response(body.toString());
    else this.#listener.error(streamError(message, errorType));
  }

  async #fail(requestId: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const invocation = this.#take(requestId, message, response);
    if (invocation === null) return;
    const body = await readBody(message, runtimeErrorBytesMax);
    if (typeof body === 'string') return this.#refuseError(body, response);
    accept(response);
    this.#listener.error(errorObject(message, body));
  }

  async #initError(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#isInitialised) {
      message.resume();
      const text =
        'State transition from Ready to InitError failed for runtime. Error: State transition is not allowed';
      refuse(response, 403, 'InvalidStateTransition', text);
      return;
    }
    const body = await readBody(message, runtimeErrorBytesMax);
    if (typeof body === 'string') return this.#refuseError(body, response);
    accept(response);
    this.#listener.initError(errorTypeOf(message) ?? 'Runtime.Unknown', errorObject(message, body));
  }

  #refuseError(problem: 'too-large' | 'broken', response: ServerResponse): void {
    if (problem === 'broken') return;
    refuse(response, 413, 'RequestEntityTooLarge', 'The error object is too large');
    this.#listener.error(JSON.stringify({ errorMessage: '', errorType: 'Runtime.Unknown' }));
  }

  /** The invocation that is answered, once. */
  #take(requestId: string, message: IncomingMessage, response: ServerResponse): LaneInvocation | null {
    const invocation = this.#invocation;
    if (invocation?.requestId === requestId) {
      this.#invocation = null;
      this.#onTaken();
      this.#onTaken = () => {};
      return invocation;
    }
    message.resume();
    refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    return null;
  }
}

/** Those that have no value are left out. */
function headersOf(invocation: LaneInvocation): Record<string, string> {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
    'Lambda-Runtime-Deadline-Ms': String(invocation.deadlineMs),
    'Lambda-Runtime-Invoked-Function-Arn': invocation.functionArn,
    'Lambda-Runtime-Trace-Id': invocation.traceHeader,
  };
  if (invocation.clientContext !== '') headers['Lambda-Runtime-Client-Context'] = invocation.clientContext;
  return headers;
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"status":"OK"}\n');
}

function errorTypeOf(message: IncomingMessage): string | undefined {
  const type = message.headers['lambda-runtime-function-error-type'];
  return typeof type === 'string' && type !== '' ? type : undefined;
}

/** The runtime's own text, whatever it is; where it sent none, the type that its header names. */
function errorObject(message: IncomingMessage, body: Buffer): string {
  if (body.length > 0) return body.toString();
  return JSON.stringify({ errorType: errorTypeOf(message) ?? 'Runtime.Unknown' });
}

/** `Lambda-Runtime-Function-Error-Body`: the error object in base64. */
function streamError(message: IncomingMessage, errorType: string): string {
  const body = message.trailers['lambda-runtime-function-error-body'];
  if (body !== undefined) return Buffer.from(body, 'base64').toString();
  return JSON.stringify({ errorType, errorMessage: '' });
}
