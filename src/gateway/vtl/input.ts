// `$input`: the body, whole or by JSONPath, and the method request's parameters.
import { lastHeader, type HeaderList } from '../../core/header-list.ts';
import { readJsonPath } from './json-path.ts';
import { JsonSyntaxError, parseJson, parseLenientJson } from './parse-json.ts';
import { TemplateError } from './template.ts';
import { jsonOf, JavaMap, textOf, type HostObject, type Value } from './values.ts';

export interface TemplateInput {
  /** Of the method request or of the integration's response. */
  readonly body: string;
  readonly path: HeaderList;
  readonly query: HeaderList;
  readonly headers: HeaderList;
}

/** An empty body is `{}` (recorded 2025-03-19). */
export function inputObject(input: TemplateInput): HostObject {
  const body = input.body === '' ? '{}' : input.body;
  let document: { readonly value: Value } | null = null;
  const read = (path: string): Value | undefined => {
    document ??= { value: parseBody(body) };
    return readJsonPath(document.value, path);
  };
  return {
    isHostObject: true,
    property: (name) => (name === 'body' ? body : null),
    call(name, args) {
      switch (name) {
        case 'json': {
          const found = read(pathOf(args));
          // A path that leads nowhere gives an empty JSON string: reported by many templates, not recorded.
          return found === undefined ? '""' : jsonOf(found);
        }
        case 'path':
          return read(pathOf(args)) ?? null;
        case 'params':
          return args.length === 0 ? allParameters(input) : parameter(input, textOf(args[0]!));
        case 'toString':
          return '';
        default:
          return null;
      }
    },
    text: () => '',
  };
}

function pathOf(args: readonly Value[]): string {
  const path = args[0] ?? null;
  return path === null ? '$' : textOf(path);
}

/**
 * AWS's library is lenient, and takes a body that is no JSON at all for a text: templates split forms by `$input.path('$')`
 * (public answers; what it makes of broken JSON is unknown, and chosen as a failure of the template).
 */
function parseBody(body: string): Value {
  try {
    return parseJson(body);
  } catch (thrown) {
    if (!(thrown instanceof JsonSyntaxError)) throw thrown;
  }
  try {
    return parseLenientJson(body);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    if (!/^\s*[[{]/.test(body)) return body;
    throw new TemplateError(`the body is no JSON: ${cause.message}`, { cause });
  }
}

/** The three maps in the order in which templates list them; of several values the last. */
function allParameters({ path, query, headers }: TemplateInput): JavaMap {
  return new JavaMap([
    ['path', new JavaMap(path)],
    ['querystring', new JavaMap(query)],
    ['header', new JavaMap(headers)],
  ]);
}

/** A kind's map, or the first value by this name in path, query string and headers, in this order. */
function parameter(input: TemplateInput, name: string): Value {
  switch (name) {
    case 'path':
    case 'querystring':
    case 'header': {
      // The names of the maps may be those of parameters too; then the parameter is meant.
      const found = find(input, name);
      return found ?? allParameters(input).entries.get(name) ?? null;
    }
    default:
      return find(input, name);
  }
}

function find({ path, query, headers }: TemplateInput, name: string): string | null {
  for (const list of [path, query]) {
    const found = list.findLast(([key]) => key === name);
    if (found !== undefined) return found[1];
  }
  return lastHeader(headers, name) ?? null;
}
