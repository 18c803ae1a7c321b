// Points in time as AWS's protocols write them: seconds since the epoch, RFC 3339, and the date of HTTP.

/** JSON and CBOR: seconds, with milliseconds as the fraction. */
export function epochSeconds(date: Date): number {
  return date.getTime() / 1000;
}

/** Query parameters, XML, and JSON where a shape asks for it. */
export function isoTimestamp(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

/** Headers. */
export function httpDate(date: Date): string {
  return date.toUTCString();
}

/** Any of the three forms; null where it is none. */
export function readTimestamp(value: unknown): Date | null {
  if (value instanceof Date) return value;
  const ms =
    typeof value === 'number' ? value * 1000 : typeof value === 'string' ? readText(value) : Number.NaN;
  const date = new Date(Math.round(ms));
  return Number.isNaN(date.getTime()) ? null : date;
}

function readText(text: string): number {
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
