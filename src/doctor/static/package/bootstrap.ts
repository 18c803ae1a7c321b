// The program that Lambda starts, a custom runtime's or the one behind a wrapper: there, executable, for the right machine,
// and with an interpreter that exists.
import type { Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { entryAt, isExecutable, modeText } from '../../package-listing.ts';
import { functionError, predict } from '../predict.ts';
import { readBinary } from './binary.ts';
import type { PackageContents, PackagedFunction } from './contents.ts';

const headBytes = 4096;
const filesQuotedMax = 5;

export function examineBootstrap(
  subject: Case,
  contents: PackageContents,
  called: PackagedFunction,
  language: Language,
): Finding | null {
  const path = programOf(contents, called);
  if (path === null) return null;
  const entry = entryAt(contents.entries, path);
  const seen = (message: string, evidence: readonly string[], confidence = 0.97): Finding | null =>
    predict(
      subject,
      { outcome: functionError('Runtime.InvalidEntrypoint', message), confidence, evidence, place: null },
      language,
    );
  if (entry === null) {
    // A layer can bring it.
    if (called.hasLayers) return null;
    const files = contents.entries.map((each) => each.path).slice(0, filesQuotedMax);
    return seen(
      `RequestId: 0 Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`,
      files,
    );
  }
  const denied = `RequestId: 0 Error: fork/exec /var/task/${path}: permission denied`;
  if (entry.type === 'directory') return seen(denied, [`${modeText(entry)} ${path}`]);
  if (entry.type === 'file' && !isExecutable(entry))
    return seen(denied, [`${modeText(entry)} ${path}`], contents.kind === 'folder' ? 0.8 : 0.97);
  const bytes = contents.bytes(path, headBytes);
  if (bytes === null) return null;
  return wrongMachine(path, bytes, called, seen) ?? wrongScript(path, bytes, seen);
}

/** `bootstrap` of a custom runtime; the handler where a wrapper (the Lambda Web Adapter's, say) takes it for a program. */
export function programOf(contents: PackageContents, called: PackagedFunction): string | null {
  if (called.runtime.startsWith('provided')) return 'bootstrap';
  const { handler, environment } = called;
  const isWrapped = environment?.['AWS_LAMBDA_EXEC_WRAPPER'] !== undefined;
  return handler !== undefined && isWrapped && entryAt(contents.entries, handler) !== null ? handler : null;
}

type See = (message: string, evidence: readonly string[], confidence?: number) => Finding | null;

function wrongMachine(path: string, bytes: Uint8Array, called: PackagedFunction, seen: See): Finding | null {
  const binary = readBinary(bytes);
  if (binary === null || (binary.format === 'elf' && binary.machine === called.architecture)) return null;
  return seen(`RequestId: 0 Error: fork/exec /var/task/${path}: exec format error`, [
    `${path}: ${binary.format === 'elf' ? `ELF ${binary.machine}` : binary.format === 'mach-o' ? 'Mach-O (macOS)' : 'PE (Windows)'}`,
    `${called.runtime}, ${called.architecture}`,
  ]);
}

function wrongScript(path: string, bytes: Uint8Array, seen: See): Finding | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!text.startsWith('#!')) return null;
  const line = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  if (!line.endsWith('\r')) return null;
  return seen(`RequestId: 0 Error: fork/exec /var/task/${path}: no such file or directory`, [
    `${path}:1: ${line.slice(0, -1)}\\r`,
  ]);
}
