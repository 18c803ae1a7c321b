// YAML as CloudFormation and SAM read it: short tags, anchors and merges, with the line of every map, list and key.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { templateNestingMax, templateValuesMax } from '../core/limits.ts';
import type { PositionRecorder } from './positions.ts';
import { isList, isMap as isTemplateMap, type TemplateMap, type TemplateValue } from './template-value.ts';
import { readPlainScalar } from './yaml-scalar.ts';

/** Where and why a text is no template. */
export class TemplateSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TemplateSyntaxError';
    this.line = line;
  }
}

/** `!Name` → the key of its long form. */
const shortTags: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAtt',
    'GetAZs',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'Select',
    'Split',
    'Sub',
    'ToJsonString',
    'Transform',
  ].map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

/**
 * The value of a YAML text, its maps and lists recorded with their lines. Short tags are in their long form.
 * @throws TemplateSyntaxError
 */
export function parseYaml(text: string, record: PositionRecorder): TemplateValue {
  const lines = new LineCounter();
  const document = parseToNodes(text, lines);
  const [error] = document.errors;
  if (error !== undefined) {
    throw new TemplateSyntaxError(lines.linePos(error.pos[0]).line, firstSentence(error.message), {
      cause: error,
    });
  }
  return createReader(lines, record)(document.contents, 0).value;
}

function parseToNodes(text: string, lines: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, {
      // Every scalar stays a text here; yaml-scalar.ts says what the plain ones mean.
      schema: 'failsafe',
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'silent',
    });
  } catch (cause) {
    if (cause instanceof RangeError) throw new TemplateSyntaxError(1, 'it is nested too deeply', { cause });
    throw cause;
  }
}

/** A value with every anchor written out: how many values it holds, and how deeply they nest. */
interface Read {
  readonly value: TemplateValue;
  readonly count: number;
  readonly height: number;
}

const nothing: Read = { value: null, count: 1, height: 0 };

function createReader(lines: LineCounter, record: PositionRecorder) {
  const anchors = new Map<string, Read>();
  const lineOf = (node: Node): number => lines.linePos(node.range?.[0] ?? 0).line;

  function read(node: Node | null, depth: number): Read {
    if (node === null) return nothing;
    const result = isAlias(node) ? anchored(node.source, node) : readNode(node, depth);
    if (depth + result.height > templateNestingMax)
      throw new TemplateSyntaxError(lineOf(node), 'it is nested too deeply');
    return result;
  }

  function anchored(name: string, node: Node): Read {
    const known = anchors.get(name);
    if (known === undefined)
      throw new TemplateSyntaxError(lineOf(node), `no anchor &${name} ends before *${name}`);
    return known;
  }

  function readNode(node: Node, depth: number): Read {
    if (isScalar(node)) return finish(node, scalarOf(node), []);
    if (depth > templateNestingMax) throw new TemplateSyntaxError(lineOf(node), 'it is nested too deeply');
    if (isSeq(node)) {
      const items = node.items.map((item) => read(item as Node | null, depth + 1));
      const list = items.map((item) => item.value);
      record.value(list, lineOf(node));
      return finish(node, list, items);
    }
    const entries: Read[] = [];
    return finish(node, readMap(node, depth, entries), entries);
  }

  function finish(node: Node, value: TemplateValue, parts: readonly Read[]): Read {
    const count = parts.reduce((sum, part) => sum + part.count, 1);
    if (count > templateValuesMax) {
      throw new TemplateSyntaxError(lineOf(node), `it holds more than ${templateValuesMax} values`);
    }
    const height = parts.reduce((most, part) => Math.max(most, part.height + 1), 0);
    const result: Read = { value: applyTag(node, value), count, height };
    if ('anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, result);
    return result;
  }

  function readMap(node: Node, depth: number, entries: Read[]): TemplateMap {
    const map: Record<string, TemplateValue> = {};
    const merged: TemplateMap[] = [];
    record.value(map, lineOf(node));
    for (const pair of isMap(node) ? node.items : []) {
      const keyNode = pair.key as Node;
      const key = keyOf(keyNode);
      const entry = read(pair.value as Node | null, depth + 1);
      entries.push(entry);
      if (key === '<<') {
        merged.push(...mapsToMerge(entry.value, lineOf(keyNode)));
        continue;
      }
      define(map, key, entry.value);
      record.key(map, key, lineOf(keyNode));
    }
    for (const source of merged) {
      for (const [key, value] of Object.entries(source))
        if (!Object.hasOwn(map, key)) define(map, key, value);
    }
    return map;
  }

  function keyOf(node: Node): string {
    if (isScalar(node)) return textOf(node.value);
    throw new TemplateSyntaxError(lineOf(node), 'a key must be a plain text');
  }

  function scalarOf(node: Node): TemplateValue {
    if (!isScalar(node)) return null;
    const text = textOf(node.value);
    return node.type === 'PLAIN' && node.tag === undefined ? readPlainScalar(text) : text;
  }

  function applyTag(node: Node, value: TemplateValue): TemplateValue {
    const tag = 'tag' in node ? node.tag : undefined;
    if (tag === undefined) return value;
    if (tag.startsWith('tag:yaml.org,2002:')) {
      return typeof value !== 'string' || tag.endsWith(':str') ? value : readPlainScalar(value);
    }
    const name = shortTags.get(tag);
    if (name === undefined) {
      throw new TemplateSyntaxError(lineOf(node), `${tag} is no tag of CloudFormation`);
    }
    const long = {
      [name]: name === 'Fn::GetAtt' && typeof value === 'string' ? splitAttribute(value) : value,
    };
    record.value(long, lineOf(node));
    return long;
  }
  return read;
}

/** `Api.RootResourceId` → `[Api, RootResourceId]`, at the first dot. */
export function splitAttribute(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** `__proto__` is a key like any other. */
function define(map: Record<string, TemplateValue>, key: string, value: TemplateValue): void {
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}

function mapsToMerge(value: TemplateValue, line: number): readonly TemplateMap[] {
  return (isList(value) ? value : [value]).map((source) => {
    if (isTemplateMap(source)) return source;
    throw new TemplateSyntaxError(line, '<< merges maps only');
  });
}

/** Every scalar of the failsafe schema is a text, an absent one excepted. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function firstSentence(message: string): string {
  return message.split('\n')[0]!.replace(/\.$/, '');
}
