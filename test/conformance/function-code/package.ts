// The deployment package of a case's function: its behaviour in the language of its runtime.
import { zipSync, type Zippable } from 'fflate';
import { CannotReplay } from '../verdict.ts';
import type { FunctionOfCase } from '../replayable-case.ts';
import { nodejsSource } from './nodejs.ts';
import { pythonSource } from './python.ts';
import { rubySource } from './ruby.ts';
import { shellBootstrap } from './shell.ts';

export interface FunctionPackage {
  readonly zip: Uint8Array;
  readonly handler: string;
}

/** @throws CannotReplay for a language that needs a compiler, or a behaviour without code in that language */
export function packageOf(given: FunctionOfCase, errorPayload: unknown): FunctionPackage {
  const { runtime, behaviour } = given;
  if (runtime.startsWith('python')) return sourceFile(given, 'handler', '.py', pythonSource(behaviour));
  if (runtime.startsWith('nodejs')) return sourceFile(given, 'index', '.js', nodejsSource(behaviour));
  if (runtime.startsWith('ruby')) return sourceFile(given, 'function', '.rb', rubySource(behaviour));
  if (runtime.startsWith('provided')) {
    const script = shellBootstrap(behaviour, errorPayload);
    return { zip: zipped({ bootstrap: script }), handler: 'bootstrap' };
  }
  throw new CannotReplay(`a function for ${runtime} needs a compiler, which this program does not bring`);
}

/** `(fixture)` stands where the handler's name is not known. */
function sourceFile(
  { handler }: FunctionOfCase,
  module: string,
  extension: string,
  source: string,
): FunctionPackage {
  const [file, name] = /^([\w-]+)\.(\w+)$/.exec(handler)?.slice(1) ?? [module, 'handler'];
  if (name !== 'handler') throw new CannotReplay(`this program names no handler ${name}`);
  return { zip: zipped({ [`${file}${extension}`]: source }), handler: `${file}.handler` };
}

/** The same code is the same package, whenever it is made. */
const packedAt = new Date(2020, 0, 1);

/** Readable and executable for everyone: a package's modes count. */
export function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    entries[name] = [Buffer.from(content), { attrs: 0o755 << 16, os: 3, mtime: packedAt }];
  }
  return zipSync(entries);
}
