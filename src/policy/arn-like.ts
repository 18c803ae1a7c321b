// The condition operator ArnLike (SPEC §9.1).
import { matchesWildcard } from './wildcard.ts';

/** An ARN's six parts; further colons belong to the last. */
type ArnParts = readonly [
  arn: string,
  partition: string,
  service: string,
  region: string,
  account: string,
  resource: string,
];

/** Null where there are fewer than six. */
export function splitArn(text: string): ArnParts | null {
  const parts = text.split(':');
  if (parts.length < 6) return null;
  const [arn, partition, service, region, account] = parts as unknown as ArnParts;
  return [arn, partition, service, region, account, parts.slice(5).join(':')];
}

/**
 * Each of the six parts is matched by itself, with `*` and `?`; no wildcard reaches over one of the five colons. In the
 * last part `*` also spans `/`. A pattern of fewer parts matches nothing, but for a lone `*`: IAM documents neither.
 */
export function arnLike(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const patterns = splitArn(pattern);
  const parts = splitArn(arn);
  if (patterns === null || parts === null) return false;
  return patterns.every((wanted, index) => matchesWildcard(wanted, parts[index]!));
}
