// What a module tells to the outside, CommonJS and ES module alike, as written by hand or by a bundler.
import type { AnyNode, CallExpression, Expression, Program } from 'acorn';
import { simple } from 'acorn-walk';
import type { ParsedModule } from './parse.ts';
import type { Binding } from './scope.ts';
import { isName, memberName, nameOf, propertyName, withoutFunctions, type FunctionNode } from './syntax.ts';

/** What is told to the outside: `exports.x =`, `module.exports =`, `export …`. `default` and `*` are names here too. */
export interface Exports {
  readonly named: ReadonlyMap<string, Binding>;
  /** The last `module.exports = …`. */
  readonly whole: Expression | null;
  /** `export * from './x'`. */
  readonly stars: readonly string[];
}

const exportsCache = new WeakMap<Program, Exports>();

export function exportsOf({ program }: ParsedModule): Exports {
  const known = exportsCache.get(program);
  if (known !== undefined) return known;
  const named = new Map<string, Binding>();
  const stars: string[] = [];
  const found: { whole: Expression | null; getters: CallExpression | null } = { whole: null, getters: null };
  for (const node of program.body) {
    if (node.type === 'ExportAllDeclaration' && node.exported == null) stars.push(String(node.source.value));
    if (node.type === 'ExportDefaultDeclaration') {
      const declared = node.declaration;
      if (declared.type === 'FunctionDeclaration')
        named.set('default', { kind: 'function', node: declared as FunctionNode });
      else if (declared.type !== 'ClassDeclaration') named.set('default', { kind: 'value', node: declared });
    }
    if (node.type === 'ExportNamedDeclaration') exportNamed(node, named);
  }
  simple(
    program,
    {
      AssignmentExpression: ({ left, right }) => {
        if (left.type !== 'MemberExpression') return;
        const member = memberName(left);
        if (isName(left.object, 'module') && member === 'exports') found.whole = right;
        else if (member !== null && (isName(left.object, 'exports') || isModuleExports(left.object))) {
          // `exports.handler = void 0` is the compiler's announcement, not a value.
          if (right.type !== 'UnaryExpression') named.set(member, { kind: 'value', node: right });
        }
      },
      CallExpression: (node) => {
        if (looksLikeGetters(node)) found.getters = node;
      },
    },
    withoutFunctions,
  );
  if (found.getters !== null) exportGetters(found.getters, named);
  const exports = { named, whole: found.whole, stars };
  exportsCache.set(program, exports);
  return exports;
}

function exportNamed(
  node: Extract<AnyNode, { type: 'ExportNamedDeclaration' }>,
  named: Map<string, Binding>,
): void {
  for (const { local, exported } of node.specifiers) {
    const name = nameOf(local);
    if (node.source)
      named.set(nameOf(exported), { kind: 'import', specifier: String(node.source.value), name });
    else if (local.type === 'Identifier') named.set(nameOf(exported), { kind: 'value', node: local });
  }
  const declared = node.declaration;
  if (declared?.type === 'FunctionDeclaration')
    named.set(declared.id.name, { kind: 'function', node: declared });
  if (declared?.type !== 'VariableDeclaration') return;
  for (const { id, init } of declared.declarations) {
    if (id.type === 'Identifier' && init) named.set(id.name, { kind: 'value', node: init });
  }
}

function isModuleExports(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && isName(node.object, 'module') && memberName(node) === 'exports';
}

/** esbuild's `__export(target, { handler: () => handler })`, whatever it is called once minified. */
function looksLikeGetters(node: CallExpression): boolean {
  const table = node.arguments[1];
  return (
    node.arguments.length === 2 &&
    node.arguments[0]!.type === 'Identifier' &&
    table?.type === 'ObjectExpression' &&
    table.properties.length > 0 &&
    table.properties.every(
      (property) =>
        property.type === 'Property' &&
        property.value.type === 'ArrowFunctionExpression' &&
        property.value.params.length === 0 &&
        property.value.body.type === 'Identifier',
    )
  );
}

function exportGetters(node: CallExpression, named: Map<string, Binding>): void {
  const table = node.arguments[1];
  if (table?.type !== 'ObjectExpression') return;
  for (const property of table.properties) {
    if (property.type !== 'Property' || property.value.type !== 'ArrowFunctionExpression') continue;
    const name = propertyName(property);
    const { body } = property.value;
    if (name !== null && body.type === 'Identifier' && !named.has(name))
      named.set(name, { kind: 'value', node: body });
  }
}

/** Names the module gives, in order; the members of `module.exports = {…}` too. */
export function exportedNames(module: ParsedModule): readonly string[] {
  const { named, whole } = exportsOf(module);
  const names = new Set(named.keys());
  if (whole?.type === 'ObjectExpression') {
    for (const property of whole.properties) {
      const name = property.type === 'Property' ? propertyName(property) : null;
      if (name !== null) names.add(name);
    }
  }
  return [...names];
}
