// DeleteRestApi: an API goes with its deployments and stages.
import type { DeleteRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { withoutDocumentation } from './documentation.ts';
import { deploymentKey, deploymentsOf, findRestApi, stageKey, stagesOf } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function deleteRestApi(input: DeleteRestApiRequest, context: OperationContext): Promise<void> {
  await whileChanging(context, input.restApiId, async () => {
    const { id } = await findRestApi(context, input.restApiId);
    const changes: DocumentChange[] = [{ kind: 'rest-api', key: id, value: null }];
    for (const stage of await stagesOf(context, id)) {
      changes.push({ kind: 'stage', key: stageKey(id, stage.stageName), value: null });
    }
    for (const deployment of await deploymentsOf(context, id)) {
      changes.push({ kind: 'deployment', key: deploymentKey(id, deployment.id), value: null });
    }
    changes.push(...(await withoutDocumentation(context, id)));
    await context.store.write(changes);
    await context.gateway.publish(id);
  });
}
