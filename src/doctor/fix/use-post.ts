// Sets the integration's method to POST, and deploys where nothing else would be deployed with it.
import { ask } from '../collect/ask.ts';
import { differencesOf } from '../steps/differences.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { WalkWords } from '../steps/words.ts';
import type { Fix } from './fix.ts';

export function usePost({ finding, routes, cases }: WalkFinding, walk: Walk, words: WalkWords): Fix | null {
  const configured = cases[0]?.route?.configured ?? null;
  if (configured?.resourceId == null || configured.integration === null) return null;
  const { resourceId, method, path, integration } = configured;
  // Another person's unfinished work is not to be deployed along with it.
  const deploys = walk.api.deployed.ok && differencesOf(walk, words).length === 0;
  return {
    cause: finding.cause,
    routes,
    intent: words.fixes.usePost(`${method} ${path}`, deploys ? walk.stage : null),
    change: [`- httpMethod: ${integration.httpMethod ?? ''}`, '+ httpMethod: POST'],
    undo: words.fixes.undoPost(integration.httpMethod ?? ''),
    apply: async (account) => {
      const gateway = await account.gateway();
      const resource = `arn:aws:apigateway:${account.region}::/restapis/${walk.api.id}/*`;
      return ask({ action: 'apigateway:PATCH and apigateway:POST', resource }, async () => {
        await gateway.updateIntegration({
          restApiId: walk.api.id,
          resourceId,
          httpMethod: method,
          patchOperations: [{ op: 'replace', path: '/httpMethod', value: 'POST' }],
        });
        if (deploys) await gateway.createDeployment({ restApiId: walk.api.id, stageName: walk.stage });
      });
    },
  };
}
