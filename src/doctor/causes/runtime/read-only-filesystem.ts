// The function writes where it may not: only /tmp is writable.
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { barrier, holds } from '../../package-listing.ts';
import { cut } from '../../words.ts';
import { quotedTaskPath } from '../package/unreadable-file.ts';

export const readOnlyFilesystem = defineCause<null>({
  id: 'runtime.read-only-filesystem',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const isReadOnly =
      fault.message.includes('EROFS') ||
      fault.message.includes('[Errno 30]') ||
      fault.message.includes('Read-only file system') ||
      fault.message.includes('read-only file system') ||
      // The home folder does not exist, and cannot be made.
      /(?:mkdir|open|Errno 2\].{0,40}) ?['"]?\/home\/(?:sbx_user|\w+\/\.)/.test(fault.message);
    const isWrite =
      /EACCES: permission denied, (?:mkdir|unlink|rename|rmdir|write|copyfile|chmod|symlink|mkdtemp)\b/.test(
        fault.message,
      );
    if (!isReadOnly && !isWrite) {
      // A plain `open` refused below /var/task, of a file that the package does not hold or lets everybody read: a write.
      const { packageListing } = subject;
      const path = quotedTaskPath(subject, fault.message);
      const isDenied =
        fault.message.includes('EACCES: permission denied, open') ||
        fault.message.includes('[Errno 13] Permission denied');
      if (
        !isDenied ||
        path === null ||
        packageListing === undefined ||
        barrier(packageListing, path) !== null
      )
        return null;
      // A program that may not be run is refused in the same words.
      if (holds(packageListing, path) && fault.message.includes('[Errno 13]')) return null;
    }
    return {
      confidence: isReadOnly ? 0.97 : 0.88,
      evidence: [cut(faultText(fault))],
      facts: null,
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: () => ({
      title: 'The function writes outside /tmp',
      why: 'Everything but /tmp is read-only in Lambda, the package at /var/task and the home folder too.',
      fix: 'Write to `/tmp` (512 MB unless configured); for libraries that use the home folder set `HOME=/tmp`.',
    }),
    it: () => ({
      title: 'La funzione scrive fuori da /tmp',
      why: 'In Lambda tutto tranne /tmp è in sola lettura, anche il pacchetto in /var/task e la home.',
      fix: 'Scrivi in `/tmp` (512 MB se non configurato altrimenti); per le librerie che usano la home imposta `HOME=/tmp`.',
    }),
  },
});
