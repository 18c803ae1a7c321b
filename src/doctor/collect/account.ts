// An AWS account as the doctor reaches it: the SDK's clients, loaded when first used, for AWS or another endpoint.
import type { APIGateway } from '@aws-sdk/client-api-gateway';
import type { CloudWatch } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { Lambda } from '@aws-sdk/client-lambda';
import type { STS } from '@aws-sdk/client-sts';
import { UserError } from '../../core/errors.ts';

export interface AccountOptions {
  /** Of an AWS-compatible endpoint; left out is AWS, or what AWS_ENDPOINT_URL says. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** A profile of the shared configuration files, SSO included. */
  readonly profile?: string | undefined;
}

export interface Account {
  readonly region: string;
  /** Null is AWS itself. */
  readonly endpoint: string | null;
  /** What it takes in a command of the AWS CLI to reach the same account: `--region`, `--profile`. */
  readonly commandOptions: readonly string[];
  gateway(): Promise<APIGateway>;
  lambda(): Promise<Lambda>;
  logs(): Promise<CloudWatchLogs>;
  metrics(): Promise<CloudWatch>;
  identity(): Promise<STS>;
  close(): void;
}

/** The SDK waits longer after each attempt that was throttled. */
const attemptsMax = 6;
const connectionTimeoutMs = 5000;
/** TestInvokeMethod answers within the integration's time-out, at most 29 s by default. */
const requestTimeoutMs = 60_000;

/** @throws UserError where no region is known */
export async function openAccount(options: AccountOptions): Promise<Account> {
  const endpoint = options.endpoint ?? process.env['AWS_ENDPOINT_URL'] ?? null;
  const settings = {
    ...(endpoint === null ? {} : { endpoint }),
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(endpoint === null || hasCredentials(options) ? {} : { credentials: anyone }),
    maxAttempts: attemptsMax,
    requestHandler: { connectionTimeout: connectionTimeoutMs, requestTimeout: requestTimeoutMs },
  };
  const region = options.region ?? (await configuredRegion(settings, endpoint));
  const regional = { ...settings, region };
  const clients: { destroy(): void }[] = [];
  const kept = <Client extends { destroy(): void }>(open: () => Promise<Client>) => {
    let opened: Promise<Client> | null = null;
    return (): Promise<Client> => {
      opened ??= open().then((client) => {
        clients.push(client);
        return client;
      });
      return opened;
    };
  };
  return {
    region,
    endpoint,
    commandOptions: [
      ...(options.region === undefined ? [] : ['--region', options.region]),
      ...(options.profile === undefined ? [] : ['--profile', options.profile]),
    ],
    gateway: kept(async () => new (await import('@aws-sdk/client-api-gateway')).APIGateway(regional)),
    lambda: kept(async () => new (await import('@aws-sdk/client-lambda')).Lambda(regional)),
    logs: kept(async () => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs(regional)),
    metrics: kept(async () => new (await import('@aws-sdk/client-cloudwatch')).CloudWatch(regional)),
    identity: kept(async () => new (await import('@aws-sdk/client-sts')).STS(regional)),
    close: () => {
      for (const client of clients) client.destroy();
    },
  };
}

/** Another endpoint that was named without credentials takes anyone's: Varco's own does. */
const anyone = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

function hasCredentials({ profile }: AccountOptions): boolean {
  return (
    profile !== undefined ||
    process.env['AWS_ACCESS_KEY_ID'] !== undefined ||
    process.env['AWS_PROFILE'] !== undefined
  );
}

async function configuredRegion(settings: object, endpoint: string | null): Promise<string> {
  const { APIGateway } = await import('@aws-sdk/client-api-gateway');
  const client = new APIGateway(settings);
  try {
    return await client.config.region();
  } catch (cause) {
    if (endpoint !== null) return 'us-east-1';
    throw new UserError('No AWS region is configured: give --region, or set AWS_REGION.', { cause });
  } finally {
    client.destroy();
  }
}
