// What a module loads as soon as it is loaded itself: not what a function, a branch or a `try` asks for later.
import type { AnyNode } from 'acorn';
import { ancestor } from 'acorn-walk';
import type { Span } from '../source-reader.ts';
import { spanOf, type ParsedModule } from './parse.ts';
import { isFunction, requiredModule } from './syntax.ts';

export interface StaticImport {
  readonly specifier: string;
  readonly at: Span;
  readonly isEsModule: boolean;
}

export function staticImports({ program }: ParsedModule): readonly StaticImport[] {
  const found: StaticImport[] = [];
  for (const node of program.body) {
    const source =
      node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration'
        ? node.source
        : node.type === 'ExportNamedDeclaration'
          ? node.source
          : null;
    if (source != null) found.push({ specifier: String(source.value), at: spanOf(node), isEsModule: true });
  }
  ancestor(program, {
    CallExpression: (node, _state, ancestors) => {
      const specifier = requiredModule(node);
      if (specifier !== null && ancestors.every(isSurelyRun))
        found.push({ specifier, at: spanOf(node), isEsModule: false });
    },
  });
  return found;
}

function isSurelyRun(node: AnyNode): boolean {
  if (isFunction(node)) return false;
  switch (node.type) {
    case 'TryStatement':
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SwitchStatement':
    case 'ForStatement':
    case 'WhileStatement':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return false;
    default:
      return true;
  }
}

/** Names of CommonJS that a file uses while it is loaded, without declaring them. */
export function commonJsNames(
  { program }: ParsedModule,
  declared: ReadonlySet<string>,
): readonly { readonly name: string; readonly at: Span }[] {
  const found: { name: string; at: Span }[] = [];
  ancestor(program, {
    Identifier: (node, _state, ancestors) => {
      const { name } = node;
      if (!['require', 'module', 'exports', '__dirname', '__filename'].includes(name) || declared.has(name))
        return;
      // `typeof require` is safe where there is none.
      const parent = ancestors.at(-2);
      if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') return;
      if (ancestors.every(isSurelyRun)) found.push({ name, at: spanOf(node) });
    },
  });
  return found;
}
