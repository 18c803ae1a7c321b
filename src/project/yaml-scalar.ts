// What an unquoted YAML word means: the resolution of YAML 1.1 as AWS's own readers have it.
import type { TemplateValue } from './template-value.ts';

const truths: ReadonlyMap<string, boolean | null> = new Map([
  ...['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);

const startsLikeNumber = /^[-+.\d]/;
const binary = /^[-+]?0b[01_]+$/;
const octal = /^[-+]?0[0-7_]+$/;
const decimal = /^[-+]?(?:0|[1-9][\d_]*)$/;
const hexadecimal = /^[-+]?0x[\da-fA-F_]+$/;
const sexagesimal = /^[-+]?[1-9][\d_]*(?::[0-5]?\d)+$/;
const float = /^[-+]?(?:\d[\d_]*\.[\d_]*|\.[\d_]+)(?:[eE][-+]\d+)?$/;

/**
 * Numbers, truths and null; everything else is text, dates included: CloudFormation leaves timestamps out. `y` and `n` are
 * text too, as for PyYAML, which SAM and the AWS CLI use. A whole number too large to be exact stays the text it was.
 */
export function readPlainScalar(text: string): TemplateValue {
  const truth = truths.get(text);
  if (truth !== undefined) return truth;
  if (!startsLikeNumber.test(text)) return text;
  const number = readNumber(text);
  if (number === null || (Number.isInteger(number) && !Number.isSafeInteger(number))) return text;
  return number;
}

function readNumber(text: string): number | null {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  if (decimal.test(text)) return sign * Number(digits);
  if (float.test(text)) return digits === '.' ? null : sign * Number(digits);
  if (octal.test(text)) return sign * Number.parseInt(digits, 8);
  if (hexadecimal.test(text)) return sign * Number.parseInt(digits.slice(2), 16);
  if (binary.test(text)) return sign * Number.parseInt(digits.slice(2), 2);
  if (!sexagesimal.test(text)) return null;
  return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
