// Lambda had no free concurrency: 500 to the client, not 429 (SPEC §5.1 #6).
import { awsCommand, word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';

export const throttled = defineCause<{ readonly isReserved: boolean }>({
  id: 'runtime.throttled',
  step: 1,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'function-throttled') return null;
    const isReserved = outcome.reason.startsWith('ReservedFunction');
    const name = subject.function?.name;
    return {
      confidence: 0.98,
      evidence: [`Lambda refused the invocation: ${outcome.reason}`],
      facts: { isReserved },
      ...(isReserved && name !== undefined
        ? {
            command: awsCommand(
              subject,
              'lambda',
              'delete-function-concurrency',
              '--function-name',
              word(name),
            ),
          }
        : {}),
    };
  },
  words: {
    en: ({ isReserved }) => ({
      title: `Lambda is throttling the function${isReserved ? ': its reserved concurrency is used up' : ''}`,
      why: "Each request in progress takes one unit of concurrency. A throttled call answers 500, not 429, and leaves no line in the function's log.",
      fix: isReserved
        ? 'Raise or remove the reserved concurrency, or make requests shorter.'
        : 'Make requests shorter, ask for more account concurrency, or throttle at the stage so that clients get 429.',
    }),
    it: ({ isReserved }) => ({
      title: `Lambda sta limitando la funzione (throttling)${isReserved ? ': la sua reserved concurrency è esaurita' : ''}`,
      why: "Ogni richiesta in corso occupa un'unità di concorrenza. Una chiamata limitata risponde 500, non 429, e non lascia alcuna riga nel log della funzione.",
      fix: isReserved
        ? 'Alza o togli la reserved concurrency, oppure accorcia le richieste.'
        : "Accorcia le richieste, chiedi più concorrenza per l'account, oppure limita sullo stage così che i client ricevano 429.",
    }),
  },
});
