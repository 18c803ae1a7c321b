// What Invoke answers instead of running a function, with Lambda's own types and texts (SPEC §9.3, §9.6).
import { type FunctionReference, functionArn } from '../core/arn.ts';
import { AwsError, UserError } from '../core/errors.ts';
import type { PolicyDecision } from '../policy/policy.ts';
import type { ThrottleReason } from './concurrency.ts';
import type { InvocationResult } from './invocation.ts';

type Refused = Extract<InvocationResult, { kind: 'refused' }>;

function refused(
  requestId: string,
  status: number,
  errorType: string,
  message: string,
  more: Partial<Pick<Refused, 'reason' | 'decision'>> = {},
): Refused {
  return { kind: 'refused', requestId, status, errorType, message, reason: null, decision: null, ...more };
}

/** Since November 2025 the ARN of an unqualified function ends in `:$LATEST` (recorded). */
export function functionNotFound(requestId: string, reference: FunctionReference): Refused {
  const arn = functionArn({ ...reference, qualifier: reference.qualifier ?? '$LATEST' });
  return refused(requestId, 404, 'ResourceNotFoundException', `Function not found: ${arn}`);
}

/** The message of a malformed name is not recorded; Lambda validates it against a pattern of some 150 characters. */
export function malformedName(requestId: string, name: string): Refused {
  const message = `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`;
  return refused(requestId, 400, 'ValidationException', message);
}

export function requestTooLarge(requestId: string, bytesMax: number): Refused {
  const message = `Request must be smaller than ${bytesMax} bytes for the InvokeFunction operation`;
  return refused(requestId, 413, 'RequestEntityTooLargeException', message);
}

/** Varco's own: AWS keeps as many events as come. */
export function tooManyEvents(requestId: string): Refused {
  const message = 'Varco keeps no more asynchronous invocations than are waiting already.';
  return refused(requestId, 429, 'TooManyRequestsException', message);
}

export function throttled(requestId: string, reason: ThrottleReason): Refused {
  return refused(requestId, 429, 'TooManyRequestsException', 'Rate Exceeded.', { reason });
}

/** What a service that lacks permission reads is not recorded; IAM's usual sentence is chosen. */
export function notPermitted(
  requestId: string,
  decision: PolicyDecision & { readonly allowed: false },
): Refused {
  const { servicePrincipal, functionArn: resource } = decision.query;
  const message = `${servicePrincipal} is not authorized to perform: lambda:InvokeFunction on resource: ${resource}`;
  return refused(requestId, 403, 'AccessDeniedException', message, { decision });
}

/**
 * Why no execution environment could be had: something the person at the keyboard can mend, or what AWS would answer.
 * @throws any other error: a defect
 */
export function cannotStart(requestId: string, error: unknown): Refused {
  // InvalidRuntime is a 502 of Lambda's (SPEC §9.3).
  if (error instanceof UserError) return refused(requestId, 502, 'InvalidRuntimeException', error.message);
  if (error instanceof AwsError) return refused(requestId, error.statusCode, error.code, error.message);
  throw error;
}
