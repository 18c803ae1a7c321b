// The names a module or a function declares or assigns, and what they were given.
import type { AnyNode, Expression, Pattern, Program } from 'acorn';
import { simple } from 'acorn-walk';
import {
  memberName,
  nameOf,
  propertyName,
  requiredModule,
  withoutFunctions,
  type FunctionNode,
} from './syntax.ts';

/** What a name was given: an expression, a function, or a name of another module. */
export type Binding =
  | { readonly kind: 'value'; readonly node: Expression }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'import'; readonly specifier: string; readonly name: string };

export interface Scope {
  /** In order of the text; a name may be assigned more than once. */
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** `name.member = value`, by name. */
  readonly memberAssignments: ReadonlyMap<string, readonly MemberAssignment[]>;
}

interface MemberAssignment {
  readonly node: AnyNode;
  readonly member: string;
  readonly value: Expression;
}

const scopes = new WeakMap<AnyNode, Scope>();

/** The names declared or assigned directly within `root`, nested blocks included, nested functions not. */
export function scopeOf(root: Program | FunctionNode): Scope {
  const known = scopes.get(root);
  if (known !== undefined) return known;
  const bindings = new Map<string, Binding[]>();
  const memberAssignments = new Map<string, MemberAssignment[]>();
  const bind = (name: string, binding: Binding): void => {
    const list = bindings.get(name);
    if (list === undefined) bindings.set(name, [binding]);
    else list.push(binding);
  };
  simple(
    root.type === 'Program' ? root : root.body,
    {
      VariableDeclarator: (node) => {
        if (node.init) bindPattern(node.id, node.init, bind);
      },
      AssignmentExpression: (node) => {
        if (node.left.type === 'Identifier') bind(node.left.name, { kind: 'value', node: node.right });
        if (node.left.type !== 'MemberExpression' || node.left.object.type !== 'Identifier') return;
        const member = memberName(node.left);
        if (member === null) return;
        const list = memberAssignments.get(node.left.object.name) ?? [];
        list.push({ node, member, value: node.right });
        memberAssignments.set(node.left.object.name, list);
      },
      ImportDeclaration: (node) => {
        for (const specifier of node.specifiers) {
          const name =
            specifier.type === 'ImportSpecifier'
              ? nameOf(specifier.imported)
              : specifier.type === 'ImportDefaultSpecifier'
                ? 'default'
                : '*';
          bind(specifier.local.name, { kind: 'import', specifier: String(node.source.value), name });
        }
      },
    },
    {
      ...withoutFunctions,
      Function: (node) => {
        if (node.type === 'FunctionDeclaration' && node.id)
          bind(node.id.name, { kind: 'function', node: node as FunctionNode });
      },
    },
  );
  const scope = { bindings, memberAssignments };
  scopes.set(root, scope);
  return scope;
}

function bindPattern(
  pattern: Pattern,
  init: Expression,
  bind: (name: string, binding: Binding) => void,
): void {
  if (pattern.type === 'Identifier') bind(pattern.name, { kind: 'value', node: init });
  if (pattern.type !== 'ObjectPattern') return;
  const specifier = requiredModule(init);
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') continue;
    const name = propertyName(property);
    if (specifier !== null && name !== null) bind(property.value.name, { kind: 'import', specifier, name });
  }
}
