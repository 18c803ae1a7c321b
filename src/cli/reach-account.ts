// The options by which a command reaches CloudWatch: the running Varco unless it is told otherwise, or AWS itself.
import { Option, type Command } from 'commander';
import { UserError } from '../core/errors.ts';
import type { Account } from '../doctor/collect/account.ts';

export interface AccountChoice {
  /** A URL, or `aws` for AWS itself. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
}

const localEndpoint = 'http://127.0.0.1:4566';

export function withAccountOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--endpoint <url>',
        `whom to ask: a URL, or "aws" for AWS itself; default AWS_ENDPOINT_URL, then ${localEndpoint}`,
      ),
    )
    .addOption(new Option('--region <name>', 'AWS Region; default AWS_REGION, or us-east-1 of a Varco'))
    .addOption(
      new Option('--profile <name>', 'ask AWS with a profile of its configuration files, SSO included'),
    );
}

/** @throws UserError where the endpoint is no URL, or no region is known */
export async function reachAccount({ endpoint, region, profile }: AccountChoice): Promise<Account> {
  const { openAccount } = await import('../doctor/collect/account.ts');
  return openAccount({ endpoint: urlOf(endpoint, profile), region, profile });
}

/** Undefined is AWS, or what AWS_ENDPOINT_URL says. */
function urlOf(endpoint: string | undefined, profile: string | undefined): string | undefined {
  if (endpoint === 'aws') return undefined;
  if (endpoint === undefined) {
    return profile === undefined ? (process.env['AWS_ENDPOINT_URL'] ?? localEndpoint) : undefined;
  }
  if (URL.canParse(endpoint)) return endpoint;
  throw new UserError(
    `--endpoint takes a URL such as ${localEndpoint}, or aws, and "${endpoint}" is neither.`,
  );
}

/**
 * The answer to one question to AWS.
 *
 * @param action The IAM action that it needs: `logs:FilterLogEvents`.
 * @throws UserError where nobody answers, or AWS refuses it
 */
export async function answerOf<Value>(
  account: Account,
  action: string,
  question: () => Promise<Value>,
): Promise<Value> {
  const { ask } = await import('../doctor/collect/ask.ts');
  const asked = await ask({ action, resource: '*' }, question).catch((thrown: unknown): never => {
    if (!(thrown instanceof UserError) || account.endpoint === null) throw thrown;
    if (!thrown.message.startsWith('Nothing answers')) throw thrown;
    throw new UserError(
      `Nothing answers at ${account.endpoint}: start it with \`varco start\`, or name another with --endpoint.`,
      { cause: thrown },
    );
  });
  if (asked.ok) return asked.value;
  throw new UserError(
    asked.reason === 'denied'
      ? `AWS does not let these credentials do this: they need ${action}. ${asked.message}`
      : asked.message,
  );
}
