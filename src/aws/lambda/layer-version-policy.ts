// Changing the policy of a layer version, one caller at a time, guarded by its revision.
import type { PolicyStatement } from '../../policy/policy.ts';
import type { OperationContext } from '../context.ts';
import { revisionMismatch } from './errors.ts';
import { layerKey, type LayerVersionDocument, requireLayerVersion } from './layer-version.ts';

/**
 * @param sentRevision Null where none was sent.
 * @throws AwsError ResourceNotFoundException, PreconditionFailedException
 */
export function changeLayerPolicy(
  context: OperationContext,
  layerName: string,
  version: number,
  sentRevision: string | undefined,
  change: (statements: readonly PolicyStatement[]) => readonly PolicyStatement[],
): Promise<LayerVersionDocument> {
  return context.store.exclusively('layer-version', layerName, async () => {
    const current = await requireLayerVersion(context, layerName, version);
    if (sentRevision !== undefined && sentRevision !== current.revisionId) {
      throw revisionMismatch('GetLayerPolicy');
    }
    const statements = change(current.statements);
    const document = { ...current, statements, revisionId: context.ids.uuid() };
    await context.store.write([
      { kind: 'layer-version', key: layerKey(layerName, version), value: document },
    ]);
    return document;
  });
}
