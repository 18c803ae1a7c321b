// Entries that the function may not read: a Lambda function runs as another user than the one who made the package.
import type { Case, PackageFact } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { barrier, isReadable, isVendored, modeText } from '../../package-listing.ts';
import { functionError, predict } from '../predict.ts';
import type { PackageContents } from './contents.ts';

const quotedMax = 5;
/** In a folder other files may well be closed (`.env`), and never be packaged. */
const isCode = /\.(?:[cm]?js|json|py|node|so|sh|rb)$/;

/** `needed`: files that are surely loaded, the handler's first. One finding for the whole package. */
export function examineModes(
  subject: Case,
  contents: PackageContents,
  needed: readonly string[],
  language: Language,
): Finding | null {
  const { entries, kind } = contents;
  const closed = entries.filter(
    (entry) =>
      !isReadable(entry) && (kind === 'zip' || entry.type === 'directory' || isCode.test(entry.path)),
  );
  if (closed.length === 0) return null;
  const loaded = needed.find((path) => barrier(entries, path) !== null);
  const first = loaded ?? likeliest(closed, entries).path;
  return predict(
    subject,
    {
      outcome: functionError('Error', `EACCES: permission denied, open '/var/task/${first}'`),
      // In a folder on this machine the modes may change on the way into the zip.
      confidence: kind === 'folder' ? 0.6 : loaded === undefined ? 0.75 : 0.97,
      evidence: closed.slice(0, quotedMax).map((entry) => `${modeText(entry)} ${entry.path}`),
      place: null,
    },
    language,
  );
}

function likeliest(closed: readonly PackageFact[], entries: readonly PackageFact[]): PackageFact {
  return closed.find(({ path }) => !isVendored(path, entries)) ?? closed[0]!;
}
