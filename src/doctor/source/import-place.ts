// The line that asks for a module which is not there.
import { full } from 'acorn-walk';
import type { Case } from '../case.ts';
import type { Place } from '../cause.ts';
import { parseModule, spanOf, type ParsedModule } from './javascript/parse.ts';
import { requiredModule } from './javascript/syntax.ts';
import type { SourceReader, Span } from './source-reader.ts';
import { placeAt } from './violation-place.ts';

/** In a JavaScript file: the `import` or `require` of the specifier. `matches` compares with what stands there. */
export function javascriptImportPlace(
  source: SourceReader,
  path: string,
  matches: (specifier: string) => boolean,
): Place | null {
  const module = parseModule(source, path);
  if (module === null) return null;
  let found: Span | null = null;
  full(module.program, (node) => {
    const specifier =
      node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration'
        ? String(node.source.value)
        : node.type === 'ExportNamedDeclaration' && node.source
          ? String(node.source.value)
          : requiredModule(node);
    if (specifier !== null && matches(specifier)) found ??= spanOf(node);
  });
  return found === null ? null : placeAt(source, path, found, null);
}

/** In the handler's Python module; null where the import stands in another file. */
export function pythonImportPlace(subject: Case, missing: string): Place | null {
  const { pythonModule, source } = subject;
  if (pythonModule === undefined || source === undefined) return null;
  const found = pythonModule.imports.find(
    ({ module }) => module === missing || module.startsWith(`${missing}.`),
  );
  return found === undefined ? null : placeAt(source, pythonModule.path, found.at, null);
}

/** The first `import` or `export` of a module. */
export function importOrExportPlace(source: SourceReader, module: ParsedModule): Place | null {
  const first = module.program.body.find(
    (node) => node.type.startsWith('Import') || node.type.startsWith('Export'),
  );
  return first === undefined ? null : placeAt(source, module.path, spanOf(first), null);
}
