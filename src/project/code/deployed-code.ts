// Where a deployed function's code came from, so that it can be read again when it has changed.
import type { FunctionCode } from './function-code.ts';
import type { TypeScriptEntry } from './typescript-entry.ts';

export interface DeployedCode {
  readonly functionName: string;
  readonly code: FunctionCode;
  /** Null where nothing is bundled. */
  readonly entry: TypeScriptEntry | null;
}
