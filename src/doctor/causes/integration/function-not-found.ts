// The function, version or alias that the integration calls does not exist. Not in the taxonomy of reported cases (SPEC §5.1 #11).
import { parseFunctionArn } from '../../../core/arn.ts';
import { awsCommand, word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';
import { stageVariableUnset } from './stage-variable-unset.ts';

interface Facts {
  readonly name: string | null;
  readonly qualifier: string | null;
}

export const functionNotFound = defineCause<Facts>({
  id: 'integration.function-not-found',
  step: null,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'function-not-found' || stageVariableUnset.consider(subject) !== null) return null;
    const arn = subject.integration?.functionArn;
    const reference = arn === undefined ? null : parseFunctionArn(arn);
    const name = reference?.functionName ?? null;
    return {
      confidence: 0.97,
      evidence: [cut(outcome.message)],
      facts: { name, qualifier: reference?.qualifier ?? null },
      ...(reference?.qualifier == null || name === null
        ? {}
        : { command: awsCommand(subject, 'lambda', 'list-aliases', '--function-name', word(name)) }),
    };
  },
  words: {
    en: ({ name, qualifier }) => ({
      title: `The integration calls ${name === null ? 'a function' : `\`${name}${qualifier === null ? '' : `:${qualifier}`}\``} that does not exist`,
      why: `${qualifier === null ? 'The function was removed or renamed since the API was deployed, or the name is wrong.' : 'The function has no such alias or version.'} A stage calls what its deployment names, until it is deployed again.`,
      fix:
        qualifier === null
          ? 'Correct the integration and deploy the API, or create the function with its permission.'
          : `Create the alias \`${qualifier}\`, or correct the integration and deploy.`,
    }),
    it: ({ name, qualifier }) => ({
      title: `L'integrazione chiama ${name === null ? 'una funzione' : `\`${name}${qualifier === null ? '' : `:${qualifier}`}\``} che non esiste`,
      why: `${qualifier === null ? "La funzione è stata rimossa o rinominata dopo il deploy dell'API, oppure il nome è sbagliato." : 'La funzione non ha un alias o una versione con quel nome.'} Uno stage chiama ciò che il suo deployment nomina, finché non si rifà il deploy.`,
      fix:
        qualifier === null
          ? "Correggi l'integrazione ed esegui il deploy dell'API, oppure crea la funzione con il suo permesso."
          : `Crea l'alias \`${qualifier}\`, oppure correggi l'integrazione ed esegui il deploy.`,
    }),
  },
});
