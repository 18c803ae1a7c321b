// A module that could not be found, told the same way for all runtimes (TAXONOMY rules 1 and 2).
import type { Case, RuntimeFamily } from '../../case.ts';
import type { Place } from '../../cause.ts';
import { faultPlace, faultOf, taskPath, taskRoots, userFrames, type Fault } from '../../fault.ts';
import { holds } from '../../package-listing.ts';
import { readNodeHandler } from '../../source/javascript/function.ts';
import { javascriptImportPlace, pythonImportPlace } from '../../source/import-place.ts';
import { pythonModuleFiles, readPythonHandler } from '../../source/python/module.ts';
import { normalisePath } from '../../source/source-reader.ts';

export interface ImportFault {
  readonly fault: Fault;
  readonly family: RuntimeFamily;
  /** As asked for: `express`, `./lib/db`, `requests.auth`; for a missing ES module file its path below /var/task. */
  readonly missing: string;
  /** The user's file that asks, relative to /var/task; null where the message does not tell. */
  readonly importer: string | null;
  readonly isFromLayer: boolean;
  /** True where it is the handler's own file that is not there. */
  readonly isHandler: boolean;
  /** True for a file of the package rather than a library. */
  readonly isOwnFile: boolean;
  /** An ES module `import`: it does not look into layers. */
  readonly isEsModule: boolean;
  /** What the package would have to hold, relative to /var/task, any one of it. */
  readonly wanted: readonly string[];
}

/** Null where the error is another. */
export function importFaultOf(subject: Case): ImportFault | null {
  const fault = faultOf(subject);
  if (fault === null) return null;
  const lines = fault.message.split('\n');
  for (const line of lines.slice(0, 3)) {
    const found =
      readNodeLine(subject, fault, line, lines) ??
      readPythonLine(subject, fault, line) ??
      readRubyLine(subject, fault, line) ??
      readClassLine(fault, line) ??
      readBareLine(subject, fault, line);
    if (found !== null) return found;
  }
  return null;
}

/** `a` of `before 'a' after`. */
function between(
  text: string,
  before: string,
  quote: string,
): { readonly inner: string; readonly rest: string } | null {
  const start = text.indexOf(before + quote);
  if (start === -1) return null;
  const from = start + before.length + quote.length;
  const end = text.indexOf(quote, from);
  return end === -1 ? null : { inner: text.slice(from, end), rest: text.slice(end + quote.length) };
}

/** The quotes are lost, or a person put a name of their own there: `Cannot find module <package>`. */
function bareName(line: string): { readonly inner: string; readonly rest: string } | null {
  const inner = /Cannot find module <?([@\w./-][^<>'"\n]{0,100}?)>?(?: imported from .*)?$/.exec(
    line.trimEnd(),
  )?.[1];
  return inner === undefined ? null : { inner, rest: '' };
}

const nodeExtensions = ['', '.js', '.mjs', '.cjs', '.json', '/index.js', '/package.json'];

function readNodeLine(
  subject: Case,
  fault: Fault,
  line: string,
  lines: readonly string[],
): ImportFault | null {
  const found =
    between(line, 'Cannot find module ', "'") ??
    between(line, 'Cannot find package ', "'") ??
    between(line, 'Cannot find module ', '"') ??
    bareName(line);
  if (found === null) return null;
  const mark = ' imported from ';
  const isEsModule = found.rest.startsWith(mark);
  const askers = isEsModule ? [found.rest.slice(mark.length).trim()] : requireStack(lines);
  const isAskedByLayer = askers[0] !== undefined && /^(?:file:\/\/)?\/opt\//.test(askers[0]);
  const importerFile = isAskedByLayer ? undefined : askers.find((file) => taskPath(subject, file) !== null);
  const importer = importerFile === undefined ? null : taskPath(subject, importerFile);
  const isFromLayer =
    importer === null && askers.some((file) => file.startsWith('/opt/') || file.startsWith('file:///opt/'));
  const missing = taskPath(subject, found.inner) ?? found.inner;
  const isRelative = missing.startsWith('.') || missing !== found.inner;
  const handler = subject.function?.handler;
  const handlerFile = handler === undefined ? null : (readNodeHandler(handler)?.file ?? null);
  const isHandler =
    importer === null &&
    !isFromLayer &&
    (handlerFile === null
      ? askers.length > 0 || /^\/var\/task\/[^/]+$/.test(found.inner)
      : missing === handlerFile || missing === handlerFile.split('/').at(-1));
  const base =
    isHandler && handlerFile !== null
      ? handlerFile
      : missing.startsWith('.') && importer !== null
        ? `${importer}/../${missing}`
        : isRelative
          ? missing
          : `node_modules/${missing}`;
  const wanted =
    isHandler || isRelative
      ? nodeExtensions.map((extension) => normalisePath(base + extension))
      : [normalisePath(`node_modules/${packageName(missing)}`)];
  return {
    fault,
    family: 'nodejs',
    missing,
    importer,
    isFromLayer,
    isHandler,
    isOwnFile: isHandler || isRelative,
    isEsModule,
    wanted,
  };
}

/** `@scope/name` of `@scope/name/part`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The files below `Require stack:`, asking one first. */
function requireStack(lines: readonly string[]): readonly string[] {
  const head = lines.findIndex((line) => line.trim() === 'Require stack:');
  if (head === -1) return [];
  return lines
    .slice(head + 1)
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2).trim());
}

function readPythonLine(subject: Case, fault: Fault, line: string): ImportFault | null {
  const found = between(line, 'No module named ', "'") ?? between(line, 'No module named ', '"');
  // Old versions write the name bare.
  const missing = found?.inner ?? /No module named ([\w.]+)$/.exec(line)?.[1];
  if (missing === undefined) return null;
  const handler = subject.function?.handler;
  const asked = between(line, 'Unable to import module ', "'")?.inner.replaceAll('/', '.') ?? null;
  const handlerModule =
    asked ?? (handler === undefined ? null : (readPythonHandler(handler)?.module ?? null));
  const isHandler =
    asked !== null &&
    handlerModule !== null &&
    (handlerModule === missing.replaceAll('/', '.') || isMissingParent(subject, handlerModule, missing));
  const frame = userFrames(subject, fault)[0];
  const importer = frame?.path ?? null;
  const listing = subject.packageListing ?? [];
  const isOwnFile =
    isHandler || holds(listing, missing.split('.')[0]!) || holds(listing, `${missing.split('.')[0]!}.py`);
  return {
    fault,
    family: 'python',
    missing,
    importer,
    isFromLayer: importer === null && fault.trace.some((entry) => entry.includes('"/opt/')),
    isHandler,
    isOwnFile,
    isEsModule: false,
    wanted: pythonModuleFiles(missing),
  };
}

/** `cannot load such file -- mail/indifferent_hash`; the handler `config/environment.Lamby.cmd` names the file before its first dot. */
function readRubyLine(subject: Case, fault: Fault, line: string): ImportFault | null {
  const asked = /cannot load such file -- (\S+)/.exec(line)?.[1];
  if (asked === undefined) return null;
  const missing = taskPath(subject, asked) ?? asked;
  const handlerFile = subject.function?.handler?.replace(/\.(?:rb)?(?:\.|$).*|\..*$/, '') ?? null;
  const isHandler = handlerFile !== null && missing.replace(/\.rb$/, '') === handlerFile;
  const asking = fault.trace
    .map((entry) => /\/var\/task\/([^:'"`\s]+\.rb):\d+/.exec(entry)?.[1])
    .find((each) => each !== undefined);
  return {
    fault,
    family: 'other',
    missing,
    importer: asking ?? null,
    isFromLayer: fault.trace.some((entry) => entry.includes('/opt/')) && asking === undefined,
    isHandler,
    isOwnFile: isHandler || asked.startsWith('/') || asked.startsWith('.'),
    isEsModule: false,
    wanted: [`${missing}.rb`, missing],
  };
}

/** A class of a library that Java or .NET cannot load while it runs the handler's own. */
function readClassLine(fault: Fault, line: string): ImportFault | null {
  const text = `${fault.type ?? ''}: ${line}`;
  const missing =
    /NoClassDefFoundError: (?:Could not initialize class )?([\w/$.]+\/[\w/$.]+)/
      .exec(text)?.[1]
      ?.replaceAll('/', '.') ?? /Could not load file or assembly '([^',]+)/.exec(text)?.[1];
  if (missing === undefined) return null;
  return {
    fault,
    family: 'other',
    missing,
    importer: null,
    isFromLayer: false,
    isHandler: false,
    isOwnFile: false,
    isEsModule: false,
    wanted: [],
  };
}

/** `Unable to import module 'app'` and no word why: old clients write that of a module that asks for another. */
function readBareLine(subject: Case, fault: Fault, line: string): ImportFault | null {
  if (/^(?:Error: )?Cannot find (?:module|package)\.?$/.test(line.trim())) return unnamedModule(fault);
  const isTypeAlone =
    fault.type === 'Runtime.ImportModuleError' &&
    /^(?:Error)?$|Error Type: |^Runtime\.ImportModuleError\W*$/.test(line.trim());
  if (isTypeAlone) return unnamedModule(fault);
  const asking = /^Unable to import module '([^']+)'(?:: Error)?\.?$/.exec(line.trim())?.[1];
  if (asking === undefined) return null;
  const isNode =
    fault.trace.some((entry) => /_resolveFilename|module\.js:/.test(entry)) ||
    line.trim().endsWith(': Error');
  const imported = subject.pythonModule?.imports.map(({ module }) => module.split('.')[0]!);
  return {
    fault,
    family: isNode ? 'nodejs' : 'python',
    missing: imported?.[0] ?? 'a dependency',
    importer: `${asking}${isNode ? '.js' : '.py'}`,
    isFromLayer: false,
    isHandler: false,
    isOwnFile: false,
    isEsModule: false,
    wanted: [],
  };
}

/** `Cannot find module`, and the name was left out. */
function unnamedModule(fault: Fault): ImportFault {
  return {
    fault,
    family: 'nodejs',
    missing: 'a dependency',
    importer: null,
    isFromLayer: false,
    isHandler: false,
    isOwnFile: false,
    isEsModule: false,
    wanted: [],
  };
}

/** `src` of the handler `src.app.handler`, when there is no such folder. */
function isMissingParent(subject: Case, handlerModule: string, missing: string): boolean {
  if (!handlerModule.startsWith(`${missing}.`)) return false;
  return subject.packageListing === undefined || !holds(subject.packageListing, missing.replaceAll('.', '/'));
}

/** The line that asks for it. */
export function importPlace(subject: Case, found: ImportFault): Place | null {
  const { source } = subject;
  if (found.isHandler || source === undefined) return null;
  if (found.family === 'python') {
    return faultPlace(subject, found.fault) ?? pythonImportPlace(subject, found.missing);
  }
  if (found.importer === null) return null;
  const { importer, missing } = found;
  return javascriptImportPlace(source, importer, (specifier) =>
    missing.startsWith('.') || !specifier.startsWith('.')
      ? specifier === missing || packageName(specifier) === missing
      : normalisePath(`${importer}/../${specifier}`) === missing,
  );
}

/** The evidence line, without the sandbox's own files. */
export function importEvidence(subject: Case, { fault, importer }: ImportFault): string {
  const first =
    fault.message
      .split('\n')
      .find(
        (line) =>
          line.includes('Cannot find') || line.includes('No module named') || line.includes('cannot load'),
      ) ?? fault.message;
  const told = taskRoots(subject).reduce(
    (text, root) => text.replaceAll(`file://${root}/`, '').replaceAll(`${root}/`, ''),
    first,
  );
  return importer === null || told.includes(importer) ? told : `${told} (asked for in ${importer})`;
}
