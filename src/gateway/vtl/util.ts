// `$util`: what AWS offers templates to escape and decode texts.
import { parseJson } from './parse-json.ts';
import { TemplateError } from './template.ts';
import { isHostObject, jsonOf, JavaList, JavaMap, textOf, type HostObject, type Value } from './values.ts';

/** Nothing of no value: `$util.urlEncode($input.body.nothing)` is '' (recorded 2025-03-19). */
export const utilObject: HostObject = {
  isHostObject: true,
  property: () => null,
  call(name, args) {
    const value = args[0] ?? null;
    const text = textOf(value);
    switch (name) {
      case 'escapeJavaScript':
        return escapeJavaScript(escapable(value));
      case 'parseJson':
        return parsed(text);
      case 'urlEncode':
        return urlEncode(text);
      case 'urlDecode':
        return urlDecode(text);
      case 'base64Encode':
        return Buffer.from(text).toString('base64');
      case 'base64Decode':
        return Buffer.from(text, 'base64').toString();
      default:
        return null;
    }
  },
  text: () => '',
};

function parsed(text: string): Value {
  if (text === '') return null;
  try {
    return parseJson(text);
  } catch (cause) {
    throw new TemplateError(`$util.parseJson: ${(cause as Error).message}`, { cause });
  }
}

/** Objects and lists as JSON, so that what is escaped can be read back (chosen). */
function escapable(value: Value): string {
  if (value instanceof JavaMap || value instanceof JavaList) return jsonOf(value);
  return value !== null && isHostObject(value) ? value.text() : textOf(value);
}

const escapes: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** Apache Commons' rules, which AWS uses: quotes of both kinds, slashes, and all beyond printable ASCII. */
function escapeJavaScript(text: string): string {
  return text.replaceAll(
    /['"\\/]|[^ -~]/g,
    (character) =>
      escapes[character] ??
      Array.from({ length: character.length }, (_unused, at) => character.charCodeAt(at))
        .map((unit) => `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`)
        .join(''),
  );
}

/** A form's encoding, as Java's URLEncoder has it: `*`, `-`, `.` and `_` stay, a blank is `+`. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function urlDecode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch (cause) {
    throw new TemplateError(`$util.urlDecode: illegal text ${text.slice(0, 100)}`, { cause });
  }
}
