// Serves a project, prints a line a request, and explains each failure that the gateway made.
import { existsSync } from 'node:fs';
import { createVarco, type ProjectChange, type Varco } from '../varco.ts';
import { functionLogLines, requestLine } from './request-line.ts';
import { startNotice } from './start-notice.ts';
import type { StartOptions } from './start.ts';
import { terminalOf, type Terminal } from './terminal.ts';

export async function serve(path: string | undefined, options: StartOptions, version: string): Promise<void> {
  const startedMs = performance.now();
  const terminal = terminalOf(process.stdout);
  const project = path ?? projectHere();
  const warnings: string[] = [];
  let ready = false;
  const varco = await createVarco({
    project,
    parameters: options.parameter,
    environment: options.envVars,
    host: options.host,
    port: options.port,
    apiPort: options.apiPort ?? (options.port === 0 ? 0 : 3000),
    region: options.region,
    data: options.ephemeral ? null : options.data,
    accountRate: options.accountRate,
    requireCloudwatchRole: options.requireCloudwatchRole,
    requireAuth: options.requireAuth,
    allowedHosts: options.allowHost,
    debug: [...(options.inspect ?? []), ...(options.debugpy ?? [])],
    warn: (sentence) => {
      if (ready) process.stderr.write(`${sentence}\n`);
      else warnings.push(sentence);
    },
  });
  ready = true;
  endOnSignal(varco);
  if (options.json) {
    printJson(varco);
    if (options.watch) await varco.follow(tellFailures);
  } else {
    const data = options.ephemeral ? null : options.data;
    startNotice(varco, {
      terminal,
      version,
      project,
      data,
      warnings,
      readyMs: performance.now() - startedMs,
    });
    follow(varco, terminal, options);
    if (options.watch) await varco.follow((change) => printChange(change, varco, terminal));
  }
}

const templateNames = ['template.yaml', 'template.yml', 'template.json'];

function projectHere(): string | undefined {
  return templateNames.some((name) => existsSync(name)) ? '.' : undefined;
}

/** One line when ready (DESIGN §5). */
function printJson(varco: Varco): void {
  const apis = varco.apis.map(({ apiId, name, url, stages }) => ({ id: apiId, name, url, stages }));
  const { notHonoured, notEnforced } = varco;
  const line = { endpoint: varco.endpoint, apis, pid: process.pid, notHonoured, notEnforced };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function follow(varco: Varco, terminal: Terminal, options: StartOptions): void {
  // The doctor is not needed to be ready; it is read while the first request is waited for.
  const explaining = import('./explain.ts').then(({ explainer }) => explainer(varco));
  const names = new Map(
    varco.functions.map(({ functionName, logicalId }) => [
      varco.lambda.function(functionName)?.latest.loggingConfig.logGroup ?? functionName,
      logicalId,
    ]),
  );
  varco.onLogEvents((batch) => {
    for (const line of functionLogLines(batch, names, terminal, options.log)) terminal.line(line);
  });
  // One after another, so that an explanation stands under its own request.
  let last = Promise.resolve();
  varco.onExecution((execution) => {
    last = last
      .then(() => explaining)
      .then((explain) => explain(execution))
      .then((finding) => {
        for (const line of requestLine(execution, finding, terminal, options.log)) terminal.line(line);
      })
      .catch((thrown: unknown) => {
        process.stderr.write(
          `varco: the explanation failed: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`,
        );
      });
  });
}

/** With --json nothing but the one line goes to standard output. */
function tellFailures(change: ProjectChange): void {
  if (change.kind === 'failed') process.stderr.write(`varco: ${change.sentence}\n`);
}

function printChange(change: ProjectChange, varco: Varco, terminal: Terminal): void {
  const { dim, green, yellow } = terminal.colors;
  const time = dim(new Date().toTimeString().slice(0, 8));
  switch (change.kind) {
    case 'code': {
      const ids = new Map(varco.functions.map(({ functionName, logicalId }) => [functionName, logicalId]));
      const names = change.functionNames.map((name) => ids.get(name) ?? name);
      terminal.line(`${time}  ${green('↻')}  new code for ${names.join(', ')}`);
      return;
    }
    case 'template':
      terminal.line(
        `${time}  ${green('↻')}  the template is deployed again  ${dim(`${Math.round(change.tookMs)} ms`)}`,
      );
      return;
    case 'failed':
      terminal.line(`${time}  ${yellow('!')}  ${change.sentence}`);
      return;
  }
}

function endOnSignal(varco: Varco): void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(130);
    ending = true;
    void varco.close().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
