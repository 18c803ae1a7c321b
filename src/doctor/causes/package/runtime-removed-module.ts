// The code counts on a module that the runtime brought along up to an older version.
import { word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import { editablePath } from '../../source/source-reader.ts';
import { importEvidence, importFaultOf, importPlace } from './import-fault.ts';
import { runtimeRemoved } from './removed-modules.ts';

export const runtimeRemovedModule = defineCause<{
  readonly name: string;
  readonly since: string;
  readonly runtime: string | null;
}>({
  id: 'package.runtime-removed-module',
  step: 4,
  match(subject) {
    const found = importFaultOf(subject);
    if (found === null || found.isHandler) return null;
    const removed = runtimeRemoved(subject, found);
    if (removed === null) return null;
    return {
      confidence: 0.97,
      evidence: [importEvidence(subject, found)],
      facts: { ...removed, runtime: subject.function?.runtime ?? null },
      place: () => importPlace(subject, found),
      ...(removed.name === 'aws-sdk'
        ? { command: `npm install --prefix ${word(editablePath(subject.source, '') ?? '.')} aws-sdk` }
        : {}),
    };
  },
  words: {
    en: ({ name, since, runtime }) => ({
      title: `\`${name}\` no longer comes with the runtime${runtime === null ? '' : ` ${runtime}`}`,
      why: `Runtimes before ${since} brought it along; since then a function that uses it must ship it.`,
      fix:
        name === 'aws-sdk'
          ? 'Move to the AWS SDK v3 (`@aws-sdk/client-…`, which the runtime has), or ship `aws-sdk` in the package.'
          : `Replace \`${name}\` by its successor, or ship a package that provides it.`,
    }),
    it: ({ name, since, runtime }) => ({
      title: `\`${name}\` non fa più parte del runtime${runtime === null ? '' : ` ${runtime}`}`,
      why: `I runtime prima di ${since} lo portavano con sé; da allora una funzione che lo usa deve includerlo.`,
      fix:
        name === 'aws-sdk'
          ? "Passa all'AWS SDK v3 (`@aws-sdk/client-…`, che il runtime ha), oppure includi `aws-sdk` nel pacchetto."
          : `Sostituisci \`${name}\` con il suo successore, oppure includi un pacchetto che lo fornisca.`,
    }),
  },
});
