// The stage serves an older snapshot of the API than its configuration.
import type { Case } from '../../case.ts';
import { awsCommand } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const staleDeployment = defineCause<{ readonly stage: string | null; readonly afterRename: boolean }>({
  id: 'integration.stale-deployment',
  step: null,
  match(subject) {
    const { text, outcome } = subject;
    if (text === undefined) return null;
    const confidence = confidenceOf(subject);
    if (confidence === null) return null;
    const { id, stage } = subject.api ?? {};
    return {
      confidence,
      evidence: [
        ...(text.words === '' ? [] : [cut(text.words)]),
        ...(outcome === undefined
          ? []
          : [`the stage answers ${text.answer?.status ?? subject.responseStatus ?? 'with an error'}`]),
      ],
      facts: { stage: stage ?? null, afterRename: text.hints.has('renamed') },
      command: awsCommand(
        subject,
        'apigateway',
        'create-deployment',
        '--rest-api-id',
        id ?? '<api-id>',
        '--stage-name',
        stage ?? '<stage>',
      ),
    };
  },
  words: {
    en: ({ stage, afterRename }) => ({
      title: `${stage === null ? 'The stage' : `Stage ${stage}`} still serves an older deployment of the API`,
      why: `A stage serves the snapshot its last deployment took; changes to methods, integrations, authorizers and the API's resource policy are not served until the next one. The console's Test uses the current configuration, so it works there.${afterRename ? ' After a rename the stage goes on calling the old function, and reports "Invalid permissions".' : ''}`,
      fix: 'Deploy the API to the stage again; in CloudFormation make the deployment depend on what changed (a new logical id), in Terraform set `triggers`.',
    }),
    it: ({ stage, afterRename }) => ({
      title: `${stage === null ? 'Lo stage' : `Lo stage ${stage}`} serve ancora un deployment più vecchio dell'API`,
      why: `Uno stage serve la fotografia presa dal suo ultimo deployment; le modifiche a metodi, integrazioni, authorizer e resource policy dell'API non vengono servite fino al prossimo. Il Test della console usa la configurazione corrente, perciò lì funziona.${afterRename ? ' Dopo una rinomina lo stage continua a chiamare la vecchia funzione, e riporta "Invalid permissions".' : ''}`,
      fix: "Esegui di nuovo il deploy dell'API sullo stage; in CloudFormation fai dipendere il deployment da ciò che è cambiato (un nuovo logical id), in Terraform imposta `triggers`.",
    }),
  },
});

function confidenceOf({ text, outcome, responseStatus }: Case): number | null {
  const hints = text!.hints;
  const kind = outcome?.kind;
  const status = text!.answer?.status ?? responseStatus ?? null;
  const isGatewayRefusal =
    kind === 'no-permission' ||
    kind === 'api-key-invalid' ||
    kind === 'access-denied' ||
    kind === 'route-not-found' ||
    kind === 'function-not-found';
  // An API's policy that lets everybody in, and a stage that lets nobody in: it is not deployed yet.
  const isPolicyOpen = text!.policy?.ofApi.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' &&
      (Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}') &&
      Condition === undefined,
  );
  if (isPolicyOpen === true && status === 403) return 0.98;
  if (hints.has('redeployHelps') && kind === 'route-not-found') return 0.985;
  if (hints.has('redeployHelps')) return isGatewayRefusal || (status !== null && status >= 400) ? 0.9 : 0.75;
  if (hints.has('consoleWorks') && isGatewayRefusal && !hints.has('apiKey')) return 0.74;
  if (
    hints.has('consoleWorks') &&
    kind === undefined &&
    status !== null &&
    (status === 403 || status === 500)
  )
    return 0.7;
  if (kind === 'no-permission' && hints.has('renamed') && hints.has('noFunctionLog')) return 0.72;
  return null;
}
