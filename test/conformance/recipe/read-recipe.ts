// A recorded case with its inputs, which another case of the file may hold, and the parameters of its variant.
import type { Members } from './python.ts';
import type { Recipe } from './replay-recipe.ts';
import { parametersOf, type Parameters } from './variant.ts';

export interface RecordedCase {
  readonly id: string;
  readonly recordedAt?: string | null;
  readonly variant?: string | null;
  readonly parametrize?: readonly Parameters[] | null;
  readonly sameInputsAs?: string | null;
  readonly recipe?: readonly Members[] | null;
  readonly fixtures?: Readonly<Record<string, readonly Members[]>> | null;
  readonly parameters?: Members | null;
  readonly recorded?: Members | null;
}

/** A newer recording of the same test: `@date` stands behind the id of the older one. */
function recordedAgain(
  { id, recordedAt }: RecordedCase,
  cases: readonly RecordedCase[],
): RecordedCase | undefined {
  const test = id.replace(/@[\d-]+$/, '');
  return cases.find(
    (other) =>
      other.id !== id &&
      other.id.replace(/@[\d-]+$/, '') === test &&
      (other.recordedAt ?? '') > (recordedAt ?? ''),
  );
}

/** A text says why the case cannot be replayed. */
export function readRecipe(recorded: RecordedCase, cases: readonly RecordedCase[]): Recipe | string {
  const inputs =
    typeof recorded.sameInputsAs === 'string'
      ? cases.find(
          ({ id }) => id === recorded.sameInputsAs || recorded.sameInputsAs === id.replace(/@.*$/, ''),
        )
      : recorded;
  const again = recordedAgain(recorded, cases);
  if (again !== undefined) return `AWS has changed its answer since: recorded again as ${again.id}`;
  if (inputs?.recipe === undefined || inputs.recipe === null || inputs.recipe.length === 0) {
    return 'the recording has no inputs';
  }
  const parametrize = recorded.parametrize ?? inputs.parametrize ?? [];
  const parameters = recorded.parameters ?? parametersOf(parametrize, recorded.variant);
  if (parameters === null) return `the recording does not say the values of its variant ${recorded.variant}`;
  return {
    id: recorded.id,
    steps: inputs.recipe,
    fixtures: inputs.fixtures ?? {},
    parameters,
    variant: recorded.variant ?? null,
    recorded: recorded.recorded ?? {},
  };
}
