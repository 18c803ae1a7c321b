// The line that gives a name to the outside.
import type { Place } from '../cause.ts';
import { exportsOf } from './javascript/exports.ts';
import { spanOf, type ParsedModule } from './javascript/parse.ts';
import type { PythonModule } from './python/module.ts';
import type { SourceReader } from './source-reader.ts';
import { placeAt } from './violation-place.ts';

export const exportPlace = {
  /** Of the named export; null where the module has none by that name. */
  javascript(source: SourceReader, module: ParsedModule, name: string | null): Place | null {
    const { named, whole } = exportsOf(module);
    const binding = name === null ? undefined : named.get(name);
    const node = binding !== undefined && binding.kind !== 'import' ? binding.node : whole;
    if (node === null) return null;
    const { line, column } = spanOf(node);
    return placeAt(source, module.path, { line, column, endLine: line, endColumn: column }, null);
  },
  python(source: SourceReader, module: PythonModule, name: string): Place | null {
    const found = module.functions.get(name);
    return found === undefined ? null : placeAt(source, module.path, found.at, null);
  },
} as const;
