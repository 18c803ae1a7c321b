// What is wrong with a function's output, field by field: the reason behind "Malformed Lambda proxy response".

export type ViolationCode =
  | 'not-json'
  | 'null-output'
  | 'not-an-object'
  | 'unknown-key'
  | 'status-code-not-an-integer'
  | 'status-code-out-of-range'
  | 'headers-not-an-object'
  | 'header-value-not-a-scalar'
  | 'multi-value-headers-not-an-object'
  | 'multi-value-header-not-an-array'
  | 'multi-value-header-item-not-a-scalar'
  | 'body-not-a-string'
  | 'is-base64-encoded-not-a-boolean';

export interface Violation {
  /** JSON pointer (RFC 6901) to the offending place; '' is the output itself, `/body` its body. */
  readonly pointer: string;
  readonly code: ViolationCode;
  /** JSON type of what stands there, and its text cut to 200 characters. */
  readonly found: { readonly type: JsonType; readonly text: string };
  /** What AWS takes there, in words: `a string`. */
  readonly allowed: string;
}

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'not JSON';

/** A function's output that fits the contract. Header names keep the function's casing; order is the function's. */
export interface ProxyOutput {
  /** 200–599. */
  readonly statusCode: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly multiValueHeaders: readonly (readonly [name: string, values: readonly string[]])[];
  /** '' where absent or null. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export type ReadOutput =
  | { readonly ok: true; readonly output: ProxyOutput }
  | { readonly ok: false; readonly violations: readonly Violation[] };
