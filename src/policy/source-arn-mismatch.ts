// Why an `AWS:SourceArn` does not match: its pattern laid beside the presented ARN, part by part. Explanation only: the
// verdict is arnLike's, in which a `*` may span several of these parts.
import { arnLike, splitArn } from './arn-like.ts';
import type { PolicyMismatch } from './policy.ts';
import { matchesWildcard } from './wildcard.ts';

const arnPartNames = ['partition', 'service', 'region', 'account'] as const;

/** Empty where the pattern matches; otherwise at least one part. `arn` is `…:{api}/{stage}/{METHOD}/{path}` (SPEC §9.1). */
export function sourceArnMismatches(pattern: string, arn: string): readonly PolicyMismatch[] {
  if (arnLike(pattern, arn)) return [];
  const whole: PolicyMismatch = { part: 'shape', allowed: pattern, presented: arn };
  const wanted = splitArn(pattern);
  const given = splitArn(arn);
  if (wanted === null || given === null || wanted[0] !== given[0]) return [whole];
  const mismatches: PolicyMismatch[] = [];
  for (const [index, part] of arnPartNames.entries()) {
    const allowed = wanted[index + 1]!;
    const presented = given[index + 1]!;
    if (!matchesWildcard(allowed, presented)) mismatches.push({ part, allowed, presented });
  }
  if (!matchesWildcard(wanted[5], given[5])) mismatches.push(...resourceMismatches(wanted[5], given[5]));
  return mismatches.length === 0 ? [whole] : mismatches;
}

const segmentNames = ['api-id', 'stage', 'method', 'path'] as const;

/** `{api}/{stage}/{METHOD}/{path}`; the path keeps its slashes. */
function segmentsOf(resource: string): readonly string[] {
  const segments = resource.split('/');
  return segments.length <= 4 ? segments : [...segments.slice(0, 3), segments.slice(3).join('/')];
}

function resourceMismatches(wanted: string, given: string): readonly PolicyMismatch[] {
  const patterns = segmentsOf(wanted);
  const segments = segmentsOf(given);
  const differing: PolicyMismatch[] = [];
  for (const [index, part] of segmentNames.entries()) {
    const allowed = patterns[index];
    const presented = segments[index];
    if (allowed === undefined || presented === undefined) break;
    if (!matchesWildcard(allowed, presented)) differing.push({ part, allowed, presented });
  }
  if (differing.length > 0 && !hasOtherShape(wanted, patterns, segments, differing)) return differing;
  const ofApi = differing.filter(({ part }) => part === 'api-id');
  return [...ofApi, { part: 'shape', allowed: wanted, presented: given }];
}

/** True where segments are missing or too many, so that those that are there stand beside the wrong ones. */
function hasOtherShape(
  wanted: string,
  patterns: readonly string[],
  segments: readonly string[],
  differing: readonly PolicyMismatch[],
): boolean {
  // A star in the last segment covers all that are missing behind it.
  const missing = patterns.length < segments.length && !patterns.at(-1)!.includes('*');
  if (missing || patterns.length > segments.length) return true;
  if (differing.every(({ part }) => part === 'api-id')) return false;
  // `{api}/GET/items/*`: with a stage put in, it would fit.
  const behindApi = wanted.slice(wanted.indexOf('/') + 1);
  return patterns.length > 1 && matchesWildcard(behindApi, segments.slice(2).join('/'));
}
