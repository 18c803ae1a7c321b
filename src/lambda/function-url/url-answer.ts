// What a function's result means as an answer of its URL (recorded in November 2025).

export type Headers = readonly (readonly [name: string, value: string])[];

export interface UrlAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** The words of a 502 (recorded). */
export const internalServerError: UrlAnswer = {
  status: 502,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('Internal Server Error'),
};

/**
 * An object with a `statusCode` is an answer; everything else is the body of one, a string as such and other values as
 * JSON without spaces. Null where the result is no answer.
 *
 * @param payload The result as JSON text.
 */
export function readUrlAnswer(payload: string): UrlAnswer | null {
  let result: unknown;
  try {
    result = JSON.parse(payload);
  } catch {
    return null;
  }
  if (isObject(result) && result['statusCode'] !== undefined) return readStructured(result);
  const body = typeof result === 'string' ? result : compactJson(payload);
  return { status: 200, headers: [['Content-Type', 'application/json']], body: Buffer.from(body) };
}

/** Also of the metadata in front of a stream, which has no body. */
export function readStructured(result: Readonly<Record<string, unknown>>): UrlAnswer | null {
  const status = readStatus(result['statusCode']);
  const headers = readHeaders(result['headers']);
  const cookies = result['cookies'] ?? [];
  if (status === null || headers === null || !isTextList(cookies)) return null;
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    headers.unshift(['Content-Type', 'application/json']);
  }
  for (const cookie of cookies) headers.push(['Set-Cookie', cookie]);
  return { status, headers, body: readBody(result['body'], result['isBase64Encoded']) };
}

/** A number, or one as text (recorded: `"418"`). */
function readStatus(value: unknown): number | null {
  const status = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599;
  return isStatus ? status : null;
}

function readHeaders(value: unknown): [string, string][] | null {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return null;
  const headers: [string, string][] = [];
  for (const [name, item] of Object.entries(value)) {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') return null;
    const text = String(item);
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || /[^\t\u0020-\u007e\u0080-\u00ff]/.test(text)) return null;
    headers.push([name, text]);
  }
  return headers;
}

/** What is no text is written as JSON (not recorded; chosen). */
function readBody(body: unknown, isBase64Encoded: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Buffer.from(text, isBase64Encoded === true ? 'base64' : 'utf8');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** The same tokens without the white space between them: numbers stay as the function wrote them. */
function compactJson(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_all, string: string | undefined) => string ?? '');
}
