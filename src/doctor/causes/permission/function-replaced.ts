// The function was made anew or renamed, and its policy went with the old one.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';
import { refusalOf, remedy, whyFiveHundred, percheCinquecento } from './permission.ts';

export const functionReplaced = defineCause<null>({
  id: 'permission.function-replaced',
  step: 3,
  match(subject) {
    const refusal = refusalOf(subject);
    const { text } = subject;
    if (
      refusal === null ||
      text === undefined ||
      !text.hints.has('renamed') ||
      text.hints.has('redeployHelps')
    )
      return null;
    if (text.isPolicyKnown && refusal.reason !== 'no-policy') return null;
    return {
      confidence: 0.82,
      evidence: [cut(text.words)],
      facts: null,
      ...remedy(subject, refusal),
    };
  },
  words: {
    en: () => ({
      title: 'The function was replaced, and the permission went with the old one',
      why: `A resource policy belongs to one function: a new name, or a function that was deleted and made again, starts without any. ${whyFiveHundred}`,
      fix: 'Add the permission to the new function, and let the template make it depend on the function (`FunctionName: !Ref …`) so that both are replaced together.',
    }),
    it: () => ({
      title: 'La funzione è stata sostituita, e il permesso se n’è andato con quella vecchia',
      why: `Una resource policy appartiene a una funzione sola: un nuovo nome, o una funzione eliminata e rifatta, ne parte senza. ${percheCinquecento}`,
      fix: 'Aggiungi il permesso alla nuova funzione, e fallo dipendere dalla funzione nel template (`FunctionName: !Ref …`), così vengono sostituiti insieme.',
    }),
  },
});
