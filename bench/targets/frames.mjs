// The physical limit: a bare node:http server that calls the same handler in child processes over length-prefixed frames.
// It builds an event and reads the output as JSON, and does nothing else that a gateway or Lambda does.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { Socket } from 'node:net';
import { createRequire } from 'node:module';

const children = 2;

if (process.argv[2] === 'child') {
  const { handler } = createRequire(import.meta.url)('../project/handlers/echo.js');
  const socket = new Socket({ fd: 3 });
  readFrames(socket, async (text) => writeFrame(socket, JSON.stringify(await handler(JSON.parse(text)))));
} else {
  const idle = [];
  const waiting = [];
  for (let index = 0; index < children; index++) idle.push(startChild());
  const release = (child) => {
    const next = waiting.shift();
    if (next === undefined) idle.push(child);
    else next(child);
  };
  const invoke = (child, event) =>
    new Promise((resolve) => {
      child.done = (text) => {
        release(child);
        resolve(text);
      };
      writeFrame(child.socket, event);
    });
  createServer(async (request, response) => {
    const [path, query = ''] = request.url.split('?');
    const headers = {};
    const multiValueHeaders = {};
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
      headers[request.rawHeaders[index]] = request.rawHeaders[index + 1];
      (multiValueHeaders[request.rawHeaders[index]] ??= []).push(request.rawHeaders[index + 1]);
    }
    const queryStringParameters = Object.fromEntries(new URLSearchParams(query));
    const event = JSON.stringify({
      resource: path,
      path,
      httpMethod: request.method,
      headers,
      multiValueHeaders,
      queryStringParameters,
      requestContext: { requestTimeEpoch: Date.now() },
      body: null,
      isBase64Encoded: false,
    });
    const child = idle.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
    const output = JSON.parse(await invoke(child, event));
    const body = Buffer.from(output.body);
    response.writeHead(output.statusCode, { ...output.headers, 'content-length': body.length });
    response.end(body);
  }).listen(Number(process.argv[2]), '127.0.0.1');
}

function startChild() {
  const process_ = spawn(process.execPath, [new URL(import.meta.url).pathname, 'child'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const child = { socket: process_.stdio[3], done: () => {} };
  readFrames(child.socket, (text) => child.done(text));
  return child;
}

function writeFrame(socket, text) {
  const bytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(4 + bytes);
  frame.writeUInt32BE(bytes, 0);
  frame.write(text, 4);
  socket.write(frame);
}

function readFrames(socket, onFrame) {
  let buffered = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    while (buffered.length >= 4) {
      const bytes = buffered.readUInt32BE(0);
      if (buffered.length < 4 + bytes) return;
      const text = buffered.toString('utf8', 4, 4 + bytes);
      buffered = buffered.subarray(4 + bytes);
      onFrame(text);
    }
  });
}
