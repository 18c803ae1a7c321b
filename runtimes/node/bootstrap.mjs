// Boots AWS's own Node.js runtime client inside a sandbox and gives it Varco's framed channel in place of its native module.
//
// The client (vendor/ric-3 or vendor/ric-4, laid beside this file as index.mjs) is AWS's, unchanged. While it loads, its
// requests for three modules are answered here: `./rapid-client.node` (next, done, error), `http` (init errors and
// streamed responses, which it posts itself) and `fs` (to count the bytes it logs). Before the function's own code
// loads, the hook is gone.
//
// A spare process (`_VARCO_SPARE`) does all this before it knows its function, then waits for a frame that brings its
// environment. What the client reads of the environment until then, no function that is given to a spare sets
// (src/lambda/spares/spareable.ts).
import fs from 'node:fs';
import Module from 'node:module';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';

const channelFd = 3;
const headerBytes = 5;
/** Lambda takes this much as a buffered response (SPEC §10); beyond it only the fact is told. */
const responseBytesMax = 6_291_556;
/** Reading the peak memory costs some 30 µs, so it is done at most so often. */
const memoryReadEveryMs = 100;

// Frames, see src/lambda/lane/frames.ts.
const typeAdoption = 2;
const typeNext = 16;
const typeResponse = 17;
const typeResponseTooLarge = 18;
const typeError = 19;
const typeInitError = 20;
const typeStreamChunk = 21;
const typeStreamEnd = 22;

const isSpare = process.env._VARCO_SPARE !== undefined;
let telemetryFd = Number(process.env._LAMBDA_TELEMETRY_LOG_FD);
let logBytes = 0;

// --- writing: synchronous, as the native client's posts are: a process.exit right behind it loses nothing

const pauseCell = new Int32Array(new SharedArrayBuffer(4));
/** Between two tries where the channel is full. A result of 1 MB fills it five times: with 1 ms it came after 18 ms, so after 14. */
const pauseMs = 0.1;

function writeAll(bytes) {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += fs.writeSync(channelFd, bytes, written);
    } catch (error) {
      if (error.code !== 'EAGAIN') process.reallyExit(1); // Varco is gone: so is this sandbox.
      Atomics.wait(pauseCell, 0, 0, pauseMs);
    }
  }
}

/**
 * A result that waits for the turn's end: the request for the next invocation mostly follows within it, and one write
 * wakes Varco once instead of twice. Nothing can come between but microtasks; an exit sends it too.
 */
let held = null;
const heldBytesMax = 65_536;

function sendHeld() {
  if (held === null) return;
  const frame = held;
  held = null;
  writeAll(frame);
}

function hold(frame) {
  if (frame.length > heldBytesMax) {
    writeAll(frame);
    return;
  }
  held = frame;
  process.nextTick(sendHeld);
}

process.on('exit', sendHeld);

function allocateFrame(type, size) {
  const frame = Buffer.allocUnsafe(headerBytes + size);
  frame.writeUInt32LE(size, 0);
  frame[4] = type;
  return frame;
}

function textFrame(type, text) {
  const size = Buffer.byteLength(text);
  const frame = allocateFrame(type, size);
  frame.write(text, headerBytes);
  return frame;
}

function sendText(type, text) {
  sendHeld();
  writeAll(textFrame(type, text));
}

/** A frame of a short text, a NUL, and a body. */
function sendNamed(type, name, body) {
  sendText(type, `${name}\0${body}`);
}

// --- memory: what REPORT calls Max Memory Used

let memoryReadAtMs = -Infinity;
let parks = 0;

function peakMemoryKb() {
  const nowMs = performance.now();
  parks++;
  if (parks > 2 && nowMs - memoryReadAtMs < memoryReadEveryMs) return 0;
  memoryReadAtMs = nowMs;
  try {
    const status = fs.readFileSync('/proc/self/status', 'latin1');
    const at = status.indexOf('VmHWM:');
    return Number.parseInt(status.slice(at + 6), 10) || 0;
  } catch {
    return process.resourceUsage().maxRSS; // no /proc: macOS
  }
}

// --- reading: the socket keeps the process alive only while an invocation is awaited

let resolveNext = null;
let received = null; // an incomplete frame
let currentRequestId = null;

let channel;

function openChannel() {
  channel = new Socket({
    fd: channelFd,
    writable: false,
    onread: { buffer: Buffer.allocUnsafe(65_536), callback: onBytes },
  });
  channel.on('end', () => process.reallyExit(1));
  channel.on('error', () => process.reallyExit(1));
  channel.unref();
}

function onBytes(count, buffer) {
  let bytes = buffer.subarray(0, count);
  if (received !== null) {
    if (received.filled >= headerBytes && received.filled + count < received.frame.length) {
      bytes.copy(received.frame, received.filled);
      received.filled += count;
      return true;
    }
    bytes = Buffer.concat([received.frame.subarray(0, received.filled), bytes]);
    received = null;
  }
  const size = bytes.length < headerBytes ? headerBytes : headerBytes + bytes.readUInt32LE(0);
  if (bytes.length < size) {
    const frame = Buffer.allocUnsafe(size);
    bytes.copy(frame);
    received = { frame, filled: bytes.length };
  } else {
    onInvocation(bytes); // Varco sends one invocation at a time, so nothing follows it.
  }
  return true;
}

function onInvocation(frame) {
  const size = headerBytes + frame.readUInt32LE(0);
  const metaEnd = headerBytes + 4 + frame.readUInt32LE(headerBytes);
  const meta = frame.utf8Slice(headerBytes + 4, metaEnd).split('\n');
  const headers = {
    'lambda-runtime-deadline-ms': Number(meta[1]),
    'lambda-runtime-aws-request-id': meta[0],
    'lambda-runtime-trace-id': meta[2],
    'lambda-runtime-invoked-function-arn': meta[3],
  };
  if (meta[4] !== '') headers['lambda-runtime-client-context'] = meta[4];
  currentRequestId = meta[0];
  const resolve = resolveNext;
  resolveNext = null;
  channel.unref();
  resolve({ bodyJson: frame.utf8Slice(metaEnd, size), headers });
}

// --- the native module's three calls

/** The runtime API refuses a second answer to one invocation; the native client ignores that, so it is dropped here. */
function takes(requestId) {
  if (requestId !== currentRequestId) return false;
  currentRequestId = null;
  return true;
}

/** The native module takes nothing but texts, and does not show in a trace. A result that has no JSON, such as a function, is none. */
function assertTexts(call, ...values) {
  if (values.every((value) => typeof value === 'string')) return;
  const error = new TypeError('Wrong arguments');
  Error.captureStackTrace(error, call);
  throw error;
}

function done(requestId, body) {
  assertTexts(done, requestId, body);
  if (!takes(requestId)) return null;
  if (Buffer.byteLength(body) > responseBytesMax) writeAll(allocateFrame(typeResponseTooLarge, 0));
  else hold(textFrame(typeResponse, body));
  return null;
}

function error(requestId, body, xRayCause) {
  assertTexts(error, requestId, body, xRayCause);
  if (takes(requestId)) sendText(typeError, body);
  return null;
}

const rapidClient = {
  next() {
    const frame = allocateFrame(typeNext, 12);
    frame.writeUInt32LE(peakMemoryKb(), headerBytes);
    frame.writeDoubleLE(logBytes, headerBytes + 4);
    channel.ref();
    return new Promise((resolve) => {
      resolveNext = resolve;
      if (held === null) {
        writeAll(frame);
      } else {
        const both = Buffer.concat([held, frame]);
        held = null;
        writeAll(both);
      }
    });
  },
  done,
  error,
};

// --- the client's own HTTP requests: POST /runtime/init/error and POST /runtime/invocation/{id}/response, streamed

const streamedPath = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/response$/;

class Answer extends Writable {
  statusCode = 202;
  headers = {};
}

/** Stands in for http.ClientRequest: the members that the client uses, or hands on to a streaming function. */
class RuntimeApiRequest extends Writable {
  outputData = [];
  outputSize = 0;
  #path;
  #headers;
  #trailers = {};
  #bytes = [];
  #streamedId;

  constructor(options, onAnswer) {
    super({ decodeStrings: true, highWaterMark: 65_536 });
    this.#path = options.path;
    this.#headers = options.headers ?? {};
    this.#streamedId = streamedPath.exec(options.path)?.[1] ?? null;
    this.once('finish', () => {
      const answer = new Answer();
      onAnswer?.(answer);
      process.nextTick(() => answer.emit('end'));
    });
  }

  setHeader(name, value) {
    this.#headers[name] = value;
  }

  addTrailers(trailers) {
    Object.assign(this.#trailers, trailers);
  }

  _write(chunk, _encoding, callback) {
    if (this.#streamedId === null) {
      this.#bytes.push(chunk);
    } else if (this.#streamedId === currentRequestId) {
      const frame = allocateFrame(typeStreamChunk, chunk.length);
      frame.set(chunk, headerBytes);
      writeAll(frame);
    }
    callback();
  }

  _final(callback) {
    if (this.#streamedId !== null) {
      if (takes(this.#streamedId)) {
        const errorType = this.#trailers['Lambda-Runtime-Function-Error-Type'] ?? '';
        const errorBody = this.#trailers['Lambda-Runtime-Function-Error-Body'] ?? '';
        sendNamed(typeStreamEnd, errorType, Buffer.from(errorBody, 'base64').toString());
      }
    } else if (this.#path === '/2018-06-01/runtime/init/error') {
      const errorType = this.#headers['Lambda-Runtime-Function-Error-Type'] ?? '';
      sendNamed(typeInitError, errorType, Buffer.concat(this.#bytes).toString());
    }
    callback();
  }
}

function RuntimeApiAgent() {}

const http = {
  Agent: RuntimeApiAgent,
  request: (options, onAnswer) => new RuntimeApiRequest(options, onAnswer),
};

// --- adoption: until its channel is opened as a socket, reading from it waits

function readExactly(size) {
  const bytes = Buffer.allocUnsafe(size);
  for (let at = 0; at < size;) {
    let count = 0;
    try {
      count = fs.readSync(channelFd, bytes, at, size - at, null);
    } catch (error) {
      if (error.code !== 'EINTR') process.reallyExit(1);
      continue;
    }
    if (count === 0) process.reallyExit(1); // Varco is gone, or needs it no more.
    at += count;
  }
  return bytes;
}

let isAdopted = !isSpare;

function waitForAdoption() {
  if (isAdopted) return;
  isAdopted = true;
  const header = readExactly(headerBytes);
  if (header[4] !== typeAdoption) process.reallyExit(1);
  const environment = JSON.parse(readExactly(header.readUInt32LE(0)).toString());
  // Where there is no /tmp of its own, this is what it was given in its place.
  const temporary = process.env.TMPDIR;
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  for (const [name, value] of Object.entries(environment)) {
    if (process.env[name] !== value) process.env[name] = value;
  }
  if (temporary !== undefined) process.env.TMPDIR = temporary;
  telemetryFd = Number(process.env._LAMBDA_TELEMETRY_LOG_FD);
  openChannel();
  forgetAlternativeClient();
}

// --- loading

const countingFs = Object.create(fs, {
  writeSync: {
    value(fd, bytes) {
      if (fd === telemetryFd) logBytes += bytes.length;
      return fs.writeSync(fd, bytes);
    },
  },
});

const given = {
  './rapid-client.node': rapidClient,
  http,
  'node:http': http,
  fs: countingFs,
  'node:fs': countingFs,
};

/** The one environment variable that would make the client fetch invocations over HTTP (not documented by AWS). */
function forgetAlternativeClient() {
  delete process.env.AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1;
}

if (!isSpare) {
  openChannel();
  forgetAlternativeClient();
}

const load = Module._load;
Module._load = function (request, ...rest) {
  // Client 4 asks for this last before it starts by itself and looks into its environment.
  if (request === 'node:worker_threads') waitForAdoption();
  const answer = given[request];
  if (answer === undefined) return Reflect.apply(load, this, [request, ...rest]);
  // Both clients ask for the native module last, right before they load the function.
  if (answer === rapidClient) Module._load = load;
  return answer;
};

process.argv[1] = new URL('index.mjs', import.meta.url).pathname;
const client = await import('./index.mjs');
// Client 4 starts by itself; client 3 exports its start. Its rejection must reach the top level: that is how the client
// itself learns of an init error (`Uncaught Exception`).
waitForAdoption();
if (client.run !== undefined) await client.run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
