// What `varco start` prints when it is ready: each API with its URL and routes, and what is not honoured.
import { relative } from 'node:path';
import { missingHandlerFiles } from '../lambda/handler-file.ts';
import type { DeployedRoute, RunningApi, Varco } from '../varco.ts';
import type { Terminal } from './terminal.ts';

export interface NoticeFacts {
  readonly terminal: Terminal;
  readonly version: string;
  readonly project: string | undefined;
  /** Null keeps nothing. */
  readonly data: string | null;
  readonly warnings: readonly string[];
  readonly readyMs: number;
}

export function startNotice(varco: Varco, facts: NoticeFacts): void {
  const { terminal, version } = facts;
  const { bold, dim, cyan, yellow } = terminal.colors;
  const from = facts.project === undefined ? 'no project, empty' : relative('.', facts.project) || '.';
  terminal.line();
  terminal.line(`  ${bold('varco')} ${dim(version)}  ${dim(from)}`);
  for (const api of varco.apis) printApi(api, varco, terminal);
  printFunctionUrls(varco, terminal);
  terminal.line();
  terminal.line(`  ${dim('endpoint')}  ${cyan(varco.endpoint ?? '')}`);
  terminal.line(`  ${dim('data')}      ${dataText(varco, facts.data)}`);
  printNotHonoured(varco, terminal);
  for (const sentence of [...missingHandlers(varco), ...varco.notEnforced, ...facts.warnings])
    terminal.line(`  ${yellow('!')} ${sentence}`);
  terminal.line();
  terminal.line(`  Ready in ${Math.round(facts.readyMs)} ms. ${dim('Ctrl-C ends it.')}`);
  terminal.line();
}

function dataText({ restored }: Varco, data: string | null): string {
  if (data === null) return 'in memory, until the end';
  const { apis, functions } = restored;
  if (apis + functions === 0) return data;
  return `${data}, which brought back ${counted(apis, 'API')} and ${counted(functions, 'function')}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function printApi(api: RunningApi, varco: Varco, terminal: Terminal): void {
  const { bold, dim, cyan } = terminal.colors;
  const [stage = ''] = api.stages;
  terminal.line();
  terminal.line(`  ${bold(api.name)}  ${cyan(`${api.url ?? ''}/${stage}`)}`);
  for (const other of api.stages.slice(1))
    terminal.line(`  ${' '.repeat(api.name.length)}  ${cyan(`${api.url ?? ''}/${other}`)}`);
  const methodWidth = Math.max(...api.routes.map(({ method }) => method.length), 3);
  const pathWidth = Math.max(...api.routes.map(({ path }) => path.length), 1);
  const runtimes = new Map(varco.functions.map(({ functionName, runtime }) => [functionName, runtime]));
  const names = new Map(varco.functions.map(({ functionName, logicalId }) => [functionName, logicalId]));
  for (const route of api.routes) {
    const { functionName } = route;
    const behind = functionName === null ? route.integrationType : (names.get(functionName) ?? functionName);
    const runtime = functionName === null ? '' : (runtimes.get(functionName) ?? '');
    terminal.line(
      `    ${route.method.padEnd(methodWidth)}  ${route.path.padEnd(pathWidth)}  ${dim([behind, runtime, ...protectionOf(route)].filter((word) => word !== '').join(' '))}`,
    );
  }
  if (!api.routes.some(({ needsApiKey }) => needsApiKey)) return;
  for (const { logicalId, value } of api.apiKeys)
    terminal.line(`    ${dim('x-api-key')} ${value} ${dim(logicalId)}`);
}

/** What a caller must bring, behind a bar. */
function protectionOf({ authorization, needsApiKey }: DeployedRoute): readonly string[] {
  const asked = [...(authorization === null ? [] : [authorization]), ...(needsApiKey ? ['API key'] : [])];
  return asked.length === 0 ? [] : [`| ${asked.join(', ')}`];
}

function printFunctionUrls({ functionUrls }: Varco, terminal: Terminal): void {
  const { bold, cyan, dim } = terminal.colors;
  if (functionUrls.length > 0) terminal.line();
  for (const { logicalId, url, authType } of functionUrls)
    terminal.line(`  ${bold(logicalId)}  ${cyan(url)}${authType === 'NONE' ? '' : dim(` | ${authType}`)}`);
}

function printNotHonoured(varco: Varco, terminal: Terminal): void {
  if (varco.notHonoured.length === 0) return;
  const { bold, dim, yellow } = terminal.colors;
  terminal.line();
  terminal.line(`  ${bold('Not honoured')} ${dim('in this template; the rest is served without it')}`);
  for (const { logicalId, type, property, reason } of varco.notHonoured) {
    const what = property === null ? type : property;
    terminal.line(`  ${yellow('!')} ${logicalId} ${dim(what)}  ${reason}`);
  }
}

/** AWS deploys such a function without a word, so Varco serves it too; but it says what will happen. */
function missingHandlers(varco: Varco): readonly string[] {
  const sentences: string[] = [];
  for (const { functionName, logicalId, handler } of varco.functions) {
    const configuration = varco.lambda.function(functionName)?.latest;
    const code = configuration === undefined ? null : varco.lambda.packages.get(configuration.codeSha256);
    const missing = code === null ? null : missingHandlerFiles(configuration!, code.entries);
    if (missing === null) continue;
    sentences.push(
      `${logicalId}: the handler ${handler} needs ${missing[0]!} in its package, which is not there: every request to it will end in 502. Correct Handler or CodeUri.`,
    );
  }
  return sentences;
}
