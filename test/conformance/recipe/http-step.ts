// An `http` step of a recipe: what Python's requests would send, and its answer as Python sees it.
import { gunzipSync } from 'node:zlib';
import { sendRaw } from '../raw-http.ts';
import { NotReplayable } from './not-replayable.ts';
import { pythonJson, type Members } from './python.ts';

const clientHeaders = {
  'User-Agent': 'python-requests/2.32.3',
  'Accept-Encoding': 'gzip, deflate',
  Accept: '*/*',
  Connection: 'keep-alive',
};

const known = new Set(['method', 'url', 'headers', 'json', 'data', 'params', 'verify', 'timeout', 'stream']);

export async function httpStep(given: Members, endpoint: string): Promise<Members> {
  const unknown = Object.keys(given).find((name) => !known.has(name));
  if (unknown !== undefined) throw new NotReplayable(`http with ${unknown}`);
  const [, origin, path] = /^(https?:\/\/[^/?#]+)([^#]*)/.exec(String(given['url'])) ?? [];
  if (origin === undefined) throw new NotReplayable(`http to ${String(given['url'])}`);
  const headers: Record<string, string> = { ...clientHeaders };
  let body: string | Uint8Array | null = null;
  if (given['data'] instanceof Uint8Array || typeof given['data'] === 'string') body = given['data'];
  else if (isObject(given['data'])) {
    body = query(given['data']);
    setHeader(headers, 'Content-Type', 'application/x-www-form-urlencoded');
  } else if (given['json'] !== undefined && given['json'] !== null) {
    body = pythonJson(given['json']);
    setHeader(headers, 'Content-Type', 'application/json');
  }
  for (const [name, value] of Object.entries((given['headers'] ?? {}) as Members))
    setHeader(headers, name, value);
  const params = isObject(given['params']) ? query(given['params']) : '';
  const target = `${path === '' ? '/' : path}${params === '' ? '' : `${path!.includes('?') ? '&' : '?'}${params}`}`;
  const method = String(given['method']).toUpperCase();
  const answer = await sendRaw(
    { method, origin, target: target.replaceAll(' ', '%20'), headers, body },
    endpoint,
  );
  return asPythonSeesIt(answer.status, answer.headers, answer.body);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** One name once, whatever its case; null takes it away. */
function setHeader(headers: Record<string, string>, name: string, value: unknown): void {
  for (const given of Object.keys(headers)) {
    if (given.toLowerCase() === name.toLowerCase()) Reflect.deleteProperty(headers, given);
  }
  if (typeof value === 'string') headers[name] = value;
  else if (value !== null && value !== undefined)
    throw new NotReplayable(`the header ${name} of such a value`);
}

function query(params: Members): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => [name, String(one)]),
  );
  return new URLSearchParams(pairs as [string, string][]).toString();
}

function asPythonSeesIt(
  status: number,
  rawHeaders: readonly (readonly [string, string])[],
  raw: Buffer,
): Members {
  const headers: Record<string, string> = {};
  for (const [name, value] of rawHeaders) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const encoding = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
  const content = encoding === 'gzip' ? gunzipSync(raw) : raw;
  return {
    status_code: status,
    ok: status < 400,
    headers,
    content,
    text: content.toString(),
    get jsonBody(): unknown {
      const text = content.toString();
      try {
        return JSON.parse(text);
      } catch {
        // Recorded tests take the text then, which the translation does not say.
        return text;
      }
    },
  };
}
