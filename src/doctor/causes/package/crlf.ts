// A script with Windows line ends: the kernel looks for an interpreter whose name ends in a carriage return.
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { entryAt } from '../../package-listing.ts';
import { cut } from '../../words.ts';
import { quotedTaskPath } from './unreadable-file.ts';

export const crlf = defineCause<{ readonly path: string | null }>({
  id: 'package.crlf',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const text = faultText(fault);
    const shown =
      /\\r|\^M|\r|bad interpreter/.test(text) &&
      /not found|no such file|bad interpreter|syntax error/i.test(text);
    const program =
      /fork\/exec (\S+?): no such file or directory/.exec(text)?.[1] ??
      /(\/\S+?): cannot execute: required file not found/.exec(text)?.[1] ??
      /exec (\S+?): no such file or directory/.exec(text)?.[1] ??
      null;
    if (!shown && program === null) return null;
    const listed = subject.packageListing;
    const path = program === null ? null : quotedTaskPath(subject, text);
    const isThere = path !== null && listed !== undefined && entryAt(listed, path) !== null;
    // Lambda starts what it found in /opt/extensions: a file that is there, and whose interpreter is not.
    const wasFound =
      program !== null &&
      (program.startsWith('/opt/extensions/') || isThere || /required file not found/.test(text));
    const isScript = program !== null && /\.(?:sh|bash|py|rb|pl)$|\/bootstrap$/.test(program);
    if (!shown && !wasFound && (!isScript || subject.text?.isContainer === true)) return null;
    return {
      confidence: shown ? 0.98 : wasFound ? 0.96 : 0.8,
      evidence: [cut(text)],
      facts: { path: program },
      command: `sed -i 's/\\r$//' ${program?.split('/').at(-1) ?? '<script>'}`,
    };
  },
  words: {
    en: ({ path }) => ({
      title: `${path === null ? 'A script' : `\`${path}\``} has Windows line ends, so its interpreter is not found`,
      why: 'The file is there. The first line `#!/bin/bash` ends with a carriage return, and the kernel looks for a program whose name ends with one: "no such file or directory" is about that program.',
      fix: 'Save the script with LF line ends (`*.sh text eol=lf` in .gitattributes), and package it again. If the line ends are right, the interpreter itself is missing from the runtime.',
    }),
    it: ({ path }) => ({
      title: `${path === null ? 'Uno script' : `\`${path}\``} ha i fine riga di Windows, perciò il suo interprete non viene trovato`,
      why: 'Il file c’è. La prima riga `#!/bin/bash` finisce con un carriage return, e il kernel cerca un programma il cui nome finisce così: "no such file or directory" riguarda quel programma.',
      fix: "Salva lo script con fine riga LF (`*.sh text eol=lf` in .gitattributes), e rifai il pacchetto. Se i fine riga sono giusti, è l'interprete stesso a mancare nel runtime.",
    }),
  },
});
