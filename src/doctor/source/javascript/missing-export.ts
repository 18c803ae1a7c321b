// Whether a module surely does not give a name: only where all its ways of exporting are understood.
import type { AnyNode } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { exportedNames, exportsOf } from './exports.ts';
import type { ParsedModule } from './parse.ts';
import { isName, memberName } from './syntax.ts';

export function exportIsMissing(module: ParsedModule, name: string): boolean {
  const { named, whole, stars } = exportsOf(module);
  if (exportedNames(module).includes(name) || stars.length > 0) return false;
  // nodejs24.x also looks into the default export.
  if (named.has('default')) return false;
  if (whole !== null && !isPlainObject(whole)) return false;
  return !exportsOtherwise(module);
}

function isPlainObject(node: AnyNode): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.every((property) => property.type === 'Property' && !property.computed)
  );
}

/** `Object.assign(exports, …)`, `exports[name] =`, `__exportStar(require('./x'), exports)`, `global.handler =`. */
function exportsOtherwise(module: ParsedModule): boolean {
  let found = false;
  fullAncestor(module.program, (node, _state, ancestors) => {
    if (node.type !== 'Identifier' || (node.name !== 'exports' && node.name !== 'module')) return;
    const parent = ancestors.at(-2);
    if (
      parent?.type === 'MemberExpression' &&
      parent.object === node &&
      isUnderstood(node, parent, ancestors.at(-3))
    )
      return;
    if (isEsModuleMark(parent)) return;
    found = true;
  });
  return found;
}

function isUnderstood(
  node: AnyNode,
  parent: Extract<AnyNode, { type: 'MemberExpression' }>,
  grandparent: AnyNode | undefined,
): boolean {
  const member = memberName(parent);
  if (member === null) return false;
  if (!isName(node, 'module')) return true;
  // `module.exports` is to be assigned, or to have a member of a known name.
  if (member !== 'exports') return true;
  if (grandparent?.type === 'AssignmentExpression') return grandparent.left === parent;
  return grandparent?.type === 'MemberExpression' && memberName(grandparent) !== null;
}

/** `Object.defineProperty(exports, '__esModule', …)`. */
function isEsModuleMark(node: AnyNode | undefined): boolean {
  const name = node?.type === 'CallExpression' ? node.arguments[1] : undefined;
  return name?.type === 'Literal' && name.value === '__esModule';
}
