// Deploys the configuration to the stage, where a request has shown that the stage needs it.
import { ask } from '../collect/ask.ts';
import { differencesOf } from '../steps/differences.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { WalkWords } from '../steps/words.ts';
import type { Fix } from './fix.ts';

const provenMin = 0.9;

export function deployApi({ finding, routes }: WalkFinding, walk: Walk, words: WalkWords): Fix | null {
  if (finding.confidence < provenMin || walk.api.stage === null) return null;
  return {
    cause: finding.cause,
    routes,
    intent: words.fixes.deploy(walk.stage),
    // Everything that differs goes live with it, and so all of it is shown.
    change: differencesOf(walk, words).map(({ text }) => `  ${text}`),
    undo: words.fixes.undoDeploy(walk.stage, walk.api.stage.deploymentId),
    apply: async (account) => {
      const gateway = await account.gateway();
      const resource = `arn:aws:apigateway:${account.region}::/restapis/${walk.api.id}/deployments`;
      return ask({ action: 'apigateway:POST', resource }, () =>
        gateway.createDeployment({ restApiId: walk.api.id, stageName: walk.stage }),
      );
    },
  };
}
