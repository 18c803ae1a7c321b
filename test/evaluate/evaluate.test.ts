// How well the doctor names the causes of reported cases must not fall.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runPythonAst } from '../../src/cli/explain.ts';
import { causes } from '../../src/doctor/causes/index.ts';
import { answerCases, score, type ReportedCase } from './score.ts';

const file = fileURLToPath(new URL('../data/cases/cases.json', import.meta.url));
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly ReportedCase[];
const evaluable = cases.filter((each) => each.evaluable);

test('of reported cases whose evidence decides, nearly all are named', async () => {
  const scored = score(await answerCases(evaluable, { withWords: true, runPython: runPythonAst }));
  const misses = scored.answers
    .filter(({ rank }) => rank !== 0)
    .map(({ id, found }) => `${id}: ${found[0]?.cause}`);
  assert.ok(scored.top1 >= 0.95, `top-1 ${scored.top1}: ${misses.join('; ')}`);
  assert.ok(scored.family >= 0.98, `family ${scored.family}`);
  assert.ok(scored.top1ByCause >= 0.94, `by cause ${scored.top1ByCause}`);
});

test('what a person says in words decides little', async () => {
  const scored = score(await answerCases(evaluable, { withWords: false, runPython: runPythonAst }));
  assert.ok(scored.top1 >= 0.9, `top-1 without words ${scored.top1}`);
});

test('where the evidence decides nothing, the doctor asks for more or is not sure', async () => {
  const unspecified = cases.filter(({ cause }) => cause === 'response.malformed-unspecified');
  const answers = await answerCases(unspecified, { withWords: true, runPython: runPythonAst });
  const rash = answers.filter(
    ({ found, missing }) => (found[0]?.confidence ?? 0) >= 0.85 && missing.length === 0,
  );
  assert.deepEqual(
    rash.map(({ id }) => id),
    [],
  );
});

test('every cause that is reported is one that the doctor knows', () => {
  const ids = new Set(causes.map(({ id }) => id));
  assert.deepEqual(
    [...new Set(cases.map(({ cause }) => cause))].filter((cause) => !ids.has(cause)),
    [],
  );
});
