// Small readings of a syntax tree: a property's name, a text, a required module.
import type {
  AnyNode,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Literal,
} from 'acorn';
import { base } from 'acorn-walk';

export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

export function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** A walk that stays out of nested functions and classes. */
export const withoutFunctions = { ...base, Function: () => {}, Class: () => {} };

/** `./x` of `require('./x')`, also within `await import('./x')`; else null. */
export function requiredModule(node: AnyNode): string | null {
  if (node.type === 'AwaitExpression') return requiredModule(node.argument);
  if (node.type === 'ImportExpression') return textOf(node.source);
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return null;
  return node.arguments[0] === undefined ? null : textOf(node.arguments[0]);
}

export function textOf(node: AnyNode): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? null;
  return null;
}

export function nameOf(node: Literal | { readonly type: 'Identifier'; readonly name: string }): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

/** `b` of `a.b` and `a['b']`; null for a computed name. */
export function memberName(node: Extract<AnyNode, { type: 'MemberExpression' }>): string | null {
  if (node.property.type === 'PrivateIdentifier') return null;
  if (!node.computed && node.property.type === 'Identifier') return node.property.name;
  return node.computed ? textOf(node.property) : null;
}

/** The key of an object's property; null where it is computed. */
export function propertyName(node: { readonly computed: boolean; readonly key: AnyNode }): string | null {
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  if (node.key.type === 'Literal' && node.key.value !== undefined) return String(node.key.value);
  return null;
}

export function isName(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** The name of a parameter; null where there is none or it is taken apart. */
export function parameterName(node: FunctionNode, index: number): string | null {
  const parameter = node.params[index];
  return parameter?.type === 'Identifier' ? parameter.name : null;
}
