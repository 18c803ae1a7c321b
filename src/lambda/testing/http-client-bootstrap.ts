// AWS's own Node.js runtime client as a custom runtime, on the Runtime API: with its native module where that has been built
// (`npm run test:oracle`), otherwise with the module's three calls made by plain JavaScript.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const vendor = fileURLToPath(new URL('../../../runtimes/node/vendor/', import.meta.url));

/** Where the native module is; empty where it was not built. */
const nativeModule = process.env['VARCO_NATIVE_CLIENT'] ?? '';

/** Which of the two it is. */
export const clientKind = nativeModule === '' ? 'plain JavaScript' : 'native module';

/** As the native module does, `done` and `error` wait for the answer: a thread speaks HTTP while this one stands still. */
const source = `
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import Module from 'node:module';
import { Worker } from 'node:worker_threads';
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
const cell = new Int32Array(new SharedArrayBuffer(4));
const poster = new Worker(\`
  const { workerData, parentPort } = require('node:worker_threads');
  const { request } = require('node:http');
  parentPort.on('message', ({ url, headers, body }) => {
    const done = () => { Atomics.store(workerData, 0, 1); Atomics.notify(workerData, 0); };
    const sent = request(url, { method: 'POST', headers, agent: false }, (answer) => { answer.resume(); answer.on('end', done); });
    sent.on('error', done);
    sent.end(body);
  });
\`, { eval: true, workerData: cell, execArgv: [], stdout: true, stderr: true });
poster.unref();
function post(url, headers, body) {
  Atomics.store(cell, 0, 0);
  poster.postMessage({ url, headers, body });
  Atomics.wait(cell, 0, 0, 10000);
}
function assertTexts(call, ...values) {
  if (values.every((value) => typeof value === 'string')) return;
  const error = new TypeError('Wrong arguments');
  Error.captureStackTrace(error, call);
  throw error;
}
const native = {
  async next() {
    const answer = await new Promise((resolve, reject) => {
      request(api + 'next', { agent: false }, resolve).on('error', reject).end();
    });
    let bodyJson = '';
    for await (const chunk of answer.setEncoding('utf8')) bodyJson += chunk;
    return { bodyJson, headers: answer.headers };
  },
  done(id, body) {
    assertTexts(native.done, id, body);
    post(api + id + '/response', {}, body);
  },
  error(id, body, xRayCause) {
    assertTexts(native.error, id, body, xRayCause);
    post(api + id + '/error', {}, body);
  },
};
const hasNativeModule = existsSync(process.env.LAMBDA_TASK_ROOT + '/rapid-client.node');
const load = Module._load;
Module._load = function (request, ...rest) {
  if (request !== './rapid-client.node') return Reflect.apply(load, this, [request, ...rest]);
  Module._load = load;
  return hasNativeModule ? Reflect.apply(load, this, [process.env.LAMBDA_TASK_ROOT + '/rapid-client.node', ...rest]) : native;
};
const client = await import('./ric/index.mjs');
if (client.run !== undefined) await client.run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
`;

/** Files of such a package, besides the function's own. */
export function httpClientFiles(
  client: 'ric-3' | 'ric-4',
  interpreter: string,
): Readonly<Record<string, string | Uint8Array>> {
  return {
    ...(nativeModule === '' ? {} : { 'rapid-client.node': readFileSync(nativeModule) }),
    bootstrap: `#!/bin/sh\nexec ${interpreter} "$LAMBDA_TASK_ROOT/start.mjs"\n`,
    'start.mjs': source,
    'ric/index.mjs': readFileSync(`${vendor}${client}/index.mjs`, 'utf8'),
  };
}
