// An integration that ended without a response.
import type { ExecutionIntegration } from '../execution/execution.ts';
import type { Outcome } from '../execution/outcome.ts';
import type { IntegrationResult } from './execute.ts';

export function failed(outcome: Outcome, integration: ExecutionIntegration | null = null): IntegrationResult {
  return { integration, outcome, response: null };
}
