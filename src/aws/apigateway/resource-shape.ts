// A resource as the operations answer it.
import type { Method, Resource } from '@aws-sdk/client-api-gateway';
import type { ResourceModel } from '../../gateway/model.ts';
import { present } from '../present.ts';
import { methodShape } from './method-shape.ts';

/** @param embed With `methods` the methods are whole; else each is `{}` (recorded). */
export function resourceShape(resource: ResourceModel, embed: readonly string[] | undefined): Resource {
  const whole = embed?.includes('methods') === true;
  const methods = Object.values(resource.methods).map((method): [string, Method] => [
    method.httpMethod,
    whole ? methodShape(method) : {},
  ]);
  return present({
    id: resource.id,
    parentId: resource.parentId,
    pathPart: resource.pathPart,
    path: resource.path,
    resourceMethods: methods.length === 0 ? undefined : Object.fromEntries(methods),
  });
}
