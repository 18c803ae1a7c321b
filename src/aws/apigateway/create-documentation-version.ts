// CreateDocumentationVersion: an API's documentation as it is now, under a name.
import type { CreateDocumentationVersionRequest, DocumentationVersion } from '@aws-sdk/client-api-gateway';
import type { StageDocument } from '../../gateway/model.ts';
import type { DocumentChange } from '../../store/store.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { textOrNull } from './api-key.ts';
import { whileChanging } from './changes.ts';
import {
  documentationKey,
  type DocumentationVersionDocument,
  partsOf,
  versionShape,
} from './documentation.ts';
import { conflict } from './errors.ts';
import { findRestApi, findStage, stageKey } from './lookups.ts';

/** @throws AwsError ValidationException, NotFoundException, ConflictException */
export async function createDocumentationVersion(
  input: CreateDocumentationVersionRequest,
  context: OperationContext,
): Promise<DocumentationVersion> {
  const path = 'createDocumentationVersionInput.documentationVersion';
  assertConstraints(required(path, input.documentationVersion));
  return whileChanging(context, input.restApiId, async () => {
    const { id: apiId } = await findRestApi(context, input.restApiId);
    const key = documentationKey(apiId, input.documentationVersion);
    // AWS's words are not recorded.
    if ((await context.store.get('documentation-version', key)) !== null) {
      throw conflict('Documentation version already exists');
    }
    const version: DocumentationVersionDocument = {
      apiId,
      version: input.documentationVersion ?? '',
      description: textOrNull(input.description),
      createdAtMs: context.clock.nowMs(),
      parts: (await partsOf(context, apiId)).map(({ location, properties }) => ({ location, properties })),
    };
    const changes: DocumentChange[] = [{ kind: 'documentation-version', key, value: version }];
    if (input.stageName) {
      const stage = await findStage(context, apiId, input.stageName);
      const value: StageDocument = { ...stage, documentationVersion: version.version };
      changes.push({ kind: 'stage', key: stageKey(apiId, stage.stageName), value });
    }
    await context.store.write(changes);
    return versionShape(version);
  });
}
