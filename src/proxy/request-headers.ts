// The client's headers as the function sees them: which pass, which are dropped, which the gateway adds (SPEC §3.3).
import type { HeaderList } from '../core/header-list.ts';
import { sortHeaders } from './sort-headers.ts';

export interface AddedHeaders {
  /** `X-Amzn-Trace-Id`, unless the client sent one. */
  readonly traceHeader: string;
  /** Appended to the client's `X-Forwarded-For`. */
  readonly clientIp: string;
  /** `Host`, whatever the client sent: hand in the client's own where the event shall show that. */
  readonly host: string;
  /** `X-Forwarded-Port`: `443`. */
  readonly port: string;
  /** `X-Forwarded-Proto`: `https`. */
  readonly protocol: string;
}

export interface EventHeaders {
  /**
   * Sorted by name without regard to case; one entry a value, values of one name in the order they came. Two casings
   * of one name are one header under the casing that came first (chosen: SPEC does not say).
   */
  readonly list: HeaderList;
  /** The header for which AWS answers 500 instead of calling the function, or null. */
  readonly refused: string | null;
}

type Rule =
  | 'drop'
  | 'authorization'
  | 'user-agent'
  | 'transfer-encoding'
  | 'x-amzn-trace-id'
  | 'x-forwarded-for';

/** What happens to a name, in lower case; all others pass as they are. */
const rules: ReadonlyMap<string, Rule> = new Map([
  ['connection', 'drop'],
  ['content-length', 'drop'],
  ['content-md5', 'drop'],
  ['expect', 'drop'],
  ['max-forwards', 'drop'],
  ['proxy-authenticate', 'drop'],
  ['server', 'drop'],
  ['te', 'drop'],
  ['trailer', 'drop'],
  ['upgrade', 'drop'],
  ['www-authenticate', 'drop'],
  // The gateway's own takes the place of the client's.
  ['host', 'drop'],
  ['x-forwarded-port', 'drop'],
  ['x-forwarded-proto', 'drop'],
  ['authorization', 'authorization'],
  ['user-agent', 'user-agent'],
  ['transfer-encoding', 'transfer-encoding'],
  ['x-amzn-trace-id', 'x-amzn-trace-id'],
  ['x-forwarded-for', 'x-forwarded-for'],
]);

const sigV4Prefix = 'AWS4-HMAC-SHA256 ';

/**
 * From Node.js's flat `rawHeaders` (name, value, name, value …) to the event's headers. Values stay as Node.js gives
 * them, one character a byte (chosen: what AWS makes of bytes beyond ASCII is unknown).
 *
 * The table says that Transfer-Encoding ends in an exception, yet chunked uploads work on AWS, whose edge takes the
 * chunks apart: chosen, `chunked` is dropped and any other coding refused.
 */
// AWS also drops Authorization where the method uses AWS_IAM, and edge endpoints also add CloudFront-* headers, Via
// and X-Amz-Cf-Id, and a second address to X-Forwarded-For.
export function eventHeaders(rawHeaders: readonly string[], added: AddedHeaders): EventHeaders {
  const headers: [name: string, value: string][] = [];
  let forwardedFor = '';
  let hasTrace = false;
  let refused: string | null = null;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    const value = rawHeaders[index + 1]!;
    const rule = rules.get(name.toLowerCase());
    switch (rule) {
      case undefined:
        headers.push([name, value]);
        break;
      case 'drop':
        break;
      case 'authorization':
        if (!value.startsWith(sigV4Prefix)) headers.push(['Authorization', value]);
        break;
      case 'user-agent':
        headers.push(['User-Agent', value]);
        break;
      case 'transfer-encoding':
        if (value.toLowerCase() !== 'chunked') refused = 'Transfer-Encoding';
        break;
      case 'x-amzn-trace-id':
        hasTrace = true;
        headers.push(['X-Amzn-Trace-Id', value]);
        break;
      case 'x-forwarded-for':
        if (value !== '') forwardedFor += `${value}, `;
        break;
    }
  }
  headers.push(['Host', added.host]);
  if (!hasTrace) headers.push(['X-Amzn-Trace-Id', added.traceHeader]);
  headers.push(['X-Forwarded-For', forwardedFor + added.clientIp]);
  headers.push(['X-Forwarded-Port', added.port], ['X-Forwarded-Proto', added.protocol]);
  return { list: sortHeaders(headers), refused };
}
