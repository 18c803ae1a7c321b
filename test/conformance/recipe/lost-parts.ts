// What the translation of recorded tests into steps has lost, and can be told from what is left.
import type { Members } from './python.ts';

/** Upstream's own functions that stand behind a call give parts of its answer. */
const answerParts: Readonly<Record<string, readonly string[]>> = {
  'apigateway.CreateResource': ['id', 'parentId'],
  'apigateway.CreateDeployment': ['id', 'createdDate'],
  'apigateway.PutIntegration': ['uri', 'type'],
};

/** @param target The `as` of the step */
export function partsOf(call: string, target: unknown, answer: Members): unknown {
  if (call === 'apigateway.PutMethodResponse' && target === 'status_code') return answer['statusCode'];
  if (!Array.isArray(target)) return answer;
  if (call === 'apigateway.ImportRestApi') return [answer, answer['rootResourceId']];
  return answerParts[call]?.map((part) => answer[part]) ?? answer;
}

/** A step was to fail where the next one looks at its error: the name of that error. */
export function errorNameIn(next: Members | undefined): string | undefined {
  return next === undefined ? undefined : /\$\{(\w+)\.value\b/.exec(JSON.stringify(next))?.[1];
}

/** A fixture that yields has no `return`: what it yields is what it computed last, and what follows takes it down. */
export function yieldedSteps(steps: readonly Members[]): readonly Members[] {
  if (steps.some((step) => 'return' in step)) return steps;
  const last = steps.findLastIndex((step) => 'let' in step);
  return steps.slice(last + 1).some((step) => 'call' in step) ? steps : steps.slice(0, last + 1);
}

/** The names of those fixtures of a case that its steps use as if they were variables or functions. */
export function fixturesUsed(steps: readonly Members[], names: readonly string[]): readonly string[] {
  const text = JSON.stringify(steps);
  return names.filter(
    (name) =>
      !text.includes(`"setup":"${name}"`) && new RegExp(`\\$\\{${name}\\b|"\\$?use":"${name}"`).test(text),
  );
}
