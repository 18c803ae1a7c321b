// Functions for tests: a package from file contents, published under a name, invoked, and read back from its log.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../core/clock.ts';
import { systemIds } from '../../core/ids.ts';
import { createTelemetry } from '../../telemetry/create-telemetry.ts';
import type { Telemetry } from '../../telemetry/telemetry.ts';
import {
  createLambdaService,
  type LambdaServiceOptions,
  type RunningLambda,
} from '../create-lambda-service.ts';
import { SpareAllowance } from '../spares/spare-allowance.ts';
import type { InvocationRequest, InvocationResult } from '../invocation.ts';
import type { FunctionConfiguration, FunctionDocument } from '../model.ts';
import type { CodePackage } from '../package.ts';

export const accountId = '111122223333';
export const region = 'us-east-1';

export type Completed = Extract<InvocationResult, { kind: 'completed' }>;
export type Refused = Extract<InvocationResult, { kind: 'refused' }>;

export interface FunctionOptions {
  readonly runtime?: string;
  readonly handler?: string;
  readonly configuration?: Partial<FunctionConfiguration>;
  readonly document?: Partial<FunctionDocument>;
}

/** The ways in which a cold start comes to its process. */
export const processStarts = ['fresh process', 'spare'] as const;
export type ProcessStart = (typeof processStarts)[number];

export interface Fixture {
  readonly lambda: RunningLambda;
  readonly telemetry: Telemetry;
  readonly folder: string;
  readonly warnings: readonly string[];
  /** Publishes a function from file contents by path; returns its name. */
  publish(files: Readonly<Record<string, string>>, options?: FunctionOptions): Promise<string>;
  publishPackage(code: CodePackage, options?: FunctionOptions): string;
  /** A folder with these files, of that mode. */
  writeFolder(files: Readonly<Record<string, string | Uint8Array>>, mode?: number): Promise<string>;
  invoke(name: string, event?: unknown, request?: Partial<InvocationRequest>): Promise<InvocationResult>;
  /** Fails where the invocation was refused. */
  run(name: string, event?: unknown): Promise<Completed>;
  /** Messages of the function's log, waiting until there is a REPORT for each of so many invocations. */
  log(name: string, reports?: number): Promise<readonly string[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** @param options `startsIn: 'spare'`: each function's first process is one that was booted before it was known */
export function createFixture({
  startsIn = 'fresh process',
  ...options
}: Partial<LambdaServiceOptions> & { readonly startsIn?: ProcessStart } = {}): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'varco-lambda-test-'));
  // Functions run as another user where the tests run as root.
  chmodSync(folder, 0o755);
  const telemetry = createTelemetry();
  const warnings: string[] = [];
  const lambda = createLambdaService({
    accountId,
    region,
    clock: systemClock,
    ids: systemIds,
    telemetry,
    folder: join(folder, 'service'),
    warn: (sentence) => warnings.push(sentence),
    ...(startsIn === 'spare' ? { spares: new SpareAllowance(1000) } : {}),
    ...options,
  });
  let count = 0;
  const known = new Set<string>();

  const publishPackage = (code: CodePackage, function_: FunctionOptions = {}): string => {
    const functionName = function_.configuration?.functionName ?? `function-${++count}`;
    lambda.publish(documentOf(functionName, code, function_));
    return functionName;
  };

  const writeFolder: Fixture['writeFolder'] = async (files, mode = 0o644) => {
    const target = mkdtempSync(join(folder, 'code-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(target, path)), { recursive: true });
      await writeFile(join(target, path), text, { mode });
    }
    return target;
  };

  const invoke: Fixture['invoke'] = async (name, event = {}, request = {}) => {
    if (startsIn === 'spare' && !known.has(name)) {
      known.add(name);
      // What cannot be had, the invocation tells.
      await lambda.prepareSpare(name).catch(() => {});
    }
    return lambda.invoke({
      functionArn: name,
      payload: JSON.stringify(event),
      traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0',
      servicePrincipal: null,
      clientContext: null,
      ...request,
    });
  };

  return {
    lambda,
    telemetry,
    folder,
    warnings,
    publishPackage,
    writeFolder,
    invoke,
    async publish(files, function_ = {}) {
      return publishPackage(await lambda.packages.fromFolder(await writeFolder(files)), function_);
    },
    async run(name, event) {
      const result = await invoke(name, event);
      if (result.kind === 'refused')
        throw new Error(`${result.status} ${result.errorType}: ${result.message}`);
      return result;
    },
    async log(name, reports = 1) {
      const deadlineMs = Date.now() + 10_000;
      for (;;) {
        const messages = telemetry.logEvents(`/aws/lambda/${name}`).map((event) => event.message);
        if (messages.filter(isReport).length >= reports) return messages;
        if (Date.now() > deadlineMs) throw new Error(`No REPORT came: ${JSON.stringify(messages)}`);
        await new Promise((resolve) => void setTimeout(resolve, 2));
      }
    },
    async [Symbol.asyncDispose]() {
      await lambda.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In either format. */
function isReport(message: string): boolean {
  return message.startsWith('REPORT ') || (message.startsWith('{') && message.includes('"platform.report"'));
}

export function documentOf(
  functionName: string,
  code: Pick<CodePackage, 'sha256' | 'sizeBytes'>,
  options: FunctionOptions = {},
): FunctionDocument {
  const latest = configurationOf(functionName, code, options);
  return {
    functionName,
    latest,
    versions: {},
    aliases: {},
    policies: {},
    reservedConcurrency: null,
    tags: {},
    ...options.document,
  };
}

export function configurationOf(
  functionName: string,
  code: Pick<CodePackage, 'sha256' | 'sizeBytes'>,
  { runtime = 'nodejs20.x', handler = 'index.handler', configuration = {} }: FunctionOptions = {},
): FunctionConfiguration {
  return {
    functionName,
    functionArn: `arn:aws:lambda:${region}:${accountId}:function:${functionName}`,
    version: '$LATEST',
    runtime,
    handler,
    role: `arn:aws:iam::${accountId}:role/test`,
    description: '',
    timeoutSeconds: 3,
    memoryMb: 128,
    ephemeralStorageMb: 512,
    environment: {},
    architectures: ['x86_64'],
    codeSha256: code.sha256,
    codeSizeBytes: code.sizeBytes,
    layers: [],
    loggingConfig: { logFormat: 'Text', logGroup: `/aws/lambda/${functionName}` },
    revisionId: 'b0f3a5b2-54cc-4b8e-9e4b-0b9f36a6c9f1',
    lastModified: '2026-01-01T00:00:00.000+0000',
    state: 'Active',
    ...configuration,
  };
}
