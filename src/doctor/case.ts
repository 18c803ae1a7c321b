// The normalised facts a rule looks at, wherever they come from: a live request now; a log, an account or a template later.
import type { Outcome } from '../execution/outcome.ts';
import type { PolicyStatement } from '../policy/policy.ts';
import type { TextFacts } from './evidence/text-facts.ts';
import type { PythonModule } from './source/python/module.ts';
import type { SourceReader } from './source/source-reader.ts';

/** Every member is optional: a rule that lacks what it needs abstains. */
export interface Case {
  readonly outcome?: Outcome | undefined;
  readonly request?: RequestFacts | undefined;
  readonly api?: ApiFacts | undefined;
  readonly integration?: IntegrationFacts | undefined;
  readonly function?: FunctionFacts | undefined;
  /** The function's output as text, whole. */
  readonly payload?: string | undefined;
  /** What the client got. */
  readonly responseStatus?: number | undefined;
  /** The function's log lines of this request, platform lines included, in order. */
  readonly functionLog?: readonly string[] | undefined;
  readonly packageListing?: readonly PackageFact[] | undefined;
  /** The user's code folder; absent where the code came as a zip or is not at hand. */
  readonly source?: SourceReader | undefined;
  /** The handler's Python module as an interpreter's `ast` read it. */
  readonly pythonModule?: PythonModule | undefined;
  /** Where /var/task really lies when the sandbox could not put it there. */
  readonly taskRoot?: string | undefined;
  /** What text evidence tells besides: set where a case comes from logs, answers and words. */
  readonly text?: TextFacts | undefined;
  /** For commands: `--endpoint-url`, where the AWS endpoint is not AWS's own. */
  readonly endpointUrl?: string | undefined;
  /** For commands: `--region` and `--profile`, where the doctor was called with them. */
  readonly commandOptions?: readonly string[] | undefined;
}

interface RequestFacts {
  /** The verb and the undecoded path without stage, as the client sent them. */
  readonly method: string;
  readonly path: string;
  readonly contentType?: string | undefined;
  /** Text, or base64 text when `isBinary`. */
  readonly body?: string | undefined;
  readonly isBinary?: boolean | undefined;
  readonly bodyBytes?: number | undefined;
  readonly hasApiKey?: boolean | undefined;
  /** True for TestInvokeMethod. */
  readonly isTest?: boolean | undefined;
  /** The event as the function received it, JSON. */
  readonly event?: string | undefined;
}

export interface ApiFacts {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly stage?: string | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  /** What the stage's deployment serves. */
  readonly routes?: readonly RouteFact[] | undefined;
  /** All stages of the API. */
  readonly stages?: readonly string[] | undefined;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
  /** The matched route. */
  readonly route?: RouteFact | undefined;
}

export interface RouteFact {
  /** `GET` … or `ANY`. */
  readonly method: string;
  /** The template: `/orders/{id}`. */
  readonly path: string;
}

interface IntegrationFacts {
  readonly functionArn?: string | undefined;
  readonly sourceArn?: string | undefined;
  /** The integration's URI as configured, stage variables unfilled. */
  readonly uri?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly latencyMs?: number | undefined;
}

export interface FunctionFacts {
  readonly name?: string | undefined;
  /** `nodejs22.x`, `python3.13`. */
  readonly runtime?: string | undefined;
  readonly handler?: string | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly memoryMb?: number | undefined;
  readonly environmentNames?: readonly string[] | undefined;
  readonly layers?: readonly string[] | undefined;
  /** Statements by qualifier; '' is the unqualified function. */
  readonly policies?: Readonly<Record<string, readonly PolicyStatement[]>> | undefined;
}

export interface PackageFact {
  /** Relative to /var/task, with forward slashes. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink';
  /** Unix permission bits. */
  readonly mode: number;
}

export type RuntimeFamily = 'nodejs' | 'python' | 'other';

/** The language whose words a fix speaks. */
export function runtimeFamily(subject: Case): RuntimeFamily {
  const runtime = subject.function?.runtime ?? '';
  if (runtime.startsWith('nodejs')) return 'nodejs';
  if (runtime.startsWith('python')) return 'python';
  return 'other';
}

/** 22 of `nodejs22.x`; null for another family or a name without a number. */
export function nodeMajor(subject: Case): number | null {
  if (runtimeFamily(subject) !== 'nodejs') return null;
  const major = Number.parseInt(subject.function!.runtime!.slice('nodejs'.length), 10);
  return Number.isNaN(major) ? null : major;
}
