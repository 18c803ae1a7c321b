// GetAccountSettings: the account's limits, and how much of them is taken.
import type { GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import {
  accountCodeBytesMax,
  accountConcurrencyMax,
  packageUnzippedBytesMax,
  packageZippedBytesMax,
} from '../../core/limits.ts';
import type { FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import { listLayerVersionDocuments } from './layer-version.ts';
import { claimedConcurrency } from './provisioned-concurrency.ts';

export async function getAccountSettings(
  _input: object,
  context: OperationContext,
): Promise<GetAccountSettingsResponse> {
  const functions = await context.store.list<FunctionDocument>('function');
  const layers = await listLayerVersionDocuments(context);
  const claimed = functions.reduce((sum, document) => sum + claimedConcurrency(document), 0);
  // Each published version counts its code again, and so does each layer version (recorded).
  const functionBytes = functions
    .flatMap((document) => [document.latest, ...Object.values(document.versions)])
    .reduce((sum, { codeSizeBytes }) => sum + codeSizeBytes, 0);
  const layerBytes = layers.reduce((sum, { codeSizeBytes }) => sum + codeSizeBytes, 0);
  return {
    AccountLimit: {
      TotalCodeSize: accountCodeBytesMax,
      CodeSizeUnzipped: packageUnzippedBytesMax,
      CodeSizeZipped: packageZippedBytesMax,
      ConcurrentExecutions: accountConcurrencyMax,
      UnreservedConcurrentExecutions: accountConcurrencyMax - claimed,
    },
    AccountUsage: { TotalCodeSize: functionBytes + layerBytes, FunctionCount: functions.length },
  };
}
