// JavaScript text as a syntax tree, parsed once for each text.
import { parse, type Node, type Options, type Program } from 'acorn';
import { doctorSourceCharactersMax } from '../../../core/limits.ts';
import { normalisePath, type Position, type SourceReader, type Span } from '../source-reader.ts';
import { createTextCache } from '../text-cache.ts';

export interface ParsedModule {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly reader: SourceReader;
}

/** Text that no JavaScript parser takes, and where it stops making sense. */
export interface SyntaxFault {
  readonly path: string;
  readonly at: Position;
  readonly message: string;
}

export type Parsed =
  | { readonly ok: true; readonly module: ParsedModule }
  | { readonly ok: false; readonly fault: SyntaxFault };

type ParsedText =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly at: Position; readonly message: string };

const modules = createTextCache<ParsedText>(doctorSourceCharactersMax);
const commonJs = createTextCache<ParsedText>(doctorSourceCharactersMax);

/** Null where the file is missing or too large to parse while requests wait. */
function parseFile(reader: SourceReader, path: string): Parsed | null {
  const text = reader.read(path);
  if (text === null || text.length > doctorSourceCharactersMax) return null;
  const parsed = path.endsWith('.cjs')
    ? commonJs.get(text, (each) => parseText(each, ['commonjs', 'module']))
    : modules.get(text, (each) => parseText(each, ['module', 'commonjs']));
  if (!parsed.ok) return { ok: false, fault: { path, at: parsed.at, message: parsed.message } };
  return { ok: true, module: { path, text, program: parsed.program, reader } };
}

export function parseModule(reader: SourceReader, path: string): ParsedModule | null {
  const parsed = parseFile(reader, path);
  return parsed?.ok === true ? parsed.module : null;
}

const common: Options = {
  ecmaVersion: 'latest',
  locations: true,
  allowHashBang: true,
};

/** As one kind, else as the other. Where neither holds, the parse that came further tells. */
function parseText(text: string, kinds: readonly ('module' | 'commonjs')[]): ParsedText {
  let furthest: AcornSyntaxError | null = null;
  for (const sourceType of kinds) {
    try {
      return { ok: true, program: parse(text, { ...common, sourceType }) };
    } catch (thrown) {
      if (!isSyntaxError(thrown)) throw thrown;
      if (furthest === null || thrown.pos > furthest.pos) furthest = thrown;
    }
  }
  const { loc, message } = furthest!;
  return { ok: false, at: { line: loc.line, column: loc.column + 1 }, message: withoutPosition(message) };
}

interface AcornSyntaxError extends SyntaxError {
  readonly pos: number;
  readonly loc: { readonly line: number; readonly column: number };
}

function isSyntaxError(thrown: unknown): thrown is AcornSyntaxError {
  return thrown instanceof SyntaxError && 'pos' in thrown && 'loc' in thrown;
}

/** acorn ends its messages with ` (3:14)`. */
function withoutPosition(message: string): string {
  const open = message.lastIndexOf(' (');
  return open === -1 ? message : message.slice(0, open);
}

export function spanOf(node: Node): Span {
  const { start, end } = node.loc!;
  return { line: start.line, column: start.column + 1, endLine: end.line, endColumn: end.column + 1 };
}

const extensions = ['', '.js', '.mjs', '.cjs'];

/** The file a handler's module names, in the order of AWS's runtime client (SPEC §9.4). */
export function moduleFile(
  reader: SourceReader,
  pathWithoutExtension: string,
): ParsedModule | SyntaxFault | null {
  for (const extension of extensions) {
    const parsed = parseFile(reader, normalisePath(pathWithoutExtension + extension));
    if (parsed !== null) return parsed.ok ? parsed.module : parsed.fault;
  }
  return null;
}

/** The file a relative import leads to, as Node.js resolves it; null for a package's name or a missing file. */
export function relativeImport(from: ParsedModule, specifier: string): ParsedModule | SyntaxFault | null {
  if (!specifier.startsWith('.')) return null;
  const base = normalisePath(`${from.path}/../${specifier}`);
  return moduleFile(from.reader, base) ?? moduleFile(from.reader, `${base}/index`);
}

export function isSyntaxFault(found: ParsedModule | SyntaxFault): found is SyntaxFault {
  return 'message' in found;
}
