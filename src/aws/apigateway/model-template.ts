// The sample mapping template of a model: its members, each from the same place of the input (documented by examples).
import type { RestApiDocument } from '../../gateway/model.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Varco's own: references and nesting are followed so deep. */
const depthMax = 8;

/** @param schemaText A model's schema; one that is no JSON has no members. */
export function modelTemplate(api: RestApiDocument, schemaText: string): string {
  const text = written(read(schemaText), '$inputRoot', 0);
  return `#set($inputRoot = $input.path('$'))\n${text}`;

  function written(schema: Schema, path: string, depth: number): string {
    const { type, properties, items } = resolved(schema);
    const indent = '  '.repeat(depth + 1);
    const end = '  '.repeat(depth);
    if (depth >= depthMax) return 'null';
    if (items !== undefined || type === 'array') {
      const item = written(items ?? {}, '$elem', depth + 1);
      return `[\n#foreach($elem in ${path})\n${indent}${item}#if($foreach.hasNext),#end\n\n#end\n${end}]`;
    }
    if (properties !== undefined || type === 'object') {
      const members = Object.entries(properties ?? {}).map(
        ([name, member]) => `${indent}"${name}" : ${written(member, `${path}.${name}`, depth + 1)}`,
      );
      return members.length === 0 ? '{ }' : `{\n${members.join(',\n')}\n${end}}`;
    }
    return type === 'number' || type === 'integer' || type === 'boolean' ? path : `"${path}"`;
  }

  function resolved(schema: Schema): Schema {
    const name = /\/models\/([^/]+)$/.exec(schema.$ref ?? '')?.[1];
    return name === undefined ? schema : read(api.models[name]?.schema ?? '');
  }
}

function read(text: string): Schema {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
