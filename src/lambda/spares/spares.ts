// Spare sandboxes: an interpreter that has booted and waits to be told which function it is, so that the next cold start is
// shorter. Its /var/task is an empty folder of this machine, into which the package is linked when it is known.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { spareDelayMs, sparePackageEntriesMax } from '../../core/limits.ts';
import { encodeAdoption } from '../lane/frames.ts';
import type { PackageEntry } from '../package.ts';
import { linkPackage } from '../packages/link-package.ts';
import { makeOpenFolder, removeTree } from '../packages/work-folders.ts';
import type { Program, Sandbox, SandboxKind } from '../sandbox/sandbox.ts';
import { bootEnvironment } from './spareable.ts';
import type { SpareAllowance } from './spare-allowance.ts';

export interface SparesOptions {
  readonly allowance: SpareAllowance;
  readonly clock: Clock;
  /** Where the folders are made. */
  readonly folder: string;
  readonly sandboxKind: () => SandboxKind;
  /** True while there is something to do for which the processor is better used. */
  readonly isBusy: () => boolean;
}

/** A sandbox that has become a function's. */
export interface Adopted {
  /** With the folder that was bound in it. */
  readonly program: Program;
  readonly sandbox: Sandbox;
  /** To be called when its last process is gone. */
  release(): void;
}

interface Spare {
  readonly key: string;
  readonly taskFolder: string;
  readonly sandbox: Sandbox;
  isGone: boolean;
}

/** So many kinds are kept in mind; the allowance says how many are made. */
const wantedMax = 3;

export class Spares {
  readonly #options: SparesOptions;
  readonly #spares = new Set<Spare>();
  /** What was started last, last. */
  readonly #wanted = new Map<string, Program>();
  readonly #removals = new Set<Promise<void>>();
  #made = 0;
  #cancelFill: (() => void) | null = null;
  #isClosed = false;

  constructor(options: SparesOptions) {
    this.#options = options;
  }

  get max(): number {
    return this.#options.allowance.max;
  }

  /** A process that turns into this program, or null where there is none like it. */
  take(program: Program, entries: readonly PackageEntry[]): Adopted | null {
    if (this.#spares.size === 0 || entries.length > sparePackageEntriesMax) return null;
    const key = keyOf(program);
    const spare = [...this.#spares].find((each) => each.key === key && !each.isGone);
    if (spare === undefined) return null;
    this.#letGo(spare);
    const { taskFolder, sandbox } = spare;
    const release = (): void => this.#remove(taskFolder);
    try {
      linkPackage(entries, program.taskFolder, taskFolder);
    } catch {
      // Another device, or a file system without links: it starts as if there had been no spare.
      sandbox.onExit(release);
      sandbox.kill();
      return null;
    }
    return { program: { ...program, taskFolder }, sandbox, release };
  }

  /** Tells a process of a spare what it is; its answer is that of any process that boots. */
  static adopt(adopted: Adopted, environment: Readonly<Record<string, string>>): Sandbox {
    adopted.sandbox.channel.write(encodeAdoption(environment));
    return adopted.sandbox;
  }

  /** One like this is made when nothing else is to be done. */
  want(program: Program): void {
    if (this.max === 0) return;
    const key = keyOf(program);
    this.#wanted.delete(key);
    this.#wanted.set(key, program);
    if (this.#wanted.size > wantedMax) this.#wanted.delete(this.#wanted.keys().next().value!);
    this.#fillLater();
  }

  /** Makes one like this now, if it may; for those who cannot wait until nothing else is to be done. */
  make(program: Program): boolean {
    const key = keyOf(program);
    if (this.#isClosed) return false;
    if ([...this.#spares].some((spare) => spare.key === key)) return true;
    if (!this.#mayMake()) return false;
    this.#boot(key, program);
    return true;
  }

  /** Ends all of them and tells when they are gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelFill?.();
    const gone = [...this.#spares].map((spare) => {
      this.#letGo(spare);
      spare.sandbox.kill();
      return new Promise<void>((resolve) => spare.sandbox.onExit(() => resolve()));
    });
    await Promise.all(gone);
    await Promise.all(this.#removals);
  }

  #fillLater(): void {
    if (this.#isClosed) return;
    this.#cancelFill ??= this.#options.clock.after(spareDelayMs, () => {
      this.#cancelFill = null;
      if (this.#options.isBusy()) {
        this.#fillLater();
        return;
      }
      const made = new Set([...this.#spares].map(({ key }) => key));
      const missing = [...this.#wanted].toReversed().find(([key]) => !made.has(key));
      // One at a time: what comes meanwhile is served first.
      if (missing !== undefined && this.make(missing[1])) this.#fillLater();
    });
  }

  /** Where all that may be are there, one that is wanted least makes room. */
  #mayMake(): boolean {
    const { allowance } = this.#options;
    if (allowance.tryTake()) return true;
    const newest = new Set([...this.#wanted.keys()].slice(-allowance.max));
    const least = [...this.#spares].find(({ key }) => !newest.has(key));
    if (least === undefined) return false;
    this.#letGo(least);
    least.sandbox.onExit(() => this.#remove(least.taskFolder));
    least.sandbox.kill();
    return allowance.tryTake();
  }

  #boot(key: string, program: Program): void {
    const { folder, sandboxKind } = this.#options;
    const taskFolder = join(folder, `spare-${++this.#made}`);
    makeOpenFolder(folder);
    mkdirSync(taskFolder);
    makeOpenFolder(taskFolder);
    const sandbox = sandboxKind().start({
      ...program,
      taskFolder,
      environment: (inside) => ({ ...bootEnvironment(program.environment(inside)), _VARCO_SPARE: '1' }),
    });
    const spare: Spare = { key, taskFolder, sandbox, isGone: false };
    this.#spares.add(spare);
    // Until it is a function's, nobody else listens; an unheard error would end Varco.
    for (const channel of [sandbox.channel, sandbox.telemetry, sandbox.stdout, sandbox.stderr])
      channel.on('error', () => {});
    sandbox.onExit(() => {
      spare.isGone = true;
      if (!this.#spares.has(spare)) return;
      // It could not boot; the next would not either.
      this.#letGo(spare);
      this.#wanted.delete(key);
      this.#remove(taskFolder);
    });
  }

  #letGo(spare: Spare): void {
    if (this.#spares.delete(spare)) this.#options.allowance.giveBack();
  }

  #remove(taskFolder: string): void {
    // What cannot be removed now goes with the folder around it when Varco ends.
    const removal = removeTree(taskFolder).catch(() => {});
    this.#removals.add(removal);
    void removal.then(() => this.#removals.delete(removal));
  }
}

/** All that is decided when the process starts; only paths that all sandboxes share are put in for the others. */
function keyOf(program: Program): string {
  const inside = { taskRoot: '', runtimeFolder: '', layersRoot: '', interpreter: '' };
  return JSON.stringify([
    program.interpreter?.path,
    program.runtimeFolder,
    program.ephemeralStorageMb,
    program.arguments(inside),
  ]);
}
