// The log groups that are there, and those that a person means by a word.
import { UserError } from '../../core/errors.ts';
import type { Account } from '../../doctor/collect/account.ts';
import { answerOf } from '../reach-account.ts';

export interface GroupOnAccount {
  readonly name: string;
  readonly storedBytes: number;
  /** Null keeps events for ever. */
  readonly retentionDays: number | null;
}

const pagesMax = 200;

/** In the order of their names; bounded, for an account may have a great many. */
export async function listGroups(account: Account): Promise<readonly GroupOnAccount[]> {
  const logs = await account.logs();
  const groups: GroupOnAccount[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const token = nextToken;
    const answer = await answerOf(account, 'logs:DescribeLogGroups', () =>
      logs.describeLogGroups({ ...(token !== undefined && { nextToken: token }) }),
    );
    for (const { logGroupName, storedBytes, retentionInDays } of answer.logGroups ?? []) {
      groups.push({
        name: logGroupName!,
        storedBytes: storedBytes ?? 0,
        retentionDays: retentionInDays ?? null,
      });
    }
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  return groups;
}

/** At one time so many are read, lest a word that is in all names reads an account. */
const groupsMax = 20;

/** A group's own name wins; a function's or an API's comes before any that only holds the word. @throws UserError for none */
export function groupsMeant(word: string, groups: readonly GroupOnAccount[]): readonly string[] {
  const names = groups.map(({ name }) => name);
  const whole = names.filter(
    (name) =>
      name === word ||
      name === `/aws/lambda/${word}` ||
      name === `API-Gateway-Execution-Logs_${word}` ||
      name.startsWith(`API-Gateway-Execution-Logs_${word}/`),
  );
  if (names.includes(word)) return [word];
  if (whole.length > 0) return whole;
  const part = names.filter((name) => name.toLowerCase().includes(word.toLowerCase()));
  if (part.length > groupsMax) {
    throw new UserError(`${part.length} log groups have ${word} in their names: name one of them whole.`);
  }
  if (part.length > 0) return part;
  throw new UserError(
    names.length === 0
      ? `No log group is there yet, so none is called ${word}: send a request, or invoke a function.`
      : `No log group has ${word} in its name: \`varco logs\` lists those that are there.`,
  );
}
