// Step 2: what the functions returned, against the contract of a proxy response.
import { readOutput } from '../../proxy/read-output.ts';
import type { Check } from './step.ts';
import type { WalkView } from './walk-view.ts';

export function outputChecks({ walk, words, lambdaRoutes, findings }: WalkView): readonly Check[] {
  const proxied = lambdaRoutes.filter(({ picture }) => picture.integration?.type === 'AWS_PROXY');
  if (lambdaRoutes.length === 0)
    return [{ mark: 'note', text: walk.routes.length === 0 ? words.outputsNone : words.noLambda }];
  const present = findings.filter(({ isPast }) => !isPast);
  const judged = new Set(present.flatMap(({ routes }) => routes));
  const malformed = new Set(
    present.filter(({ finding }) => finding.step === 2).flatMap(({ routes }) => routes),
  );
  const fitting: string[] = [];
  const unseen: string[] = [];
  for (const { name, route } of proxied) {
    if (malformed.has(name)) continue;
    const run = walk.tests.find((test) => test.route === route)?.run;
    const payload = run?.ok === true ? run.value.execution?.integration?.call?.payload : undefined;
    const answered = walk.answers.some(
      (each) => each.route === route && typeof each.answer !== 'string' && each.answer.errorType === null,
    );
    if (
      payload !== undefined &&
      (payload.truncated || readOutput(payload.text).ok) &&
      run!.ok &&
      run!.value.status < 500
    )
      fitting.push(name);
    else if (answered) fitting.push(name);
    else if (payload === undefined && !judged.has(name)) unseen.push(name);
  }
  if (fitting.length + unseen.length + malformed.size === 0)
    return [{ mark: 'note', text: words.outputsNone }];
  return [
    ...(fitting.length === 0 ? [] : [{ mark: 'fine' as const, text: words.outputsFit(fitting) }]),
    ...(unseen.length === 0
      ? []
      : [{ mark: 'unknown' as const, text: words.outputsUnseen(unseen), todo: words.outputsUnseenTodo }]),
  ];
}
