// `npm run evaluate -- --cases FILE [--json]`: prints how well the doctor names the causes of reported cases, and the misses.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runPythonAst } from '../../src/cli/explain.ts';
import { answerCases, score, type Answer, type ReportedCase, type Score } from './score.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    json: { type: 'boolean', default: false },
    /** Without what the person says in words. */
    strict: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
});
if (values.cases === undefined) {
  process.stderr.write(
    'npm run evaluate -- --cases FILE [--json] [--strict] [--all]: FILE is a list of reported cases.\n',
  );
  process.exit(2);
}

const cases = JSON.parse(readFileSync(values.cases, 'utf8')) as readonly ReportedCase[];
const evaluable = cases.filter((each) => each.evaluable);
const others = cases.filter((each) => !each.evaluable);
const options = { runPython: runPythonAst };
const lenient = score(await answerCases(evaluable, { ...options, withWords: true }));
const strict = score(await answerCases(evaluable, { ...options, withWords: false }));
const undecidable = await answerCases(others, { ...options, withWords: true });

if (values.json) process.stdout.write(`${JSON.stringify({ lenient, strict, undecidable })}\n`);
else print();

function print(): void {
  const line = (text = ''): void => void process.stdout.write(`${text}\n`);
  line(`${cases.length} cases, ${evaluable.length} of them evaluable`);
  line();
  line('                          with words  without');
  const rows: readonly (readonly [string, (from: Score) => string])[] = [
    ['top-1', (from) => percent(from.top1)],
    ['top-1 or its neighbour', (from) => percent(from.top1OrNeighbour)],
    ['top-1, weighted by cause', (from) => percent(from.top1ByCause)],
    ['top-3', (from) => percent(from.top3)],
    ['family', (from) => percent(from.family)],
    ['nothing found', (from) => String(from.nothingFound)],
  ];
  for (const [name, value] of rows)
    line(`${name.padEnd(26)}${value(lenient).padStart(9)}${value(strict).padStart(10)}`);
  line();
  line('not evaluable (low confidence, or nothing but words): a doctor may abstain');
  const named = undecidable.filter(({ found }) => (found[0]?.confidence ?? 0) >= 0.7);
  const right = named.filter(({ rank }) => rank === 0);
  line(
    `  named with confidence: ${named.length} of ${undecidable.length}, right ${right.length}, other than reported ${named.length - right.length}`,
  );
  line(
    `  top-1 ${percent(score(undecidable).top1)}, said what to collect ${undecidable.filter(({ missing }) => missing.length > 0).length}`,
  );
  line();
  const chosen = values.strict ? strict : lenient;
  line('per cause (top-1)');
  const byCause = Map.groupBy(chosen.answers, ({ expected }) => expected);
  for (const [cause, group] of [...byCause].toSorted(([a], [b]) => a.localeCompare(b))) {
    const hits = group.filter(({ rank }) => rank === 0).length;
    if (hits < group.length || values.all) line(`  ${cause.padEnd(38)}${hits}/${group.length}`);
  }
  line();
  line('misses');
  for (const answer of chosen.answers) if (answer.rank !== 0) line(`  ${missed(answer)}`);
}

function missed({ id, expected, found }: Answer): string {
  const top = found.slice(0, 4).map(({ cause, confidence }) => `${cause} ${confidence.toFixed(2)}`);
  return `${id}: ${expected}, found ${top.join(', ') || 'nothing'}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
