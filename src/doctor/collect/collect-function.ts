// Reads a function: its configuration, its policy for the qualifier that is invoked, its package.
import type { GetFunctionResponse, Lambda } from '@aws-sdk/client-lambda';
import { parseFunctionArn } from '../../core/arn.ts';
import type { PolicyStatement } from '../../policy/policy.ts';
import type { Account } from './account.ts';
import { ask, type Asked } from './ask.ts';
import { downloadPackage } from './download-package.ts';
import type { FunctionPicture, FunctionSettings } from './function-picture.ts';

/** @param arn as it is invoked, with its qualifier */
export async function collectFunction(account: Account, arn: string): Promise<FunctionPicture> {
  const lambda = await account.lambda();
  const reference = parseFunctionArn(arn);
  const qualifier = reference?.qualifier ?? null;
  const name = reference?.functionName ?? arn;
  // Whole ARNs reach functions of other accounts too, where these allow it.
  const unqualified = qualifier === null ? arn : arn.slice(0, -qualifier.length - 1);
  const subject = { FunctionName: unqualified, ...(qualifier === null ? {} : { Qualifier: qualifier }) };
  const [found, policy, ownPolicy] = await Promise.all([
    ask({ action: 'lambda:GetFunction', resource: arn }, () => lambda.getFunction(subject)),
    policyOf(lambda, subject, arn),
    qualifier === null ? null : policyOf(lambda, { FunctionName: unqualified }, unqualified),
  ]);
  const isImage = found.ok && found.value.Configuration?.PackageType === 'Image';
  return {
    arn,
    name,
    qualifier,
    configuration: found.ok ? { ok: true, value: settingsOf(found.value, name) } : found,
    policy,
    ownPolicy,
    code: !found.ok || isImage ? (found.ok ? null : found) : await downloadPackage(found.value, name, arn),
  };
}

async function policyOf(
  lambda: Lambda,
  subject: { readonly FunctionName: string; readonly Qualifier?: string },
  arn: string,
): Promise<Asked<readonly PolicyStatement[]>> {
  const asked = await ask({ action: 'lambda:GetPolicy', resource: arn }, async () =>
    statementsOf((await lambda.getPolicy(subject)).Policy),
  );
  // No policy is told as not found: nothing is allowed.
  return !asked.ok && asked.reason === 'not-found' ? { ok: true, value: [] } : asked;
}

/** @throws SyntaxError where Lambda answers no JSON */
function statementsOf(text: string | undefined): readonly PolicyStatement[] {
  if (text === undefined) return [];
  const { Statement } = JSON.parse(text) as { Statement?: PolicyStatement | readonly PolicyStatement[] };
  return Statement === undefined ? [] : 'Sid' in Statement ? [Statement] : Statement;
}

function settingsOf(found: GetFunctionResponse, name: string): FunctionSettings {
  const configuration = found.Configuration ?? {};
  const reserved = found.Concurrency?.ReservedConcurrentExecutions;
  const modifiedMs = Date.parse((configuration.LastModified ?? '').replace(/\+0000$/, 'Z'));
  return {
    version: configuration.Version ?? '$LATEST',
    runtime: configuration.Runtime ?? null,
    handler: configuration.Handler ?? null,
    architecture: configuration.Architectures?.[0] ?? 'x86_64',
    timeoutSeconds: configuration.Timeout ?? 3,
    memoryMb: configuration.MemorySize ?? 128,
    environmentNames: Object.keys(configuration.Environment?.Variables ?? {}),
    layers: (configuration.Layers ?? []).map(({ Arn = '' }) => Arn),
    isImage: configuration.PackageType === 'Image',
    isInVpc: (configuration.VpcConfig?.SubnetIds ?? []).length > 0,
    kmsKeyArn: configuration.KMSKeyArn ?? null,
    roleArn: configuration.Role ?? null,
    state: configuration.State ?? 'Active',
    stateReason: configuration.StateReason ?? null,
    lastUpdateStatus: configuration.LastUpdateStatus ?? 'Successful',
    lastUpdateReason: configuration.LastUpdateStatusReason ?? null,
    lastModifiedMs: Number.isNaN(modifiedMs) ? null : modifiedMs,
    reservedConcurrency: reserved ?? null,
    environmentError: configuration.Environment?.Error?.Message ?? null,
    logGroup: configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
  };
}
