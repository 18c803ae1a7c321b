// Machine code for another architecture than the function's: x86_64 against arm64.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';

export const wrongArchitecture = defineCause<{ readonly architecture: string | null }>({
  id: 'package.wrong-architecture',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const text = faultText(fault);
    const isSaid =
      /exec format error|cannot execute binary file|incompatible architecture|wrong architecture|(?:image|platform).{0,60}does not match.{0,40}(?:platform|architecture)|is for arch|qemu-\w+: /i.test(
        text,
      );
    // The .NET host of the other architecture cannot load the assembly's native parts.
    const isHost = /run_dotnet\(.*failed|Unable to load assembly/.test(text) && hasArm(subject);
    const isTiny =
      text.includes('Runtime.InvalidEntrypoint') &&
      !/bootstrap\(s\)|permission denied|no such file/.test(text) &&
      (subject.text?.report.memoryUsedMb ?? 99) <= 4;
    if (!isSaid && !isHost && !isTiny) return null;
    return {
      confidence: isSaid ? 0.97 : isHost ? 0.85 : 0.7,
      evidence: [cut(text)],
      facts: { architecture: hasArm(subject) ? 'arm64' : null },
    };
  },
  words: {
    en: ({ architecture }) => ({
      title: `The program was built for another architecture than the function${architecture === null ? "'s" : `, which is ${architecture}`}`,
      why: 'A binary or image built on an Apple M or an arm64 machine does not run in an x86_64 function, nor the reverse; it ends before its first line, so there is no log of its own.',
      fix: "Build for the function (`GOARCH=amd64`, `docker build --platform linux/amd64 --provenance=false`, `--arch`), or set the function's Architectures to what was built.",
    }),
    it: ({ architecture }) => ({
      title: `Il programma è stato compilato per un'architettura diversa da quella della funzione${architecture === null ? '' : `, che è ${architecture}`}`,
      why: 'Un binario o un’immagine costruiti su un Apple M o su una macchina arm64 non girano in una funzione x86_64, né viceversa; il programma finisce prima della sua prima riga, perciò non c’è alcun log suo.',
      fix: "Compila per la funzione (`GOARCH=amd64`, `docker build --platform linux/amd64 --provenance=false`, `--arch`), oppure imposta l'Architectures della funzione a ciò che è stato compilato.",
    }),
  },
});

function hasArm({ text, function: facts }: Case): boolean {
  return /arm64|aarch64/i.test(
    [
      facts?.runtime ?? '',
      text?.runtimeWords ?? '',
      text?.words ?? '',
      text?.template?.text ?? '',
      ...(text?.lines ?? []),
    ].join('\n'),
  );
}
