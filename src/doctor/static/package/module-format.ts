// ES modules and CommonJS: how a file will be loaded, against how it is written.
import type { ParsedModule } from '../../source/javascript/parse.ts';
import { scopeOf } from '../../source/javascript/scope.ts';
import { commonJsNames, type StaticImport } from '../../source/javascript/static-imports.ts';
import type { Span } from '../../source/source-reader.ts';
import { functionError } from '../predict.ts';
import { tell, type Walk } from './module-walk.ts';
import { formatOf, readPackageJson } from './resolve.ts';
import { detectsModuleSyntax, loadsEsModulesByRequire } from './runtime-facts.ts';

/** Whether the file is loaded as an ES module; null where it cannot be loaded at all, which is told. */
export function examineFormat(walk: Walk, module: ParsedModule): boolean | null {
  const { path, program } = module;
  const format = formatOf(walk.tree.source, path);
  const syntax = program.body.find(({ type }) => type.startsWith('Import') || type.startsWith('Export'));
  if (format !== 'module' && syntax !== undefined) {
    if (format === 'unmarked' && detectsModuleSyntax(walk.called, walk.major)) return true;
    const message = syntax.type.startsWith('Import')
      ? 'Cannot use import statement outside a module'
      : "Unexpected token 'export'";
    const { line, column, endLine, endColumn } = spanStart(syntax);
    tell(
      walk,
      functionError('Runtime.UserCodeSyntaxError', `SyntaxError: ${message}`),
      path,
      { line, column, endLine, endColumn },
      0.96,
    );
    return null;
  }
  if (format !== 'module') return false;
  const declared = new Set(scopeOf(program).bindings.keys());
  const [used] = commonJsNames(module, declared);
  if (used !== undefined) {
    tell(
      walk,
      functionError('ReferenceError', `${used.name} is not defined in ES module scope`),
      path,
      used.at,
      0.95,
    );
    return null;
  }
  return true;
}

function spanStart(node: {
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null;
}): Span {
  const { line, column } = node.loc!.start;
  return { line, column: column + 1, endLine: line, endColumn: column + 1 };
}

/** `require` of a package that has nothing but ES modules. */
export function examineRequireOfEsModule(
  walk: Walk,
  from: ParsedModule,
  asked: StaticImport,
  folder: string,
  name: string,
): void {
  if (asked.isEsModule || asked.specifier !== name || loadsEsModulesByRequire(walk.called, walk.major))
    return;
  const json = readPackageJson(walk.tree.source, folder);
  if (json?.type !== 'module' || json.main?.endsWith('.cjs') === true) return;
  if (json.exports !== undefined && !isImportOnly(json.exports)) return;
  const main = json.main ?? 'index.js';
  tell(
    walk,
    functionError(
      'Error',
      `require() of ES Module /var/task/${folder}/${main} from /var/task/${from.path} not supported.`,
    ),
    from.path,
    asked.at,
    0.93,
    `${folder}/package.json: "type": "module"`,
  );
}

/** True where no condition of `exports` gives `require` anything else. */
function isImportOnly(exports: unknown): boolean {
  if (typeof exports === 'string') return !exports.endsWith('.cjs');
  if (typeof exports !== 'object' || exports === null) return false;
  const root = (exports as Readonly<Record<string, unknown>>)['.'] ?? exports;
  const text = JSON.stringify(root);
  return !text.includes('"require"') && !text.includes('.cjs"') && !text.includes('"module-sync"');
}
