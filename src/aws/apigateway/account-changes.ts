// Changes of what belongs to the account and to no single API: one at a time, and in force when acknowledged.
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';

/** Runs `work` while nobody else changes API keys and usage plans, which name each other. */
export function whileChangingKeys<T>(context: OperationContext, work: () => Promise<T>): Promise<T> {
  return context.store.exclusively('usage-plan', '', work);
}

/** Runs `work` while nobody else changes custom domains and their mappings. */
export function whileChangingDomains<T>(context: OperationContext, work: () => Promise<T>): Promise<T> {
  return context.store.exclusively('domain-name', '', work);
}

/** Writes the changes, and has the data plane read them. */
export async function writeAccount(
  context: OperationContext,
  changes: readonly DocumentChange[],
): Promise<void> {
  await context.store.write(changes);
  await context.gateway.publishAccount();
}
