// Which lines of a function are kept where its log format is JSON and it has an ApplicationLogLevel (Lambda developer guide,
// log-level filtering).

/** From the most to the least talkative; Python's names stand beside Lambda's. */
const priorities: Readonly<Record<string, number>> = {
  TRACE: 1,
  DEBUG: 2,
  INFO: 3,
  WARN: 4,
  WARNING: 4,
  ERROR: 5,
  FATAL: 6,
  CRITICAL: 6,
};

const infoPriority = 3;
/** A longer line is taken to be of the level INFO, unread. */
const lineCharactersMax = 65_536;
/** RFC 3339. */
const timestamp = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * Tells of a line that no logging of the runtime has filtered whether it is kept. One that is a JSON object with a level and
 * a time is of that level, any other of INFO.
 *
 * @param level `WARN`
 */
export function createLevelFilter(level: string): (line: string) => boolean {
  const least = priorities[level.toUpperCase()] ?? infoPriority;
  return (line) => {
    const isObject = line.startsWith('{') && line.length <= lineCharactersMax;
    return (isObject ? priorityOf(line) : infoPriority) >= least;
  };
}

function priorityOf(line: string): number {
  try {
    const value = JSON.parse(line) as { readonly level?: unknown; readonly timestamp?: unknown };
    const priority = typeof value.level === 'string' ? priorities[value.level.toUpperCase()] : undefined;
    if (priority === undefined) return infoPriority;
    return typeof value.timestamp === 'string' && timestamp.test(value.timestamp) ? priority : infoPriority;
  } catch {
    return infoPriority;
  }
}
