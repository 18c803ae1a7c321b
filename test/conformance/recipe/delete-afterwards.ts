// Remembers what calls make that stands for itself, so that it can be deleted after the case.
import type { Cleanup } from '../cleanup.ts';
import type { Members } from './python.ts';
import { CallFailed, type Call } from './sdk-calls.ts';

type Removal = (params: Members, answer: Members) => readonly [call: string, params: Members];

const removals: Readonly<Record<string, Removal>> = {
  'apigateway.CreateRestApi': (_params, { id }) => ['apigateway.DeleteRestApi', { restApiId: id }],
  'apigateway.ImportRestApi': (_params, { id }) => ['apigateway.DeleteRestApi', { restApiId: id }],
  'apigateway.CreateUsagePlan': (_params, { id }) => ['apigateway.DeleteUsagePlan', { usagePlanId: id }],
  'apigateway.CreateDomainName': (_params, { domainName }) => ['apigateway.DeleteDomainName', { domainName }],
  'apigateway.CreateApiKey': (_params, { id }) => ['apigateway.DeleteApiKey', { apiKey: id }],
  'lambda.CreateFunction': (_params, { FunctionName }) => ['lambda.DeleteFunction', { FunctionName }],
  'logs.CreateLogGroup': ({ logGroupName }) => ['logs.DeleteLogGroup', { logGroupName }],
  's3.CreateBucket': ({ Bucket }) => ['s3.DeleteBucket', { Bucket }],
};

export function deletingAfterwards(call: Call, cleanup: Cleanup): Call {
  return async (name, params) => {
    const answer = await call(name, params);
    const removal = removals[name]?.(params, answer);
    if (removal !== undefined) cleanup.later(name, () => unlessGone(call(...removal)));
    return answer;
  };
}

/** The case may have deleted it by itself. */
async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
  }
}
