// A deployment as the operations answer it.
import type { Deployment, MethodSnapshot } from '@aws-sdk/client-api-gateway';
import type { DeploymentDocument } from '../../gateway/model.ts';
import { present } from '../present.ts';

/** @param embed With `apisummary` the answer lists the snapshot's methods by path. */
export function deploymentShape(
  deployment: DeploymentDocument,
  embed: readonly string[] | undefined,
): Deployment {
  return present({
    id: deployment.id,
    description: deployment.description,
    createdDate: new Date(deployment.createdAtMs),
    apiSummary: embed?.includes('apisummary') === true ? apiSummary(deployment) : undefined,
  });
}

function apiSummary(deployment: DeploymentDocument): Record<string, Record<string, MethodSnapshot>> {
  const summary: Record<string, Record<string, MethodSnapshot>> = {};
  for (const { path, methods } of Object.values(deployment.snapshot.resources)) {
    const snapshots = Object.values(methods).map(({ httpMethod, authorizationType, apiKeyRequired }) => [
      httpMethod,
      { authorizationType, apiKeyRequired },
    ]);
    if (snapshots.length > 0) summary[path] = Object.fromEntries(snapshots);
  }
  return summary;
}
