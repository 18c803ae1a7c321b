// A full disk is no defect of Varco: it is told apart, so that one sentence says what to do.

/** In any answer: it names no folder. */
export const noSpaceSentence =
  'There is no space left on the disk that Varco writes to: make room on it, then try again.';

/** SQLITE_FULL. */
const sqliteFull = 13;

/** Whether what was thrown, by a file operation or by SQLite, says that the disk or the user's share of it is full. */
export function isNoSpace(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code, errcode } = thrown as NodeJS.ErrnoException & { readonly errcode?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return true;
  if (code === 'ERR_SQLITE_ERROR' && errcode === sqliteFull) return true;
  return isNoSpace(thrown.cause);
}
