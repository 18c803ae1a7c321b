// No resource and method of the deployment serve the request: a routing fault, not an authentication fault (TAXONOMY rule 10).
import { defineCause, type Told } from '../../cause.ts';
import type { Case } from '../../case.ts';
import { routeHint, type RouteHint } from './route-hint.ts';

interface Facts {
  readonly method: string | null;
  readonly path: string | null;
  readonly stage: string | null;
  readonly hint: RouteHint | null;
  /** True where the request brought an Authorization header, which changes AWS's words. */
  readonly hadHeader: boolean;
}

/** With an Authorization header that is no signature, AWS complains of that instead (GH:48006201951). */
function isUnmatched({ outcome, request, api, text }: Case): boolean {
  if (outcome?.kind === 'route-not-found') return true;
  // From the answer alone: a token of an application's own, which no signer sends.
  if (
    text !== undefined &&
    outcome?.kind === 'incomplete-signature' &&
    /Authorization=(?:Bearer|Basic|Token|eyJ)|key=value pair/i.test(outcome.message)
  )
    return true;
  return (
    outcome?.kind === 'incomplete-signature' &&
    request !== undefined &&
    api !== undefined &&
    api.route === undefined
  );
}

export const routeNotFound = defineCause<Facts>({
  id: 'integration.route-not-found',
  step: null,
  match(subject) {
    if (!isUnmatched(subject)) return null;
    const method = subject.request?.method ?? null;
    const path = subject.request?.path ?? null;
    const stage = subject.api?.stage ?? null;
    const routes = subject.api?.routes;
    const hint =
      routes === undefined || method === null || path === null
        ? null
        : routeHint(method, path, routes, stage);
    return {
      confidence: 0.98,
      evidence: [
        `no route for ${method ?? 'this method'} ${path ?? 'and path'}${stage === null ? '' : ` on stage ${stage}`}`,
      ],
      facts: { method, path, stage, hint, hadHeader: subject.outcome?.kind === 'incomplete-signature' },
    };
  },
  words: { en: (facts) => tellEnglish(facts), it: (facts) => tellItalian(facts) },
});

function tellEnglish({ method, path, hint, hadHeader }: Facts): Told {
  const told = {
    title: `The API has no route for ${method ?? 'this method'} ${path ?? 'and path'}`,
    why: hadHeader
      ? 'API Gateway takes what no route serves for a request signed with AWS credentials, and complains of its Authorization header (403); the header has nothing to do with it.'
      : `"Missing Authentication Token" (403) is what API Gateway says of every path and method it does not have; it has nothing to do with tokens.`,
  };
  switch (hint?.kind) {
    case 'other-method':
      return {
        ...told,
        fix: `This path has ${hint.methods.join(', ')}: use that method, or add ${method} and deploy.`,
      };
    case 'stage-twice':
      return {
        ...told,
        fix: `Leave out one \`/${hint.stage}\`: the stage already stands before the path, so call \`${hint.path}\`.`,
      };
    case 'root-not-greedy':
      return {
        ...told,
        fix: '`{proxy+}` needs at least one path segment and does not match `/`: add a method on the root resource.',
      };
    case 'nearest':
      return {
        ...told,
        fix: `Did you mean ${hint.routes.map((route) => `${route.method} ${route.path}`).join(' or ')}? Otherwise add the route and deploy.`,
      };
    case 'all':
      return {
        ...told,
        fix: `The API has ${hint.routes.map((route) => `${route.method} ${route.path}`).join(', ')}${hint.more > 0 ? ` and ${hint.more} more` : ''}. Add the route and deploy.`,
      };
    case undefined:
      return {
        ...told,
        fix: 'Check path and method, letter case included; add the route, and deploy the API: undeployed changes are not served.',
      };
  }
}

function tellItalian({ method, path, hint, hadHeader }: Facts): Told {
  const told = {
    title: `L'API non ha una route per ${method ?? 'questo metodo'} ${path ?? 'e path'}`,
    why: hadHeader
      ? "API Gateway prende ciò che nessuna route serve per una richiesta firmata con credenziali AWS, e si lamenta del suo header Authorization (403); l'header non c'entra."
      : '"Missing Authentication Token" (403) è ciò che API Gateway dice di ogni path e metodo che non ha; i token non c’entrano.',
  };
  switch (hint?.kind) {
    case 'other-method':
      return {
        ...told,
        fix: `Questo path ha ${hint.methods.join(', ')}: usa quel metodo, oppure aggiungi ${method} ed esegui il deploy.`,
      };
    case 'stage-twice':
      return {
        ...told,
        fix: `Togli un \`/${hint.stage}\`: lo stage sta già davanti al path, perciò chiama \`${hint.path}\`.`,
      };
    case 'root-not-greedy':
      return {
        ...told,
        fix: '`{proxy+}` vuole almeno un segmento di path e non corrisponde a `/`: aggiungi un metodo sulla risorsa radice.',
      };
    case 'nearest':
      return {
        ...told,
        fix: `Intendevi ${hint.routes.map((route) => `${route.method} ${route.path}`).join(' o ')}? Altrimenti aggiungi la route ed esegui il deploy.`,
      };
    case 'all':
      return {
        ...told,
        fix: `L'API ha ${hint.routes.map((route) => `${route.method} ${route.path}`).join(', ')}${hint.more > 0 ? ` e altre ${hint.more}` : ''}. Aggiungi la route ed esegui il deploy.`,
      };
    case undefined:
      return {
        ...told,
        fix: "Controlla path e metodo, maiuscole comprese; aggiungi la route, ed esegui il deploy dell'API: le modifiche senza deploy non vengono servite.",
      };
  }
}
