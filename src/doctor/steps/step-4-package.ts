// Step 4: each function's package, opened: whether the function may read what is in it.
import { isReadable } from '../package-listing.ts';
import type { Check } from './step.ts';
import { unanswered } from './unanswered.ts';
import type { WalkView } from './walk-view.ts';

export function packageChecks({ walk, words, findings }: WalkView): readonly Check[] {
  const fine: string[] = [];
  const checks: Check[] = [];
  const told = findings.filter(({ finding }) => finding.cause === 'package.unreadable-file');
  for (const { name, code, configuration, arn } of walk.functions.values()) {
    if (!configuration.ok) continue;
    if (code === null) {
      checks.push({ mark: 'unknown', text: words.packageImage(name), todo: words.packageImageTodo });
    } else if (!code.ok) {
      checks.push(unanswered(code, words.the.code(name), words));
    } else {
      const closed = code.value.entries.filter((entry) => !isReadable(entry));
      const isTold = told.some(({ functionArn }) => functionArn === arn);
      if (closed.length === 0) fine.push(name);
      else if (!isTold)
        checks.push({
          mark: 'fault',
          text: words.unreadable(
            name,
            closed.map(({ path }) => path),
          ),
        });
    }
  }
  return fine.length === 0 ? checks : [{ mark: 'fine', text: words.packageFine(fine) }, ...checks];
}
