// Response headers that integrations other than Lambda proxies give: which are renamed, dropped or illegal (SPEC §3.3).
import type { HeaderList } from '../../core/header-list.ts';
import { headerBytesMax } from '../../core/limits.ts';
import type { Outcome } from '../../execution/outcome.ts';

/** AWS's table of important notes, column "HTTP endpoints"; a mapped header is treated alike. */
const mappedRules: ReadonlyMap<string, 'drop' | 'remap'> = new Map([
  ['transfer-encoding', 'drop'],
  ...[
    'authorization',
    'connection',
    'content-length',
    'content-md5',
    'date',
    'expect',
    'host',
    'max-forwards',
    'proxy-authenticate',
    'server',
    'trailer',
    'upgrade',
    'user-agent',
    'www-authenticate',
  ].map((name) => [name, 'remap'] as const),
]);

/** What an HTTP proxy passes; the first three and the request id are recorded (2024-07-18). */
const proxiedRules: ReadonlyMap<string, 'drop' | 'remap'> = new Map([
  ['connection', 'remap'],
  ['content-length', 'remap'],
  ['date', 'remap'],
  ['server', 'remap'],
  ['x-amzn-requestid', 'remap'],
  ['x-amz-apigw-id', 'remap'],
  ['www-authenticate', 'remap'],
  ['keep-alive', 'drop'],
  ['transfer-encoding', 'drop'],
  ['via', 'drop'],
]);

/** Of an integration response's own mapping. */
export function remapped(headers: HeaderList): HeaderList {
  return apply(mappedRules, headers);
}

/** Of an HTTP proxy's backend. */
export function proxied(headers: HeaderList): HeaderList {
  return apply(proxiedRules, headers);
}

function apply(rules: ReadonlyMap<string, 'drop' | 'remap'>, headers: HeaderList): HeaderList {
  const list: (readonly [string, string])[] = [];
  for (const header of headers) {
    const rule = rules.get(header[0].toLowerCase());
    if (rule === 'drop') continue;
    list.push(rule === 'remap' ? [`x-amzn-Remapped-${header[0]}`, header[1]] : header);
  }
  return list;
}

const token = /^[\w!#$%&'*+\-.^`|~]+$/;
// oxlint-disable-next-line no-control-regex -- these are what must not go out
const controlCharacter = /[\0-\x08\x0a-\x1f\x7f]/;
// oxlint-disable-next-line no-control-regex -- what is beyond goes out as UTF-8
const ascii = /^[\0-\x7f]*$/;
const lineBytes = 4;

export type CheckedHeaders =
  | { readonly ok: true; readonly headers: HeaderList }
  | { readonly ok: false; readonly outcome: Outcome };

/** Ready for node:http: beyond ASCII one character a byte of UTF-8. The same refusals as for a function's headers. */
export function checkedHeaders(headers: HeaderList): CheckedHeaders {
  let headerBytes = 0;
  const list: (readonly [string, string])[] = [];
  for (const [name, value] of headers) {
    if (!token.test(name) || controlCharacter.test(value)) {
      return { ok: false, outcome: { kind: 'response-header-illegal', name, value } };
    }
    const sent = ascii.test(value) ? value : Buffer.from(value).toString('latin1');
    headerBytes += name.length + sent.length + lineBytes;
    list.push([name, sent]);
  }
  return headerBytes > headerBytesMax
    ? { ok: false, outcome: { kind: 'response-headers-too-large', headerBytes } }
    : { ok: true, headers: list };
}
