// Step 6: what the function wrote of the very request that failed.
import { valueOf } from '../collect/ask.ts';
import { lambdaRequestId, routeOfExecution } from '../collect/walked-routes.ts';
import { ownMessages } from '../function-log.ts';
import { cut } from '../words.ts';
import type { Check } from './step.ts';
import { unanswered } from './unanswered.ts';
import type { WalkView } from './walk-view.ts';

const routesShownMax = 3;
const linesShownMax = 3;

export function functionLogChecks({ walk, words, findings }: WalkView): readonly Check[] {
  const failed = [
    ...walk.tests.flatMap(({ route, run }) =>
      run.ok && run.value.status >= 500 && run.value.execution !== null
        ? [{ name: route.name, execution: run.value.execution }]
        : [],
    ),
    ...walk.failures.map((execution) => ({
      name: routeOfExecution(walk.routes, execution)?.name ?? `${execution.request.path}`,
      execution,
    })),
  ];
  if (failed.length === 0) return [{ mark: 'note', text: words.logNotNeeded }];
  // What a finding of this step tells is not told twice.
  const told = new Set(findings.filter(({ finding }) => finding.step === 6).flatMap(({ routes }) => routes));
  const checks: Check[] = [];
  const none = new Set<string>();
  const unwaited = new Set<string>();
  const seen = new Set<string>();
  for (const { name, execution } of failed) {
    const requestId = lambdaRequestId(execution);
    if (requestId === null) {
      (execution.outcome?.kind === 'integration-timeout' ? unwaited : none).add(name);
      continue;
    }
    const asked = walk.functionLogs.get(requestId);
    if (asked === undefined || told.has(name) || seen.has(name)) continue;
    seen.add(name);
    if (!asked.ok) {
      checks.push(unanswered(asked, words.the.functionLog, words));
      continue;
    }
    const own = ownMessages({ functionLog: valueOf(asked) ?? [] });
    if (own.length === 0 && checks.length < routesShownMax)
      checks.push({ mark: 'note', text: words.logSilent(name) });
    else if (checks.length < routesShownMax)
      checks.push({
        mark: 'note',
        text: words.logSeen(name),
        evidence: own.slice(-linesShownMax).map((line) => cut(line, 120)),
      });
  }
  const silent = [...none].filter((name) => !seen.has(name) && !told.has(name));
  if (silent.length > 0) checks.push({ mark: 'note', text: words.logNone(silent) });
  if (unwaited.size > 0) checks.push({ mark: 'note', text: words.logElsewhere([...unwaited]) });
  return checks;
}
