// The account's role for logs, where it is required: without one no stage may be told to log, and nothing is logged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleExecution } from '../../execution/execution.cases.ts';
import { createLogRole } from '../../gateway/log-role.ts';
import { createTelemetry } from '../../telemetry/create-telemetry.ts';
import { createTestContext, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { createDeployment } from './create-deployment.ts';
import { createRestApi } from './create-rest-api.ts';
import { putIntegration } from './put-integration.ts';
import { putMethod } from './put-method.ts';
import { updateAccount } from './update-account.ts';
import { updateStage } from './update-stage.ts';

const roleArn = 'arn:aws:iam::111122223333:role/logs';

async function withStage(context: TestContext): Promise<string> {
  const { id: restApiId, rootResourceId: resourceId } = await createRestApi({ name: 'a' }, context);
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await putMethod({ ...method, authorizationType: 'NONE' }, context);
  await putIntegration({ ...method, type: 'MOCK' }, context);
  await createDeployment({ restApiId, stageName: 'prod' }, context);
  return restApiId!;
}

test('a stage may log only once the account has its role, and no longer when it has none', async () => {
  const plain = createTestContext();
  const context = { ...plain, logRole: createLogRole(plain.store, true) };
  const restApiId = await withStage(context);
  const turnOn = (): Promise<unknown> =>
    updateStage(
      {
        restApiId,
        stageName: 'prod',
        patchOperations: [{ op: 'replace', path: '/*/*/logging/loglevel', value: 'INFO' }],
      },
      context,
    );
  await assertRefused(
    turnOn(),
    'BadRequestException',
    /^CloudWatch Logs role ARN must be set in account settings to enable logging$/,
  );
  const patch = { op: 'replace', path: '/cloudwatchRoleArn' } as const;
  await updateAccount({ patchOperations: [{ ...patch, value: roleArn }] }, context);
  await turnOn();
  assert.equal(context.logRole.isMissing(), false);
  await updateAccount({ patchOperations: [{ ...patch, value: '' }] }, context);
  assert.equal(context.logRole.isMissing(), true);
});

test('what may not be logged is counted all the same', async () => {
  let mayLog = false;
  const telemetry = createTelemetry({ mayLog: () => mayLog });
  telemetry.recordExecution(sampleExecution);
  assert.deepEqual(await (await telemetry.logs()).groups(), []);
  assert.ok((await (await telemetry.metrics()).list({ name: 'Count' })).length > 0);
  mayLog = true;
  telemetry.recordExecution(sampleExecution);
  assert.equal((await (await telemetry.logs()).groups()).length, 1);
});
