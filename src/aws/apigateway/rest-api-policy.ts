// An API's resource policy: what AWS looks at before it takes one, how it is kept, and the escapes it is answered with.
import { apiPolicyBytesMax } from '../../core/limits.ts';
import { PolicyTextError, readPolicyText } from '../../policy/document.ts';
import type { OperationContext } from '../context.ts';
import { badRequest } from './errors.ts';

/**
 * Compact, with `execute-api:/…` written out as the API's ARN (documented). Nothing and '' are no policy.
 *
 * @throws AwsError BadRequestException, in words reported in public but for the size
 */
export function readApiPolicy(
  text: string | null | undefined,
  apiId: string,
  { accountId, region }: Pick<OperationContext, 'accountId' | 'region'>,
): string | null {
  if (!text) return null;
  if (Buffer.byteLength(text) > apiPolicyBytesMax) {
    throw badRequest(`Policy exceeds maximum size of ${apiPolicyBytesMax} bytes`);
  }
  assertPolicy(text);
  const front = `arn:aws:execute-api:${region}:${accountId}:${apiId}/`;
  return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    key === 'Resource' || key === 'NotResource' ? whole(value, front) : value,
  );
}

function assertPolicy(text: string): void {
  try {
    const statements = readPolicyText(text);
    if (
      statements.length > 0 &&
      statements.every(({ principal, resources }) => principal !== null && resources.patterns.length > 0)
    ) {
      return;
    }
  } catch (error) {
    if (!(error instanceof PolicyTextError)) throw error;
  }
  throw badRequest(
    'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
  );
}

function whole(resources: unknown, front: string): unknown {
  if (Array.isArray(resources)) return resources.map((resource) => whole(resource, front));
  return typeof resources === 'string' ? resources.replace(/^execute-api:\//, front) : resources;
}

/** AWS answers the text as it would stand inside a JSON string, slashes escaped too: clients unescape it once more. */
export function escapedPolicy(policy: string | null): string | null {
  return policy === null
    ? null
    : JSON.stringify(policy)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`);
}
