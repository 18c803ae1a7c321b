// What `AWS::Region` and its like stand for locally.
import { createHash } from 'node:crypto';
import type { TemplateValue } from './template-value.ts';

export interface Identity {
  readonly accountId: string;
  readonly region: string;
}

/**
 * `AWS::NoValue` is none of these: conditions.ts takes it away. The partition is `aws` in every region, as in the ARNs
 * that the rest of Varco makes.
 */
export function pseudoParameters(identity: Identity, stackName: string): ReadonlyMap<string, TemplateValue> {
  const { accountId, region } = identity;
  return new Map<string, TemplateValue>([
    ['AWS::AccountId', accountId],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', region],
    ['AWS::StackId', stackId(identity, stackName)],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}

/** The UUID at the end follows from the rest, so that a project keeps its stack's id from one start to the next. */
export function stackId({ accountId, region }: Identity, stackName: string): string {
  const stem = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}`;
  const hex = createHash('sha256').update(stem).digest('hex');
  return `${stem}/${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
