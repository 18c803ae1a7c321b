// Simple values written as text: in paths, queries, headers and forms.
import { readBase64 } from './json.ts';
import type { SimpleShape } from './shape.ts';
import { readTimestamp } from './timestamp.ts';

const wholeNumber = /^[+-]?\d+$/;
const anyNumber = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|Infinity)$/;

/** Undefined where the text is no value of the kind. */
export function readTextValue(kind: SimpleShape['kind'], text: string): unknown {
  switch (kind) {
    case 'string':
      return text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
    case 'long':
      return wholeNumber.test(text) ? Number(text) : undefined;
    case 'float':
    case 'double':
    case 'number':
      return anyNumber.test(text) ? Number(text) : undefined;
    case 'timestamp':
      return readTimestamp(text) ?? undefined;
    case 'blob':
      return readBase64(text) ?? undefined;
  }
}
