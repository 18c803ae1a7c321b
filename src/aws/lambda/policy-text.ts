// A function's policy as GetPolicy prints it (SPEC §9.2).
import type { PolicyStatement } from '../../policy/policy.ts';

export function policyText(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}
