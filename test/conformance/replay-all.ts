// Replays the cases of a file, some at a time, and tells each verdict as soon as it is there.
import { existsSync, readFileSync } from 'node:fs';
import { readCases } from './cases-file.ts';
import { notLocalReason } from './not-local.ts';
import { readRecipe, type RecordedCase } from './recipe/read-recipe.ts';
import { replayRecipe } from './recipe/replay-recipe.ts';
import { replayCase } from './replay-case.ts';
import type { Target } from './target.ts';
import { CannotReplay, type Verdict } from './verdict.ts';

export interface CaseToReplay {
  readonly id: string;
  /** It looks at everything that the account has: nothing else may run beside it. */
  readonly alone: boolean;
  replay(): Promise<Verdict>;
}

export interface ReplayedCase {
  readonly id: string;
  readonly verdict: Verdict;
  readonly durationMs: number;
}

/** @param left Told what a case could not delete */
export function casesOf(
  file: string,
  target: Target,
  left: (sentence: string) => void,
): readonly CaseToReplay[] {
  const read = readCases(file);
  if (read.kind === 'recordings') {
    const document = (name: string): string => {
      const path = read.document(name);
      if (!existsSync(path)) throw new CannotReplay(`the document ${name} is not there`);
      return readFileSync(path, 'utf8');
    };
    return read.cases.map((recorded) => ({
      id: recorded.id,
      alone: seesWholeAccount(recorded, read.cases),
      replay: async () => {
        const recipe = readRecipe(recorded, read.cases);
        return typeof recipe === 'string'
          ? { kind: 'skip', reason: recipe }
          : replayRecipe(recipe, { target, document, left });
      },
    }));
  }
  return read.cases.map((replayable) => ({
    id: replayable.id,
    alone: false,
    replay: () => replayCase(replayable, { target, awsOnly: read.awsOnly, document: read.document, left }),
  }));
}

/** Verdicts come in the order in which the cases end. */
export async function replayAll(
  cases: readonly CaseToReplay[],
  parallel: number,
  replayed: (result: ReplayedCase) => void,
): Promise<void> {
  const one = async (waiting: Iterable<CaseToReplay>): Promise<void> => {
    for (const next of waiting) {
      const startMs = performance.now();
      const verdict = await verdictOf(next);
      replayed({ id: next.id, verdict, durationMs: performance.now() - startMs });
    }
  };
  const together = cases.filter(({ alone }) => !alone).values();
  await Promise.all(Array.from({ length: parallel }, () => one(together)));
  await one(cases.filter(({ alone }) => alone));
}

const wholeAccount =
  /"apigateway\.Get(?:Account|ApiKeys|RestApis|UsagePlans|DomainNames|VpcLinks)"|"apigateway\.UpdateAccount"|"lambda\.(?:ListFunctions|GetAccountSettings|ListLayers)"|"logs\.DescribeLogGroups"/;

function seesWholeAccount(recorded: RecordedCase, cases: readonly RecordedCase[]): boolean {
  const recipe = readRecipe(recorded, cases);
  return typeof recipe !== 'string' && wholeAccount.test(JSON.stringify(recipe.steps));
}

/** What cannot hold here is skipped with its reason. */
export async function verdictOf(one: CaseToReplay): Promise<Verdict> {
  const reason = notLocalReason(one.id);
  return reason === null ? one.replay() : { kind: 'skip', reason };
}
