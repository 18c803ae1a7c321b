// From an exported name to the function that runs: through names, wrappers such as middy, and files.
import type { AnyNode, Expression } from 'acorn';
import { exportsOf } from './exports.ts';
import { isSyntaxFault, moduleFile, relativeImport, type ParsedModule, type SyntaxFault } from './parse.ts';
import { scopeOf, type Binding } from './scope.ts';
import { isFunction, memberName, propertyName, requiredModule, type FunctionNode } from './syntax.ts';

/** A function and where it stands: its module, and the functions around it, innermost last. */
export interface LocatedFunction {
  readonly module: ParsedModule;
  readonly node: FunctionNode;
  readonly around: readonly FunctionNode[];
  readonly budget: Budget;
  /** True where a call stood around it on the way: `middy(fn)`, `wrap(fn)`. */
  readonly isWrapped?: true;
}

/** What may still be looked at for one handler: minified code can assign one name hundreds of times. */
interface Budget {
  left: number;
}

/** Names, wrappers and files followed at most; more is a riddle, not a handler. */
const stepsMax = 12;
const lookupsMax = 5000;

/** A place from which names are looked up. */
export interface Viewpoint {
  readonly module: ParsedModule;
  readonly around: readonly FunctionNode[];
  readonly budget: Budget;
}

/** What `name` stands for here, innermost scope first; [] where unknown. */
export function lookUp(name: string, from: Viewpoint): readonly Binding[] {
  for (let depth = from.around.length - 1; depth >= 0; depth--) {
    const found = scopeOf(from.around[depth]!).bindings.get(name);
    if (found !== undefined) return found;
    if (
      from.around[depth]!.params.some(
        (parameter) => parameter.type === 'Identifier' && parameter.name === name,
      )
    )
      return [];
  }
  return scopeOf(from.module.program).bindings.get(name) ?? [];
}

/** The function an expression gives: itself, what a name stands for, or what a wrapper wraps. */
export function functionOf(node: AnyNode, from: Viewpoint, steps = stepsMax): LocatedFunction | null {
  if (steps <= 0 || --from.budget.left < 0) return null;
  if (isFunction(node)) return { ...from, node };
  switch (node.type) {
    case 'Identifier':
      return functionOfBindings(lookUp(node.name, from), from, steps - 1);
    case 'AssignmentExpression':
      return functionOf(node.right, from, steps - 1);
    case 'AwaitExpression':
      return functionOf(node.argument, from, steps - 1);
    case 'SequenceExpression':
      return functionOf(node.expressions.at(-1)!, from, steps - 1);
    case 'MemberExpression':
      return functionOfMember(node, from, steps);
    case 'CallExpression':
      return functionOfWrapper(node, from, steps);
    default:
      return null;
  }
}

function functionOfBindings(
  bindings: readonly Binding[],
  from: Viewpoint,
  steps: number,
): LocatedFunction | null {
  for (let index = bindings.length - 1; index >= 0; index--) {
    const found = functionOfBinding(bindings[index]!, from, steps);
    if (found !== null) return found;
  }
  return null;
}

function functionOfBinding(binding: Binding, from: Viewpoint, steps: number): LocatedFunction | null {
  if (steps <= 0) return null;
  if (binding.kind === 'function') return { ...from, node: binding.node };
  if (binding.kind === 'value') return functionOf(binding.node, from, steps - 1);
  const target = relativeImport(from.module, binding.specifier);
  if (target === null || isSyntaxFault(target)) return null;
  return exportedFunction(target, [binding.name], steps - 1, from.budget);
}

/** `require('./x').handler`, `service.handler`, `{ handler }.handler`. */
function functionOfMember(
  node: Extract<AnyNode, { type: 'MemberExpression' }>,
  from: Viewpoint,
  steps: number,
): LocatedFunction | null {
  const name = memberName(node);
  if (name === null) return null;
  const specifier = requiredModule(node.object);
  if (specifier !== null) return functionOfBinding({ kind: 'import', specifier, name }, from, steps - 1);
  if (node.object.type === 'ObjectExpression') return memberFunction(node.object, [name], from, steps - 1);
  if (node.object.type !== 'Identifier') return null;
  const assigned = scopeOf(from.module.program)
    .memberAssignments.get(node.object.name)
    ?.findLast((each) => each.member === name);
  if (assigned !== undefined) return functionOf(assigned.value, from, steps - 1);
  for (const binding of lookUp(node.object.name, from)) {
    if (binding.kind === 'value') {
      const required = requiredModule(binding.node);
      if (required !== null)
        return functionOfBinding({ kind: 'import', specifier: required, name }, from, steps - 1);
      const found = memberFunction(binding.node, [name], from, steps - 1);
      if (found !== null) return found;
    }
    if (binding.kind === 'import' && binding.name === '*') {
      return functionOfBinding({ ...binding, name }, from, steps - 1);
    }
  }
  return null;
}

/** `middy(fn).use(x)`, `middy().handler(fn)`, `wrap(options, fn)`: the argument that is a function, else what is before the dot. */
function functionOfWrapper(
  node: Extract<AnyNode, { type: 'CallExpression' }>,
  from: Viewpoint,
  steps: number,
): LocatedFunction | null {
  for (const argument of node.arguments) {
    const found = functionOf(argument, from, steps - 1);
    // A wrapper's handler takes an event; `() => x` in an option does not.
    if (found !== null && (found.node.params.length > 0 || node.arguments.length === 1))
      return { ...found, isWrapped: true };
  }
  if (node.callee.type !== 'MemberExpression') return null;
  const found = functionOf(node.callee.object, from, steps - 1);
  return found === null ? null : { ...found, isWrapped: true };
}

/** The function under a path of names in a module's exports, as the runtime client finds it. */
export function exportedFunction(
  module: ParsedModule,
  names: readonly string[],
  steps = stepsMax,
  budget: Budget = { left: lookupsMax },
): LocatedFunction | null {
  if (steps <= 0) return null;
  const from: Viewpoint = { module, around: [], budget };
  const exports = exportsOf(module);
  const [first, ...rest] = names;
  const named = exports.named.get(first!);
  if (named !== undefined) {
    const found =
      rest.length > 0 && named.kind === 'value'
        ? memberFunction(named.node, rest, from, steps - 1)
        : functionOfBinding(named, from, steps - 1);
    if (found !== null) return found;
  }
  // nodejs24.x also looks into the default export, which for CommonJS is module.exports.
  const whole = exports.whole ?? wholeDefault(exports.named.get('default'));
  if (whole !== null) {
    const specifier = requiredModule(whole);
    const target = specifier === null ? null : relativeImport(module, specifier);
    if (target !== null && !isSyntaxFault(target)) return exportedFunction(target, names, steps - 1, budget);
    if (first === 'default') return functionOf(whole, from, steps - 1);
    const found = memberFunction(whole, names, from, steps - 1);
    if (found !== null) return found;
  }
  for (const star of exports.stars) {
    const target = relativeImport(module, star);
    const found =
      target === null || isSyntaxFault(target) ? null : exportedFunction(target, names, steps - 1, budget);
    if (found !== null) return found;
  }
  return null;
}

function wholeDefault(binding: Binding | undefined): Expression | null {
  return binding?.kind === 'value' ? binding.node : null;
}

/** The function under `names` in an object literal, or in what a name stands for. */
function memberFunction(
  node: AnyNode,
  names: readonly string[],
  from: Viewpoint,
  steps: number,
): LocatedFunction | null {
  if (steps <= 0) return null;
  if (names.length === 0) return functionOf(node, from, steps - 1);
  if (node.type === 'Identifier') {
    for (const binding of lookUp(node.name, from).toReversed()) {
      const found = binding.kind === 'value' ? memberFunction(binding.node, names, from, steps - 1) : null;
      if (found !== null) return found;
    }
    return null;
  }
  if (node.type !== 'ObjectExpression') return null;
  for (const property of node.properties) {
    if (property.type === 'Property' && propertyName(property) === names[0]) {
      return memberFunction(property.value, names.slice(1), from, steps - 1);
    }
  }
  return null;
}

/** A handler string taken apart as AWS's Node.js client does (SPEC §9.4); null where it has no dot. */
export function readNodeHandler(
  handler: string,
): { readonly file: string; readonly names: readonly string[] } | null {
  const slash = handler.lastIndexOf('/');
  const last = handler.slice(slash + 1);
  const dot = last.indexOf('.');
  if (dot === -1) return null;
  return { file: handler.slice(0, slash + 1) + last.slice(0, dot), names: last.slice(dot + 1).split('.') };
}

/** The handler's module, parsed. */
export function handlerModule(
  reader: Parameters<typeof moduleFile>[0],
  handler: string,
): ParsedModule | SyntaxFault | null {
  const parts = readNodeHandler(handler);
  return parts === null ? null : moduleFile(reader, parts.file);
}
