// The first file, from the handler's on through its relative imports, that no parser takes.
import { full } from 'acorn-walk';
import { handlerModule } from './javascript/function.ts';
import { isSyntaxFault, relativeImport, type ParsedModule, type SyntaxFault } from './javascript/parse.ts';
import { requiredModule } from './javascript/syntax.ts';
import type { SourceReader } from './source-reader.ts';

/** Bounds for one search: requests wait meanwhile. */
const filesMax = 40;
const charactersMax = 524_288;

export function findSyntaxFault(reader: SourceReader, handler: string): SyntaxFault | null {
  const start = handlerModule(reader, handler);
  if (start === null) return null;
  if (isSyntaxFault(start)) return start;
  const seen = new Set([start.path]);
  const waiting = [start];
  let characters = start.text.length;
  for (let module = waiting.shift(); module !== undefined; module = waiting.shift()) {
    for (const specifier of importsOf(module)) {
      const target = relativeImport(module, specifier);
      // Of a compiled module (`.node`) or of JSON no JavaScript parser is asked.
      if (target === null || seen.has(target.path) || !/\.[cm]?[jt]sx?$/.test(target.path)) continue;
      if (isSyntaxFault(target)) return target;
      seen.add(target.path);
      characters += target.text.length;
      if (seen.size >= filesMax || characters > charactersMax) return null;
      waiting.push(target);
    }
  }
  return null;
}

export function importsOf(module: ParsedModule): readonly string[] {
  const found: string[] = [];
  full(module.program, (node) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration')
      found.push(String(node.source.value));
    else if (node.type === 'ExportNamedDeclaration' && node.source) found.push(String(node.source.value));
    else {
      const required = requiredModule(node);
      if (required !== null) found.push(required);
    }
  });
  return found;
}
