// Log text in any form that people have it, as messages: events of the API or its CLI as JSON, an exported table, plain lines.
import { doctorLogEventsMax, doctorTextCharactersMax } from '../../core/limits.ts';
import { cleanText } from './clean-text.ts';
import { readCsv } from './csv.ts';

export interface LogMessage {
  /** Null where the form has none beside the message. */
  readonly epochMs: number | null;
  readonly stream: string | null;
  readonly text: string;
}

/** Never throws. What is over the limit is left off at the end. */
export function readLogText(text: string): readonly LogMessage[] {
  const given = text.length > doctorTextCharactersMax ? text.slice(0, doctorTextCharactersMax) : text;
  const trimmed = given.trim();
  const messages = readJsonText(trimmed) ?? readTable(trimmed) ?? readPlain(given);
  return messages.slice(0, doctorLogEventsMax);
}

function readPlain(text: string): readonly LogMessage[] {
  return cleanText(text)
    .split('\n')
    .map((line) => ({ epochMs: null, stream: null, text: line }));
}

// --- JSON: GetLogEvents, FilterLogEvents, Logs Insights, `aws logs tail --format json`, one event a line

function readJsonText(text: string): readonly LogMessage[] | null {
  if (!text.startsWith('{') && !text.startsWith('[')) return null;
  const whole = parseJson(text);
  if (whole !== undefined) return eventsIn(whole);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const found: LogMessage[] = [];
  for (const line of lines) {
    const events = line.trimStart().startsWith('{') ? eventsIn(parseJson(line)) : null;
    if (events === null) return null;
    found.push(...events);
  }
  return found.length === 0 ? null : found;
}

function eventsIn(value: unknown): readonly LogMessage[] | null {
  if (Array.isArray(value)) {
    const found = value.map((each) => (Array.isArray(each) ? insightsRow(each) : eventOf(each)));
    return found.length > 0 && found.every((each) => each !== null) ? found.flatMap(messagesOf) : null;
  }
  if (!isRecord(value)) return null;
  for (const key of ['events', 'results', 'logEvents', 'Events']) {
    if (Array.isArray(value[key])) return value[key].length === 0 ? [] : eventsIn(value[key]);
  }
  const event = eventOf(value);
  return event === null ? null : messagesOf(event);
}

function eventOf(value: unknown): LogMessage | null {
  if (!isRecord(value)) return null;
  const text = value['message'] ?? value['@message'] ?? value['Message'];
  if (typeof text !== 'string') return null;
  // A function's own JSON line has a message too; an event of the API has little else.
  if (!('timestamp' in value || '@timestamp' in value || 'ingestionTime' in value || 'eventId' in value))
    return null;
  if ('level' in value || 'requestId' in value || 'errorType' in value) return null;
  const stream = value['logStreamName'] ?? value['@logStream'] ?? null;
  return {
    epochMs: timeOf(value['timestamp'] ?? value['@timestamp']),
    stream: typeof stream === 'string' ? stream : null,
    text,
  };
}

/** `[{"field":"@timestamp","value":…},{"field":"@message","value":…}]`. */
function insightsRow(cells: readonly unknown[]): LogMessage | null {
  const row: Record<string, unknown> = {};
  for (const cell of cells) {
    if (isRecord(cell) && typeof cell['field'] === 'string') row[cell['field']] = cell['value'];
  }
  const text = row['@message'];
  if (typeof text !== 'string') return null;
  const stream = row['@logStream'];
  return { epochMs: timeOf(row['@timestamp']), stream: typeof stream === 'string' ? stream : null, text };
}

// --- tables

const messageColumns = new Set(['message', '@message', 'log message', 'log']);
const timeColumns = new Set(['timestamp', '@timestamp', 'time', 'date']);
const streamColumns = new Set(['logstreamname', '@logstream', 'stream', 'log stream']);

function readTable(text: string): readonly LogMessage[] | null {
  const end = text.indexOf('\n');
  if (end === -1) return null;
  const names = (readCsv(text.slice(0, end))[0] ?? []).map((name) => name.trim().toLowerCase());
  const message = names.findIndex((name) => messageColumns.has(name));
  if (names.length < 2 || message === -1) return null;
  const time = names.findIndex((name) => timeColumns.has(name));
  const stream = names.findIndex((name) => streamColumns.has(name));
  return readCsv(text.slice(end + 1)).flatMap((row) =>
    messagesOf({
      epochMs: time === -1 ? null : timeOf(row[time]),
      stream: stream === -1 ? null : (row[stream] ?? null),
      text: row[message] ?? '',
    }),
  );
}

/** A message keeps the line breaks it was logged with; those at its end are the runtime's. */
function messagesOf(message: LogMessage): readonly LogMessage[] {
  const text = cleanText(message.text.trimEnd());
  return text === '' ? [] : [{ ...message, text }];
}

function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return null;
  if (/^\d{13}$/.test(value)) return Number(value);
  const epochMs = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.replace(' ', 'T')}Z`);
  return Number.isNaN(epochMs) ? null : epochMs;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is the ordinary case here: it is then read as lines.
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
