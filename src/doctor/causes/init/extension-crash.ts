// An extension of a layer failed to start or ended, and took the environment with it.
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';

export const extensionCrash = defineCause<{ readonly name: string | null; readonly how: string | null }>({
  id: 'init.extension-crash',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const text = faultText(fault);
    const type = /\bExtension\.(\w+)/.exec(`${fault.type ?? ''} ${text}`)?.[1] ?? null;
    const line =
      /EXTENSION\s+Name:\s*(\S+)\s+State:\s*(LaunchError|InitError|ExitError|Failed|ShutdownFailed)/.exec(
        [text, ...(subject.functionLog ?? [])].join('\n'),
      );
    const launched = /fork\/exec \/opt\/extensions\/([\w.-]+): (?!no such file)/.exec(text);
    if (type === null && line === null && launched === null) return null;
    const isNoFile = /fork\/exec \S+: no such file/.test([text, ...(subject.functionLog ?? [])].join('\n'));
    return {
      confidence: isNoFile ? 0.85 : 0.985,
      evidence: [cut(line?.[0] ?? text)],
      facts: { name: line?.[1] ?? launched?.[1] ?? null, how: type ?? line?.[2] ?? null },
    };
  },
  words: {
    en: ({ name, how }) => ({
      title: `The extension${name === null ? '' : ` \`${name}\``} of a layer failed${how === null ? '' : ` (${how})`}`,
      why: 'Extensions start before the function, and when one cannot start or ends, Lambda ends the whole environment: the function fails with it, though its own code is sound.',
      fix: "Look at the extension's own lines in the log: a layer for the other architecture, a missing key or setting, or a secret it may not read. Correct that, update the layer, or remove it to confirm.",
    }),
    it: ({ name, how }) => ({
      title: `L'estensione${name === null ? '' : ` \`${name}\``} di un layer è fallita${how === null ? '' : ` (${how})`}`,
      why: "Le estensioni partono prima della funzione, e quando una non riesce a partire o termina, Lambda chiude l'intero ambiente: la funzione fallisce con lei, anche se il suo codice è sano.",
      fix: "Guarda nel log le righe dell'estensione stessa: un layer per l'altra architettura, una chiave o un'impostazione mancante, un segreto che non può leggere. Correggi quello, aggiorna il layer, oppure toglilo per averne conferma.",
    }),
  },
});
