// What a client got: `curl -i` text, or status, headers and body as members.
import type { HeaderList } from '../../core/header-list.ts';
import { lastHeader } from '../../core/header-list.ts';
import { cleanText } from './clean-text.ts';
import { isRecord } from './log-text.ts';

export interface HttpAnswer {
  readonly status: number | null;
  readonly headers: HeaderList;
  /** Null where it is not known; '' where there was none. */
  readonly body: string | null;
  /** `message` of a JSON body, whichever case it has; undefined where there is none, null where it is null. */
  readonly message: string | null | undefined;
  /** `x-amzn-ErrorType` without what may follow it. */
  readonly errorType: string | null;
}

/** Null where nothing of an answer is in it. */
export function readHttpAnswer(value: unknown): HttpAnswer | null {
  if (typeof value === 'string') return readText(value);
  if (!isRecord(value)) return null;
  const status = value['status'] ?? value['statusCode'];
  const headers = isRecord(value['headers'])
    ? Object.entries(value['headers']).map(([name, text]) => [name, String(text)] as const)
    : [];
  const { body } = value;
  const text = typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body);
  return answer(statusOf(status), headers, text);
}

function statusOf(status: unknown): number | null {
  if (typeof status === 'number') return status;
  return typeof status === 'string' ? Number.parseInt(status, 10) || null : null;
}

const statusLine = /^(?:<\s*)?HTTP\/[\d.]+\s+(\d{3})\b/;
const headerLine = /^(?:<\s*)?([A-Za-z][\w-]{1,60}):\s?(.*)$/;

function readText(given: string): HttpAnswer | null {
  const lines = cleanText(given).trim().split('\n');
  // A 100 Continue, a redirect or a proxy's answer may stand before the last one.
  const start = lines.findLastIndex((line) => statusLine.test(line));
  if (start === -1) {
    const status = /\b([45]\d\d)\b/.exec(lines[0] ?? '')?.[1];
    return given.trim() === ''
      ? null
      : answer(status === undefined ? null : Number(status), [], given.trim());
  }
  const headers: [string, string][] = [];
  let index = start + 1;
  for (; index < lines.length; index++) {
    const found = headerLine.exec(lines[index]!);
    if (found === null) break;
    headers.push([found[1]!, found[2]!.trim()]);
  }
  const body = lines
    .slice(index)
    .filter((line) => !/^[<>*]\s?/.test(line))
    .join('\n')
    .trim();
  return answer(Number(statusLine.exec(lines[start]!)![1]), headers, body);
}

function answer(status: number | null, headers: HeaderList, body: string | null): HttpAnswer {
  const errorType = lastHeader(headers, 'x-amzn-errortype')?.split(/[:,]/)[0]?.trim() ?? null;
  return { status, headers, body, message: messageIn(body), errorType };
}

function messageIn(body: string | null): string | null | undefined {
  if (body === null || body === '') return undefined;
  try {
    const value: unknown = JSON.parse(body);
    if (!isRecord(value)) return undefined;
    const message = value['message'] ?? value['Message'] ?? ('message' in value ? null : undefined);
    return typeof message === 'string' || message == null ? message : undefined;
  } catch {
    const quoted = /"[mM]essage"\s*:\s*(?:"([^"]*)"|null)/.exec(body);
    return quoted === null ? undefined : (quoted[1] ?? null);
  }
}
