// The tags of log groups: by ARN (TagResource …) and, as before 2022, by name (TagLogGroup …).
import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  TagResourceRequest,
  UntagLogGroupRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import { logTagsMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { changeGroup, findGroup, nameInArn } from './log-groups.ts';
import { notFound } from './errors.ts';

/** @throws AwsError ResourceNotFoundException, TooManyTagsException */
export async function tagResource(
  { resourceArn, tags }: TagResourceRequest,
  context: OperationContext,
): Promise<void> {
  await addTags(groupOf(resourceArn), tags ?? {}, context);
}

/** @throws AwsError ResourceNotFoundException */
export async function untagResource(
  { resourceArn, tagKeys }: UntagResourceRequest,
  context: OperationContext,
): Promise<void> {
  await removeTags(groupOf(resourceArn), tagKeys ?? [], context);
}

/** @throws AwsError ResourceNotFoundException */
export async function listTagsForResource(
  { resourceArn }: ListTagsForResourceRequest,
  context: OperationContext,
): Promise<ListTagsForResourceResponse> {
  return { tags: await tagsOf(groupOf(resourceArn), context) };
}

/** @throws AwsError ResourceNotFoundException, TooManyTagsException */
export async function tagLogGroup(
  { logGroupName, tags }: TagLogGroupRequest,
  context: OperationContext,
): Promise<void> {
  await addTags(logGroupName!, tags ?? {}, context);
}

/** @throws AwsError ResourceNotFoundException */
export async function untagLogGroup(
  { logGroupName, tags }: UntagLogGroupRequest,
  context: OperationContext,
): Promise<void> {
  await removeTags(logGroupName!, tags ?? [], context);
}

/** @throws AwsError ResourceNotFoundException */
export async function listTagsLogGroup(
  { logGroupName }: ListTagsLogGroupRequest,
  context: OperationContext,
): Promise<ListTagsLogGroupResponse> {
  return { tags: await tagsOf(logGroupName!, context) };
}

/** AWS also tags destinations and deliveries; of what is no log group here nothing exists. */
function groupOf(resourceArn: string | undefined): string {
  const name = nameInArn(resourceArn ?? '');
  if (name === null) throw notFound('log group');
  return name;
}

async function tagsOf(name: string, { telemetry }: OperationContext): Promise<Record<string, string>> {
  return { ...(await findGroup(await telemetry.logs(), name)).settings.tags };
}

async function addTags(
  name: string,
  tags: Readonly<Record<string, string>>,
  context: OperationContext,
): Promise<void> {
  await changeGroup(context, name, (settings) => {
    const all = { ...settings.tags, ...tags };
    if (Object.keys(all).length > logTagsMax) {
      const message = `The number of tags exceeds the limit of ${logTagsMax}.`;
      throw new AwsError('TooManyTagsException', 400, message, { resourceName: name });
    }
    return { ...settings, tags: all };
  });
}

async function removeTags(name: string, keys: readonly string[], context: OperationContext): Promise<void> {
  await changeGroup(context, name, (settings) => ({
    ...settings,
    tags: Object.fromEntries(Object.entries(settings.tags).filter(([key]) => !keys.includes(key))),
  }));
}
