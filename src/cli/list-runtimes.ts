// Prints each runtime with the interpreter that runs it here, and says where another version stands in.
import { UserError } from '../core/errors.ts';
import { createInterpreters, overrideVariable } from '../lambda/interpreters.ts';
import { findRuntime, runtimeNames } from '../lambda/runtimes.ts';
import type { RuntimesOptions } from './runtimes.ts';
import { terminalOf, type Terminal } from './terminal.ts';

interface RuntimeHere {
  readonly runtime: string;
  /** Null where nothing here runs it. */
  readonly interpreter: { readonly path: string; readonly version: string } | null;
  /** False where another version stands in. */
  readonly exact: boolean;
  /** `VARCO_RUNTIME_NODEJS24_X`, which names another. */
  readonly variable: string | null;
}

export async function listRuntimes(options: RuntimesOptions): Promise<void> {
  const warned = new Set<string>();
  const interpreters = createInterpreters({
    environment: process.env,
    warn: (sentence) => warned.add(/^Runtime (\S+)/.exec(sentence)?.[1] ?? ''),
    mustBeReadableByAll: false,
  });
  const found: RuntimeHere[] = [];
  for (const name of runtimeNames) {
    const runtime = findRuntime(name);
    if (runtime === null || runtime === 'not-built') continue;
    if (runtime.language === 'custom') {
      found.push({ runtime: name, interpreter: null, exact: true, variable: null });
      continue;
    }
    const interpreter = await interpreters.find(runtime).catch((error: unknown) => {
      if (error instanceof UserError) return null;
      throw error;
    });
    const exact = interpreter !== null && !warned.has(name);
    found.push({ runtime: name, interpreter, exact, variable: overrideVariable(name) });
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ runtimes: found })}\n`);
  else printTable(found, terminalOf(process.stdout));
}

function printTable(found: readonly RuntimeHere[], terminal: Terminal): void {
  const { bold, dim, yellow, green, red } = terminal.colors;
  const nameWidth = Math.max(...found.map(({ runtime }) => runtime.length));
  const versionWidth = Math.max(...found.map(({ interpreter }) => interpreter?.version.length ?? 0));
  terminal.line();
  for (const { runtime, interpreter, exact, variable } of found) {
    const name = bold(runtime.padEnd(nameWidth));
    if (variable === null) {
      terminal.line(`  ${green('✓')} ${name}  ${dim("the function's own bootstrap")}`);
    } else if (interpreter === null) {
      terminal.line(`  ${red('✗')} ${name}  ${dim(`not found; ${variable} can name one`)}`);
    } else {
      const mark = exact ? green('✓') : yellow('~');
      const version = interpreter.version.padEnd(versionWidth);
      terminal.line(`  ${mark} ${name}  ${exact ? version : yellow(version)}  ${dim(interpreter.path)}`);
    }
  }
  terminal.line();
  if (found.some(({ interpreter, exact }) => interpreter !== null && !exact)) {
    terminal.line(`  ${yellow('~')} another version stands in: functions run, and a difference may show.`);
  }
  terminal.line(`  ${dim('varco runtimes add nodejs22.x')} installs that Node.js from npm.`);
  terminal.line();
}
