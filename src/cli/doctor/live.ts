// `varco doctor --api ID --stage NAME`: the seven steps on a live API, of AWS or of Varco.
import { createInterface } from 'node:readline/promises';
import { UserError } from '../../core/errors.ts';
import type { Language } from '../../doctor/cause.ts';
import { type Account, openAccount } from '../../doctor/collect/account.ts';
import { walk, type Walk } from '../../doctor/collect/walk.ts';
import { applyFix } from '../../doctor/fix/apply-fixes.ts';
import { fixesOf } from '../../doctor/fix/fix.ts';
import { harmless, renderChecklist } from '../../doctor/report/checklist.ts';
import { counts } from '../../doctor/report/level.ts';
import { renderReport } from '../../doctor/report/report.ts';
import { jsonReport } from '../../doctor/report/json.ts';
import { examineCode } from '../../doctor/steps/examine-code.ts';
import { stepsOf } from '../../doctor/steps/steps.ts';
import type { Step } from '../../doctor/steps/step.ts';
import { walkFindings, type WalkFinding } from '../../doctor/steps/walk-findings.ts';
import { viewOf, type WalkView } from '../../doctor/steps/walk-view.ts';
import { walkWords } from '../../doctor/steps/words.ts';
import { runPythonAst } from '../explain.ts';
import { terminalOf } from '../terminal.ts';
import { parseSince } from '../time-span.ts';
import { languageOf } from './examine.ts';
import type { LiveOptions } from './live-options.ts';

/**
 * Prints the checklist, or one JSON object.
 * @returns the exit code: 1 where a fault was found
 * @throws UserError
 */
export async function doctorLive(options: LiveOptions): Promise<0 | 1> {
  const account = await openAccount({ ...options, endpoint: endpointOf(options) });
  try {
    const language = options.lang ?? languageOf(process.env);
    const found = await walk(account, walkOptions(options));
    const code = await examineCode(found, language, runPythonAst);
    const causes = walkFindings(found, code, language);
    const view = viewOf(found, causes, language);
    const steps = stepsOf(view);
    print(view, steps, causes, language, options);
    if (options.fix === true) return await fixAll(found, causes, account, language, options);
    return isFailure(steps, causes, options) ? 1 : 0;
  } finally {
    account.close();
  }
}

/** @throws UserError */
function endpointOf({ endpoint }: LiveOptions): string | undefined {
  if (endpoint === undefined || endpoint === 'aws') return undefined;
  if (URL.canParse(endpoint)) return endpoint;
  throw new UserError(`--endpoint takes a URL such as http://127.0.0.1:4566, or aws, and not ${endpoint}.`);
}

function walkOptions(options: LiveOptions) {
  const nowMs = Date.now();
  if (options.path !== undefined && !options.path.startsWith('/'))
    throw new UserError(`--path is the path behind the stage, and begins with a slash: /${options.path}`);
  return {
    apiId: options.api,
    stage: options.stage ?? null,
    path: options.path ?? null,
    method: options.method?.toUpperCase() ?? null,
    nowMs,
    sinceMs: parseSince(options.since ?? '1h', nowMs),
    invoke: invokeModes[String(options.invoke) as 'true' | 'false' | 'undefined'],
    headers: options.header ?? {},
    body: options.body ?? null,
  };
}

const invokeModes = { true: 'all', false: 'none', undefined: 'safe' } as const;

/** @returns the exit code: 0 where all that was found is mended */
async function fixAll(
  found: Walk,
  causes: readonly WalkFinding[],
  account: Account,
  language: Language,
  options: LiveOptions,
): Promise<0 | 1> {
  const words = walkWords[language];
  const fixes = fixesOf(causes, found, words);
  const told = terminalOf(options.json === true ? process.stderr : process.stdout);
  const { bold, dim, green, red } = told.colors;
  told.line(`\n${bold(fixes.length === 0 ? words.fixes.none : words.fixes.heading(fixes.length))}`);
  let mended = 0;
  for (const fix of fixes) {
    told.line(`\n  ${harmless(fix.intent)}`);
    for (const line of fix.change) told.line(dim(`    ${harmless(line)}`));
    const mayApply = options.yes === true || (await askPerson(words.fixes.ask));
    if (!mayApply) {
      told.line(dim(`  · ${process.stdin.isTTY ? words.fixes.declined : words.fixes.needYes}`));
      continue;
    }
    const { isApplied, isMended, told: lines } = await applyFix(fix, found, account, words);
    const [first = '', ...rest] = lines;
    told.line(`  ${isApplied ? green('✓') : red('✗')} ${harmless(first)}`);
    for (const line of rest) told.line(`    ${harmless(line)}`);
    if (isApplied && isMended !== false) mended++;
  }
  return mended === causes.filter(({ isPast }) => !isPast).length ? 0 : 1;
}

/** False where nobody can answer. */
async function askPerson(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(?:y|yes|s|si|sì)$/i.test((await asked.question(`  ${question} [y/N] `)).trim());
  } finally {
    asked.close();
  }
}

function print(
  view: WalkView,
  steps: readonly Step[],
  causes: readonly WalkFinding[],
  language: Language,
  options: LiveOptions,
): void {
  const terminal = terminalOf(process.stdout);
  const format = options.json === true ? 'json' : (options.format ?? 'text');
  if (format === 'json') terminal.line(JSON.stringify(liveJson(steps, causes), null, 2));
  else if (format === 'text') terminal.line(renderChecklist(view, steps, causes, terminal));
  else {
    const report = {
      findings: causes.filter(({ isPast }) => !isPast).map(({ finding }) => finding),
      missing: missingOf(steps),
    };
    const { color, width } = terminal;
    const style = { language, version: options.version, failOn: options.failOn ?? 'warning', color, width };
    process.stdout.write(renderReport(report, format, style));
  }
}

/** A fault without a finding counts like the gravest. */
function isFailure(
  steps: readonly Step[],
  causes: readonly WalkFinding[],
  { failOn = 'warning' }: LiveOptions,
): boolean {
  if (failOn === 'none') return false;
  const present = causes.filter(({ isPast }) => !isPast);
  if (present.length > 0) return present.some(({ finding }) => counts(finding, failOn));
  return steps.some(({ checks }) => checks.some(({ mark }) => mark === 'fault'));
}

function missingOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ checks }) =>
    checks.flatMap(({ mark, text, todo }) =>
      mark === 'unknown' ? [todo === undefined ? text : `${text}. ${todo}`] : [],
    ),
  );
}

function liveJson(steps: readonly Step[], causes: readonly WalkFinding[]): object {
  const present = causes.filter(({ isPast }) => !isPast);
  const report = jsonReport(
    present.map(({ finding }) => finding),
    missingOf(steps),
  );
  return {
    findings: report.findings.map((finding, index) => ({ ...finding, routes: present[index]!.routes })),
    missing: report.missing,
    steps,
    past: causes
      .filter(({ isPast }) => isPast)
      .map(({ finding, routes }) => ({ cause: finding.cause, title: finding.title, routes })),
  };
}
