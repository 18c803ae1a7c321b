// What an expression can give, as far as reading tells: through names, helpers, branches and promises.
import type { AnyNode, CallExpression, ObjectExpression } from 'acorn';
import { full, simple } from 'acorn-walk';
import type { Member, Value } from '../outline.ts';
import type { Span } from '../source-reader.ts';
import { functionOf, lookUp, type LocatedFunction, type Viewpoint } from './function.ts';
import { spanOf } from './parse.ts';
import { scopeOf } from './scope.ts';
import { isFunction, isName, memberName, propertyName, textOf, withoutFunctions } from './syntax.ts';

/** One of the values an expression can give, and the file in which it is written. */
interface Alternative {
  readonly path: string;
  readonly value: Value;
  /** True where it comes out of a promise, so that the expression itself is one. */
  readonly isPromised: boolean;
}

/** Helpers called within helpers, at most. */
const depthMax = 5;
const alternativesMax = 64;

export function alternativesOf(node: AnyNode, from: Viewpoint, depth = depthMax): readonly Alternative[] {
  if (depth <= 0 || --from.budget.left < 0) return [unknown(node, from)];
  switch (node.type) {
    case 'ParenthesizedExpression':
      return alternativesOf(node.expression, from, depth);
    case 'AwaitExpression':
      return alternativesOf(node.argument, from, depth).map((each) => ({ ...each, isPromised: false }));
    case 'ConditionalExpression':
      return bounded([
        ...alternativesOf(node.consequent, from, depth - 1),
        ...alternativesOf(node.alternate, from, depth - 1),
      ]);
    case 'LogicalExpression':
      return bounded([
        ...alternativesOf(node.left, from, depth - 1),
        ...alternativesOf(node.right, from, depth - 1),
      ]);
    case 'SequenceExpression':
      return alternativesOf(node.expressions.at(-1)!, from, depth);
    case 'AssignmentExpression':
      return alternativesOf(node.right, from, depth);
    case 'Identifier':
      return alternativesOfName(node, from, depth);
    case 'CallExpression':
      return bounded(alternativesOfCall(node, from, depth));
    case 'NewExpression':
      return isName(node.callee, 'Promise')
        ? resolvedValues(node.arguments[0], from, depth)
        : [unknown(node, from)];
    default:
      return [{ path: from.module.path, value: plainValue(node, from, depth), isPromised: false }];
  }
}

function bounded(alternatives: readonly Alternative[]): readonly Alternative[] {
  return alternatives.length > alternativesMax ? alternatives.slice(0, alternativesMax) : alternatives;
}

function unknown(node: AnyNode, from: Viewpoint, isPromised = false): Alternative {
  return { path: from.module.path, value: { type: 'unknown', at: spanOf(node) }, isPromised };
}

/** A value that needs no looking up. */
function plainValue(node: AnyNode, from: Viewpoint, depth: number): Value {
  const at = spanOf(node);
  switch (node.type) {
    case 'ObjectExpression':
      return objectValue(node, from, depth, at);
    case 'ArrayExpression':
      return {
        type: 'array',
        at,
        items: node.elements.map((item) =>
          item ? memberValue(item, from, depth) : { type: 'undefined', at },
        ),
      };
    case 'Literal': {
      const { value } = node;
      if (
        value === null ||
        typeof value === 'string' ||
        typeof value === 'number' ||
        typeof value === 'boolean'
      ) {
        // A regular expression that this engine cannot build also has the value null.
        return node.regex ? { type: 'unknown', at } : { type: 'literal', at, value };
      }
      return { type: 'unknown', at };
    }
    case 'TemplateLiteral': {
      const text = textOf(node);
      return text === null ? { type: 'text', at } : { type: 'literal', at, value: text };
    }
    case 'BinaryExpression': {
      const isText =
        node.operator === '+' &&
        [node.left, node.right].some(
          (side) =>
            side.type !== 'PrivateIdentifier' && (textOf(side) !== null || side.type === 'TemplateLiteral'),
        );
      return { type: isText ? 'text' : 'unknown', at };
    }
    case 'UnaryExpression':
      return { type: node.operator === 'void' ? 'undefined' : 'unknown', at };
    default:
      return { type: 'unknown', at };
  }
}

function objectValue(node: ObjectExpression, from: Viewpoint, depth: number, at: Span): Value {
  const members: Member[] = [];
  let isOpen = false;
  for (const property of node.properties) {
    const name = property.type === 'Property' ? propertyName(property) : null;
    if (property.type !== 'Property' || name === null) {
      isOpen = true;
      continue;
    }
    members.push({
      name,
      at: spanOf(property),
      isShorthand: property.shorthand,
      value: memberValue(property.value, from, depth),
    });
  }
  return { type: 'object', at, members, isOpen };
}

/** A member keeps its own place, so that the arrow points at the literal; only its type is looked up. */
function memberValue(node: AnyNode, from: Viewpoint, depth: number): Value {
  const [only, ...others] = alternativesOf(node, from, depth - 1);
  const at = spanOf(node);
  if (only === undefined || others.length > 0 || only.path !== from.module.path || only.isPromised)
    return { type: 'unknown', at };
  return { ...only.value, at };
}

function alternativesOfName(
  node: Extract<AnyNode, { type: 'Identifier' }>,
  from: Viewpoint,
  depth: number,
): readonly Alternative[] {
  if (node.name === 'undefined')
    return [{ path: from.module.path, value: { type: 'undefined', at: spanOf(node) }, isPromised: false }];
  const values = lookUp(node.name, from).filter((binding) => binding.kind === 'value');
  if (values.length === 0) return [unknown(node, from)];
  return bounded(
    values
      .flatMap((binding) => alternativesOf(binding.node, from, depth - 1))
      .map((each) => withAssignedMembers(each, node.name, from, depth)),
  );
}

/** `const response = {…}; response.body = x; return response`. */
function withAssignedMembers(
  alternative: Alternative,
  name: string,
  from: Viewpoint,
  depth: number,
): Alternative {
  const { value } = alternative;
  if (value.type !== 'object') return alternative;
  const scopes = [...from.around, from.module.program];
  const assigned = scopes.flatMap((scope) => scopeOf(scope).memberAssignments.get(name) ?? []);
  if (assigned.length === 0) return alternative;
  const later: Member[] = assigned.map(({ node, member, value: given }) => ({
    name: member,
    at: spanOf(node),
    isShorthand: false,
    value: memberValue(given, from, depth),
  }));
  const overwritten = new Set(later.map(({ name: member }) => member));
  const members = [...value.members.filter(({ name: member }) => !overwritten.has(member)), ...later];
  return { ...alternative, value: { ...value, members } };
}

const textMakers = new Set([
  'toString',
  'toISOString',
  'join',
  'toUpperCase',
  'toLowerCase',
  'trim',
  'concat',
  'toJSON',
]);

function alternativesOfCall(node: CallExpression, from: Viewpoint, depth: number): readonly Alternative[] {
  const { callee } = node;
  if (isName(callee, 'String')) return [text(node, from)];
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee);
    if (isName(callee.object, 'JSON') && name === 'stringify') return [text(node, from)];
    if (isName(callee.object, 'Promise')) {
      if (name !== 'resolve') return [unknown(node, from, true)];
      const [argument] = node.arguments;
      return argument === undefined ? [] : promised(alternativesOf(argument, from, depth));
    }
    if (name === 'then' || name === 'catch' || name === 'finally')
      return thenValues(node, callee.object, name, from, depth);
    if (name !== null && textMakers.has(name) && name !== 'toJSON' && name !== 'concat')
      return [text(node, from)];
  }
  const called =
    callee.type === 'Identifier' || callee.type === 'MemberExpression' || isFunction(callee)
      ? functionOf(callee, from)
      : null;
  if (called === null) return [unknown(node, from)];
  const given = returnedValues(called, depth - 1).flatMap((each) => each.alternatives);
  if (given.length === 0) return [unknown(node, from, called.node.async)];
  return called.node.async ? promised(given) : given;
}

function text(node: AnyNode, from: Viewpoint): Alternative {
  return { path: from.module.path, value: { type: 'text', at: spanOf(node) }, isPromised: false };
}

function promised(alternatives: readonly Alternative[]): readonly Alternative[] {
  return alternatives.map((each) => ({ ...each, isPromised: true }));
}

/** `promise.then(a).catch(b)`: what a or b returns. */
function thenValues(
  node: CallExpression,
  before: AnyNode,
  name: 'then' | 'catch' | 'finally',
  from: Viewpoint,
  depth: number,
): readonly Alternative[] {
  const own =
    name === 'finally'
      ? []
      : node.arguments.flatMap((argument) => {
          const handler = functionOf(argument, from);
          return handler === null
            ? []
            : returnedValues(handler, depth - 1).flatMap((each) => each.alternatives);
        });
  const passed = name === 'then' && node.arguments.length > 0 ? [] : alternativesOf(before, from, depth - 1);
  const all = [...own, ...passed];
  return all.length === 0 ? [unknown(node, from, true)] : promised(all);
}

/** `new Promise((resolve) => … resolve(value) …)`. */
function resolvedValues(
  executor: AnyNode | undefined,
  from: Viewpoint,
  depth: number,
): readonly Alternative[] {
  if (executor === undefined || !isFunction(executor)) return [];
  const [resolve] = executor.params;
  if (resolve?.type !== 'Identifier') return [];
  const found: Alternative[] = [];
  const inside: Viewpoint = { ...from, around: [...from.around, executor] };
  full(executor.body, (node) => {
    if (
      node.type !== 'CallExpression' ||
      !isName(node.callee, resolve.name) ||
      node.arguments[0] === undefined
    )
      return;
    found.push(...alternativesOf(node.arguments[0], inside, depth - 1));
  });
  return promised(found);
}

/** One `return` of a function, or an arrow function's expression. */
interface ReturnedValue {
  readonly at: Span;
  readonly alternatives: readonly Alternative[];
}

export function returnedValues(located: LocatedFunction, depth = depthMax): readonly ReturnedValue[] {
  const { node } = located;
  const { module, budget } = located;
  const inside: Viewpoint = { module, budget, around: [...located.around, node] };
  if (node.body.type !== 'BlockStatement') {
    return [{ at: spanOf(node.body), alternatives: alternativesOf(node.body, inside, depth) }];
  }
  const returned: ReturnedValue[] = [];
  simple(
    node.body,
    {
      ReturnStatement: (statement) => {
        if (!statement.argument || returned.length >= alternativesMax) return;
        returned.push({
          at: spanOf(statement),
          alternatives: alternativesOf(statement.argument, inside, depth),
        });
      },
    },
    withoutFunctions,
  );
  return returned;
}
