// The program that starts a custom runtime, and what keeps Lambda from starting it, in Lambda's own words (SPEC §9.6).
import { existsSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Architecture } from '../model.ts';

export type Entrypoint =
  /** Path inside the sandbox: `/var/task/bootstrap`. */
  { readonly path: string; readonly fault: null } | { readonly path: string; readonly fault: string };

/**
 * Lambda takes the package's `bootstrap`, or else that of a layer.
 *
 * @param layersFolder what becomes /opt; null where there are no layers
 */
export async function findEntrypoint(
  taskFolder: string,
  layersFolder: string | null,
  architecture: Architecture,
): Promise<Entrypoint> {
  const places: readonly (readonly [inside: string, here: string])[] = [
    ['/var/task/bootstrap', join(taskFolder, 'bootstrap')],
    ...(layersFolder === null ? [] : [['/opt/bootstrap', join(layersFolder, 'bootstrap')] as const]),
  ];
  for (const [path, here] of places) {
    const found = await stat(here).catch(() => null);
    if (found === null) continue;
    // Laid out, every entry has the *other* bits for everybody.
    const reason =
      !found.isFile() || (found.mode & 0o001) === 0
        ? 'permission denied'
        : await whyNotExecutable(here, architecture, (inside) =>
            existsSync(hostPath(inside, taskFolder, layersFolder)),
          );
    return { path, fault: reason === null ? null : `fork/exec ${path}: ${reason}` };
  }
  const fault = "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  return { path: '/var/task/bootstrap', fault };
}

/** Where a path inside the sandbox is on this machine; what is not the function's own is the system's. */
function hostPath(inside: string, taskFolder: string, layersFolder: string | null): string {
  if (inside.startsWith('/var/task/')) return join(taskFolder, inside.slice('/var/task/'.length));
  if (inside.startsWith('/opt/') && layersFolder !== null)
    return join(layersFolder, inside.slice('/opt/'.length));
  return inside;
}

const noSuchFile = 'no such file or directory';
const wrongFormat = 'exec format error';
/** Linux reads so much of a script's first line. */
const firstBytes = 256;

async function whyNotExecutable(
  file: string,
  architecture: Architecture,
  exists: (inside: string) => boolean,
): Promise<string | null> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch {
    // It may be run but not read: the kernel decides.
    return null;
  }
  try {
    const head = Buffer.alloc(firstBytes);
    const { bytesRead } = await handle.read(head, 0, firstBytes, 0);
    const start = head.subarray(0, bytesRead);
    if (start.toString('latin1', 0, 2) === '#!') return whyNoScript(start, exists);
    if (start.toString('latin1', 0, 4) !== '\u007fELF') return wrongFormat;
    return await whyNoProgram(handle, start, architecture, exists);
  } finally {
    await handle.close();
  }
}

/** A carriage return belongs to the interpreter's name, which is how a Windows line end breaks a script. */
function whyNoScript(start: Buffer, exists: (inside: string) => boolean): string | null {
  const line = start.toString('latin1', 2).split('\n', 1)[0]!;
  const interpreter = line.replace(/^[ \t]+/, '').split(/[ \t]/, 1)[0]!;
  if (interpreter === '') return wrongFormat;
  return exists(interpreter) ? null : noSuchFile;
}

/** `e_machine` of ELF. */
const machines: Readonly<Record<Architecture, number>> = { x86_64: 0x3e, arm64: 0xb7 };
const programInterpreter = 3;
const programHeadersMax = 64;

async function whyNoProgram(
  handle: FileHandle,
  start: Buffer,
  architecture: Architecture,
  exists: (inside: string) => boolean,
): Promise<string | null> {
  if (start.length < 64 || start[4] !== 2 || start.readUInt16LE(18) !== machines[architecture])
    return wrongFormat;
  const offset = Number(start.readBigUInt64LE(32));
  const [size, count] = [start.readUInt16LE(54), start.readUInt16LE(56)];
  if (size < 56 || count > programHeadersMax) return null;
  const headers = Buffer.alloc(size * count);
  await handle.read(headers, 0, headers.length, offset);
  for (let at = 0; at + size <= headers.length; at += size) {
    if (headers.readUInt32LE(at) !== programInterpreter) continue;
    const name = Buffer.alloc(Math.min(Number(headers.readBigUInt64LE(at + 32)), firstBytes));
    await handle.read(name, 0, name.length, Number(headers.readBigUInt64LE(at + 8)));
    return exists(name.toString('latin1').replace(/\0.*$/s, '')) ? null : noSuchFile;
  }
  return null;
}
