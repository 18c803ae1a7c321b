// How the requests of a route must end, by its configuration alone.
import { parseFunctionArn } from '../../core/arn.ts';
import type { Outcome } from '../../execution/outcome.ts';
import type { IntegrationPicture } from '../collect/api-picture.ts';
import type { FunctionSettings } from '../collect/function-picture.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkedRoute } from '../collect/walked-routes.ts';
import { functionOf, refusalOf } from './surroundings.ts';

export function callsLambda({ type, uri }: IntegrationPicture): boolean {
  return (type === 'AWS_PROXY' || type === 'AWS') && uri !== null && uri.includes(':lambda:path/');
}

/** In the order in which a call would come to them: the first alone ends it. */
export function outcomesOfConfiguration(
  walk: Walk,
  route: WalkedRoute,
  integration: IntegrationPicture,
): readonly Outcome[] {
  if (hasUnsetVariable(walk, integration)) return [{ kind: 'invalid-endpoint', uri: integration.uri ?? '' }];
  if (integration.httpMethod !== 'POST')
    return [{ kind: 'integration-method-not-post', integrationMethod: integration.httpMethod ?? '' }];
  const called = functionOf(walk, route);
  if (route.functionArn === null || parseFunctionArn(route.functionArn) === null)
    return [{ kind: 'invalid-endpoint', uri: integration.uri ?? '' }];
  if (called === null) return [];
  if (!called.configuration.ok) {
    const { reason, message } = called.configuration;
    return reason === 'not-found' ? [{ kind: 'function-not-found', message }] : [];
  }
  const refusal = refusalOf(walk, route, false);
  if (refusal !== null) return [{ kind: 'no-permission', decision: refusal }];
  const settings = called.configuration.value;
  const state = refusedByState(settings);
  if (state !== null) return [{ kind: 'lambda-refused', status: 502, message: state }];
  if (settings.reservedConcurrency === 0)
    return [{ kind: 'function-throttled', reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' }];
  return [];
}

function hasUnsetVariable({ api }: Walk, { uri }: IntegrationPicture): boolean {
  const named = (uri ?? '').matchAll(/\$\{stageVariables\.(\w+)\}/g);
  return [...named].some(([, name]) => !Object.hasOwn(api.stage?.variables ?? {}, name!));
}

/** In Lambda's words, as Invoke would give them. */
function refusedByState({ state, stateReason, environmentError }: FunctionSettings): string | null {
  if (environmentError !== null) return `KMS: ${environmentError}`;
  if (state === 'Active' || state === 'Inactive') return null;
  return `The function is currently in the following state: ${state}${stateReason === null ? '' : `. ${stateReason}`}`;
}
