// DeletionPolicy: whether what a resource holds outlives the resource.
import type { TemplateResource } from '../project.ts';
import { own } from '../template-value.ts';

/** Such a resource is not among those that go with the stack. */
export function isRetained({ declaration }: TemplateResource): boolean {
  const policy = own(declaration, 'DeletionPolicy');
  return policy === 'Retain' || policy === 'RetainExceptOnCreate' || policy === 'Snapshot';
}
