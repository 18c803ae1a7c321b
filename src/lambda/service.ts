// Lambda as the other rooms see it: functions are published to it as documents, and invoked.
import type { FunctionInvoker } from './invocation.ts';
import type { FunctionDocument, FunctionUrl } from './model.ts';
import type { CodePackages } from './package.ts';

/** A function URL in force. */
export interface PublishedUrl {
  readonly document: FunctionDocument;
  /** '' for the function itself. */
  readonly alias: string;
  /** Of the function, or of the alias. */
  readonly arn: string;
  readonly url: FunctionUrl;
}

/** How far the environments have come that are to be kept ready for one version. */
export interface ProvisionedState {
  /** Those whose init is done. */
  readonly allocated: number;
  readonly available: number;
  /** Init has failed so often that it is not tried again before the function changes. */
  readonly hasFailed: boolean;
}

export interface LambdaService extends FunctionInvoker {
  readonly packages: CodePackages;
  /** Swaps in a new state of a function: later invocations use it, running ones finish on the old. */
  publish(document: FunctionDocument): void;
  remove(functionName: string): void;
  /** The document in force, or null. */
  function(functionName: string): FunctionDocument | null;
  /** The function or alias that a function URL leads to, or null. */
  functionUrl(urlId: string): PublishedUrl | null;
  provisioned(functionName: string, version: string): ProvisionedState;
  /** What this machine's sandboxes do not enforce, one sentence each, for the start-up notice. Empty: all enforced. */
  notEnforced(): readonly string[];
  /** Ends every sandbox. */
  close(): Promise<void>;
}
