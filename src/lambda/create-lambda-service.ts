// Lambda on this machine: functions as published, invoked in sandboxes, with their logs (DESIGN D5).
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import { sandboxesMax, spareQuietMs } from '../core/limits.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { AsynchronousInvoker } from './asynchronous/asynchronous-invoker.ts';
import { Capacity } from './capacity.ts';
import { debugMismatch, type FindDebugTarget } from './debug-target.ts';
import { FunctionPools } from './function-pools.ts';
import { Invoker } from './invoke.ts';
import { afterDrain } from './log/drain.ts';
import { createCodePackages } from './packages/code-packages.ts';
import { removeTree } from './packages/work-folders.ts';
import { PublishedFunction } from './published-function.ts';
import { chooseSandboxKind } from './sandbox/choose-sandbox-kind.ts';
import type { SandboxKind } from './sandbox/sandbox.ts';
import type { LambdaService } from './service.ts';
import { Supervisor } from './supervisor.ts';
import { SpareAllowance } from './spares/spare-allowance.ts';
import { Spares } from './spares/spares.ts';
import { SparePlans } from './spares/spare-plans.ts';
import { createEnvironmentStarter } from './start-environment.ts';
import { makeWorkFolder } from './work-folder.ts';

export interface LambdaServiceOptions {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** Where packages are laid out and sandboxes keep /tmp; a folder of this service's own is made in it. */
  readonly folder: string;
  /** Hears one sentence at a time for the person at the keyboard: a runtime that another version stands in for. */
  readonly warn: (sentence: string) => void;
  /** Varco's environment: PATH, HOME, `VARCO_SANDBOX=process`, `VARCO_RUNTIME_…`. process.env unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Sandboxes at one time, `sandboxesMax` unless given. */
  readonly sandboxesMax?: number;
  /** How many spare processes may wait for a cold start, shared with other services; none unless given. */
  readonly spares?: SpareAllowance;
  /** Which functions are debugged; none unless given. */
  readonly debugTarget?: FindDebugTarget;
}

/** What this machine's Lambda can do besides. */
export interface RunningLambda extends LambdaService {
  /** Boots a spare process for functions like this one now; false where none can stand in for it, or may be made. */
  prepareSpare(functionName: string): Promise<boolean>;
  /** Ends all that runs, and has its last lines written; what was laid out stays on disk until `close`. */
  end(): Promise<void>;
  /** Starts the environments of the functions that are debugged, and again whenever one of them changes. */
  startDebugged(): void;
}

/** A function that is debugged starts so long after it has changed. */
const debugRestartMs = 300;

/** @throws UserError where the folder cannot be used */
export function createLambdaService(options: LambdaServiceOptions): RunningLambda {
  const { clock, ids } = options;
  const environment = options.environment ?? process.env;
  const folder = makeWorkFolder(options.folder);
  const packages = createCodePackages(join(folder, 'code'));
  const functions = new Map<string, PublishedFunction>();
  let kind: SandboxKind | null = null;
  // Not before it is needed: trying bubblewrap takes some 10 ms.
  const sandboxKind = (): SandboxKind => (kind ??= chooseSandboxKind(folder, environment));

  const supervisor = new Supervisor(clock);
  const capacity = new Capacity(options.sandboxesMax ?? sandboxesMax);
  const spares = new Spares({
    allowance: options.spares ?? new SpareAllowance(0),
    clock,
    folder: join(folder, 'spares'),
    sandboxKind,
    isBusy: () => capacity.isStarting || invoker.hasStartedSince(clock.nowMs() - spareQuietMs),
  });
  const debugTarget: FindDebugTarget = options.debugTarget ?? (() => null);
  const starting = {
    ...options,
    debugTarget,
    environment,
    folder,
    packages,
    sandboxKind,
    supervisor,
    spares,
  };
  const starter = createEnvironmentStarter(starting);
  const plans = new SparePlans({ clock, starter, spares });
  const pools = new FunctionPools({
    clock,
    capacity,
    start: starter.start,
    isDebugged: ({ functionName, runtime }) => {
      const target = debugTarget(functionName);
      return target !== null && debugMismatch(target, runtime) === null;
    },
    packages,
    isPublished: (sha256) => [...functions.values()].some((published) => published.uses(sha256)),
  });
  const invoker = new Invoker({ ...options, functions });
  const functionNamed = (functionName: string) => functions.get(functionName)?.document ?? null;
  const asynchronous = new AsynchronousInvoker({ ...options, invoker, functionNamed });

  let isDebugging = false;
  const startDebuggedOne = (functionName: string): void => {
    if (debugTarget(functionName) !== null) functions.get(functionName)?.startDebugged();
  };

  const end = async (): Promise<void> => {
    asynchronous.close();
    plans.close();
    functions.clear();
    invoker.forget();
    await Promise.all([pools.close(), spares.close()]);
    supervisor.close();
    // The last lines of the last invocations are written a turn or two after their processes have ended.
    for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => afterDrain(resolve));
    kind?.close();
  };

  return {
    packages,
    invoke: (request) => invoker.invoke(request),
    invokeAsync: (request) => Promise.resolve(asynchronous.invoke(request)),
    publish(document) {
      const published = functions.get(document.functionName);
      if (published === undefined) {
        const createPool = pools.create.bind(pools);
        functions.set(document.functionName, new PublishedFunction(document, { ids, createPool }));
      } else {
        for (const sha256 of published.update(document)) pools.dropLater(sha256);
      }
      invoker.forget();
      plans.plan(document.latest);
      // The port is free again when the former environment is gone.
      if (isDebugging) clock.after(debugRestartMs, () => startDebuggedOne(document.functionName));
    },
    remove(functionName) {
      const published = functions.get(functionName);
      functions.delete(functionName);
      for (const sha256 of published?.retire() ?? []) pools.dropLater(sha256);
      invoker.forget();
    },
    function: functionNamed,
    functionUrl(urlId) {
      for (const { document } of functions.values()) {
        if (document.urls === undefined) continue;
        for (const [alias, url] of Object.entries(document.urls)) {
          const { functionArn } = document.latest;
          const arn = alias === '' ? functionArn : `${functionArn}:${alias}`;
          if (url.urlId === urlId) return { document, alias, arn, url };
        }
      }
      return null;
    },
    provisioned: (functionName, version) =>
      functions.get(functionName)?.provisioned(version) ?? { allocated: 0, available: 0, hasFailed: false },
    notEnforced: () => sandboxKind().notEnforced,
    startDebugged() {
      isDebugging = true;
      for (const functionName of functions.keys()) startDebuggedOne(functionName);
    },
    async prepareSpare(functionName) {
      const document = functions.get(functionName)?.document;
      const program = document === undefined ? null : await starter.programLike(document.latest);
      return program !== null && spares.make(program);
    },
    end,
    async close() {
      await end();
      await packages.close();
      await removeTree(folder);
    },
  };
}
