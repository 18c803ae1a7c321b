// The integration's URI names a stage variable that the stage does not have (TAXONOMY rule 4).
import { defineCause } from '../../cause.ts';
import { awsCommand } from '../../aws-command.ts';
import type { Case } from '../../case.ts';

interface Facts {
  readonly variables: readonly string[];
  readonly stage: string | null;
  readonly isTest: boolean;
}

export const stageVariableUnset = defineCause<Facts>({
  id: 'integration.stage-variable-unset',
  step: null,
  match(subject) {
    const { outcome } = subject;
    if (
      outcome?.kind !== 'invalid-endpoint' &&
      outcome?.kind !== 'no-permission' &&
      outcome?.kind !== 'function-not-found'
    )
      return null;
    const arn =
      outcome.kind === 'invalid-endpoint'
        ? outcome.uri
        : outcome.kind === 'no-permission'
          ? outcome.decision.query.functionArn
          : (subject.integration?.functionArn ?? '');
    const variables = unsetVariables(subject, arn);
    if (variables === null) return null;
    const { id, stage } = subject.api ?? {};
    return {
      confidence: 0.99,
      evidence: [`integration: ${subject.integration?.uri ?? arn}`],
      facts: { variables, stage: stage ?? null, isTest: subject.request?.isTest ?? false },
      ...(id === undefined ||
      stage === undefined ||
      variables[0] === undefined ||
      subject.request?.isTest === true
        ? {}
        : {
            command: awsCommand(
              subject,
              'apigateway',
              'update-stage',
              '--rest-api-id',
              id,
              '--stage-name',
              stage,
              '--patch-operations',
              `op=replace,path=/variables/${variables[0]},value=VALUE`,
            ),
          }),
    };
  },
  words: {
    en: ({ variables, stage, isTest }) => ({
      title: `The integration needs the stage variable ${variables.length === 0 ? 'that is not set' : `\`${variables.join('`, `')}\`, which is not set`}`,
      why: `Its URI is filled from the stage's variables; without a value ${stage === null || isTest ? '' : `on stage ${stage} `}it leads to no function.`,
      fix: isTest
        ? 'Give the stage variables to the Test: the console has a field for them, TestInvokeMethod the member stageVariables.'
        : 'Set the variable on the stage; stage variables need no deployment.',
    }),
    it: ({ variables, stage, isTest }) => ({
      title: `L'integrazione ha bisogno ${variables.length > 1 ? 'delle stage variable' : 'della stage variable'} ${variables.length === 0 ? 'che non è impostata' : `\`${variables.join('`, `')}\`, che non ${variables.length > 1 ? 'sono impostate' : 'è impostata'}`}`,
      why: `Il suo URI si completa con le variabili dello stage; senza un valore ${stage === null || isTest ? '' : `sullo stage ${stage} `}non porta a nessuna funzione.`,
      fix: isTest
        ? 'Dai le stage variable al Test: la console ha un campo apposta, TestInvokeMethod il membro stageVariables.'
        : 'Imposta la variabile sullo stage; le stage variable non hanno bisogno di un deploy.',
    }),
  },
});

/** Names in the configured URI without a value; [] where the gap shows but the name does not; null where nothing is missing. */
function unsetVariables(subject: Case, arn: string): readonly string[] | null {
  // A template alone does not tell which variables the stage has: the log must show the gap, or a person tell of it.
  const told = subject.text;
  const uri = told === undefined ? (subject.integration?.uri ?? arn) : arn;
  const named = [...uri.matchAll(/\$\{stageVariables\.([\w]+)\}/g)].map((match) => match[1]!);
  const set = subject.api?.stageVariables ?? {};
  const unset = named.filter((name) => !Object.hasOwn(set, name));
  if (unset.length > 0) return [...new Set(unset)];
  if (told?.hints.has('stageVariable') === true && told.hints.has('consoleFails')) return [];
  return arn.includes(':function:/') || arn.endsWith(':function:') || /:function:[^:/]*:(?:\/|$)/.test(arn)
    ? []
    : null;
}
