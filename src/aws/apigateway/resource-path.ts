// Path parts of an API's resource tree: `pets`, `{id}`, `{proxy+}`, and what may stand beside or under what.
import type { ResourceModel, RestApiDocument } from '../../gateway/model.ts';
import { badRequest, conflict } from './errors.ts';

/** Documented: letters, digits, hyphens, periods, commas, colons, underscores; a variable is a whole segment. */
const literal = /^[A-Za-z0-9._\-:,~]+$/;
const variable = /^\{[A-Za-z0-9._\-:]+\+?\}$/;

/**
 * @param movingId The resource that is to stand there, where it is one of the API's already.
 * @throws AwsError BadRequestException, ConflictException (recorded, the first but one; SPEC §1.4, §2.2).
 */
export function assertPathPart(
  api: RestApiDocument,
  parent: ResourceModel,
  pathPart: string,
  movingId?: string,
): void {
  if (!literal.test(pathPart) && !variable.test(pathPart)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  if (parent.pathPart?.endsWith('+}')) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  }
  // In the words for a child: what AWS says to a parent that becomes greedy is unknown.
  if (pathPart.endsWith('+}') && movingId !== undefined && childrenOf(api, movingId).length > 0) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${pathPart}`);
  }
  const siblings = childrenOf(api, parent.id).filter((sibling) => sibling.id !== movingId);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  if (!variable.test(pathPart)) return;
  const variableSibling = siblings.find((sibling) => variable.test(sibling.pathPart ?? ''));
  if (variableSibling !== undefined) {
    throw badRequest(
      `A sibling (${variableSibling.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
}

export function childPath(parent: ResourceModel, pathPart: string): string {
  return parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;
}

/** The resource's id and those of all below it. */
export function subtreeIds(api: RestApiDocument, resourceId: string): ReadonlySet<string> {
  const ids = new Set([resourceId]);
  // A set takes what is added while it is walked: children of children are reached too.
  for (const id of ids) {
    for (const child of childrenOf(api, id)) ids.add(child.id);
  }
  return ids;
}

/** The resources with the paths that follow from their parents, from the given one on down. */
export function withPaths(
  resources: Readonly<Record<string, ResourceModel>>,
  topId: string,
): Readonly<Record<string, ResourceModel>> {
  const changed = { ...resources };
  const ids = new Set([topId]);
  for (const id of ids) {
    const resource = changed[id]!;
    const parent = changed[resource.parentId ?? ''];
    if (parent !== undefined) changed[id] = { ...resource, path: childPath(parent, resource.pathPart ?? '') };
    for (const child of Object.values(changed)) if (child.parentId === id) ids.add(child.id);
  }
  return changed;
}

function childrenOf(api: RestApiDocument, resourceId: string): readonly ResourceModel[] {
  return Object.values(api.resources).filter((resource) => resource.parentId === resourceId);
}
