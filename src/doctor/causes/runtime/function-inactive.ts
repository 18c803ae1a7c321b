// The function is not active: being made, waking from a long idle time, or failed.
import { awsCommand, word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const functionInactive = defineCause<null>({
  id: 'runtime.function-inactive',
  step: 1,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'lambda-refused') return null;
    if (
      !/function is currently in the following state|\bPending\b|\bInactive\b|is not active/.test(
        outcome.message,
      )
    )
      return null;
    const name = subject.function?.name;
    return {
      confidence: 0.9,
      evidence: [cut(outcome.message)],
      facts: null,
      ...(name === undefined
        ? {}
        : {
            command: awsCommand(
              subject,
              'lambda',
              'get-function-configuration',
              '--function-name',
              word(name),
              '--query',
              'State',
            ),
          }),
    };
  },
  words: {
    en: () => ({
      title: 'The function is not active',
      why: 'A function in state Pending or Inactive refuses calls until its resources are there.',
      fix: 'Wait and try again; if the state is Failed, read StateReason.',
    }),
    it: () => ({
      title: 'La funzione non è attiva',
      why: 'Una funzione nello stato Pending o Inactive rifiuta le chiamate finché le sue risorse non ci sono.',
      fix: 'Aspetta e riprova; se lo stato è Failed, leggi StateReason.',
    }),
  },
});
