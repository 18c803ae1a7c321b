// `requestContext.requestTime` and `$context.requestTime`: `05/Mar/2022:15:47:32 +0000` (SPEC §3.2, §7).

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** CLF time, always UTC, of a moment in milliseconds since the Unix epoch. */
export function formatRequestTime(epochMs: number): string {
  const time = new Date(epochMs);
  const date = `${twoDigits(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  return `${date}:${twoDigits(time.getUTCHours())}:${twoDigits(time.getUTCMinutes())}:${twoDigits(time.getUTCSeconds())} +0000`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
