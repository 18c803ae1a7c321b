// The walk told step by step, in the order of AWS's article; each step's findings stand first.
import { beyondChecks } from './beyond.ts';
import { logChecks } from './step-1-logs.ts';
import { outputChecks } from './step-2-output.ts';
import { permissionChecks } from './step-3-permission.ts';
import { packageChecks } from './step-4-package.ts';
import { handlerChecks } from './step-5-handler.ts';
import { functionLogChecks } from './step-6-function-log.ts';
import { testChecks } from './step-7-test.ts';
import type { Check, Step } from './step.ts';
import type { WalkView } from './walk-view.ts';

const checksOf: Readonly<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, (view: WalkView) => readonly Check[]>> = {
  1: logChecks,
  2: outputChecks,
  3: permissionChecks,
  4: packageChecks,
  5: handlerChecks,
  6: functionLogChecks,
  7: testChecks,
};

export function stepsOf(view: WalkView): readonly Step[] {
  const { titles } = view.words;
  return [
    ...([1, 2, 3, 4, 5, 6, 7] as const).map((number) => ({
      number,
      title: titles[number],
      checks: [...findingChecks(view, number), ...checksOf[number](view)],
    })),
    { number: null, title: titles.beyond, checks: [...findingChecks(view, null), ...beyondChecks(view)] },
  ];
}

function findingChecks({ findings, words }: WalkView, number: Step['number']): readonly Check[] {
  return findings
    .filter(({ finding, isPast }) => finding.step === number && !isPast)
    .map(({ finding, routes }) => ({
      mark: 'fault',
      text: routes.length === 0 ? finding.title : `${words.affects(routes)}: ${finding.title}`,
      cause: finding.cause,
    }));
}
