// Step 7: what the console's Test answers, and what that does not prove.
import type { Check } from './step.ts';
import { unanswered } from './unanswered.ts';
import type { WalkView } from './walk-view.ts';

const failedShownMax = 4;

export function testChecks({ walk, words, lambdaRoutes, findings }: WalkView): readonly Check[] {
  if (walk.options.invoke === 'none') return [{ mark: 'unknown', text: words.testOff }];
  const passed: string[] = [];
  const failed: { readonly name: string; readonly status: number }[] = [];
  const checks: Check[] = [];
  for (const { route, run } of walk.tests) {
    if (!run.ok) checks.push(unanswered(run, route.name, words));
    else if (run.value.status >= 500) failed.push({ name: route.name, status: run.value.status });
    else passed.push(route.name);
  }
  const causeOf = (name: string): { readonly cause?: string } => {
    const found = findings.find(({ routes, isPast }) => !isPast && routes.includes(name));
    return found === undefined ? {} : { cause: found.finding.cause };
  };
  const lines: Check[] = failed
    .slice(0, failed.length > failedShownMax ? failedShownMax - 1 : failedShownMax)
    .map(({ name, status }) => ({ mark: 'fault', text: words.testFailed(name, status), ...causeOf(name) }));
  if (failed.length > failedShownMax)
    lines.push({
      mark: 'fault',
      text: words.testFailedMany(
        failed.length - lines.length,
        failed.slice(lines.length).map(({ name }) => name),
      ),
    });
  const skipped = lambdaRoutes
    .filter(({ route }) => !walk.tests.some((test) => test.route === route))
    .map(({ name }) => name);
  return [
    ...lines,
    ...(passed.length === 0 ? [] : [{ mark: 'fine' as const, text: words.testPassed(passed) }]),
    ...checks,
    ...(skipped.length === 0
      ? []
      : [{ mark: 'unknown' as const, text: words.testSkipped(skipped), todo: words.testSkippedTodo }]),
    ...(walk.tests.length === 0 ? [] : [{ mark: 'note' as const, text: words.testProves }]),
  ];
}
