// Values of XML bodies, read by their shapes. Only S3 asks in XML.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { xmlNestingMax } from '../../core/limits.ts';
import { setEntry } from './serialization.ts';
import type { Member, Shape } from './shape.ts';
import { readTextValue } from './text-value.ts';

/** Elements by name, texts, and lists of either where a name occurs more than once. */
type Element = string | { readonly [name: string]: Element | readonly Element[] };

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // Entities of the document's own are never expanded; those of XML itself are, below.
  processEntities: false,
});

/** Null where the body is no XML, or one with a document type: S3 takes none. */
function parseXml(body: Uint8Array): Element | null {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString();
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text) || nesting(text) > xmlNestingMax) return null;
  if (XMLValidator.validate(text) !== true) return null;
  return parser.parse(text) as Element;
}

/** How deeply elements stand in one another, at the most. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of text.matchAll(/<\/?[^!?][^>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) deepest = Math.max(deepest, (depth += 1));
  }
  return deepest;
}

/**
 * @param name What the outermost element must be called.
 * @returns Undefined where the body is not such a document.
 */
export function readXmlDocument(shape: Shape, name: string, body: Uint8Array): unknown {
  const document = parseXml(body);
  if (document === null || typeof document === 'string') return undefined;
  const root = document[name];
  if (root === undefined || Array.isArray(root)) return undefined;
  return readElement(shape, root as Element);
}

/** Undefined where the element holds no value of the shape. */
function readElement(shape: Shape, element: Element): unknown {
  switch (shape.kind) {
    case 'structure':
    case 'union':
    case 'error':
      return readMembers(shape.members, element);
    case 'list': {
      const items = typeof element === 'string' ? [] : listOf(element[shape.itemName]);
      return everyOne(items.map((item) => readElement(shape.member, item)));
    }
    case 'map':
      throw new Error('a map in XML is not built');
    default:
      return readTextValue(shape.kind, textOf(element));
  }
}

function readMembers(members: readonly Member[], element: Element): unknown {
  const read: Record<string, unknown> = {};
  if (typeof element === 'string') return element.trim() === '' ? read : undefined;
  for (const { name, wireName, shape, flattened } of members) {
    const found = listOf(element[wireName]);
    if (found.length === 0) continue;
    const value =
      flattened && shape.kind === 'list'
        ? everyOne(found.map((item) => readElement(shape.member, item)))
        : readElement(shape, found[0]!);
    if (value === undefined) return undefined;
    setEntry(read, name, value);
  }
  return read;
}

function everyOne(values: readonly unknown[]): unknown {
  return values.includes(undefined) ? undefined : values;
}

function listOf(found: Element | readonly Element[] | undefined): readonly Element[] {
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly Element[]) : [found as Element];
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function textOf(element: Element): string {
  const text = typeof element === 'string' ? element : element['#text'];
  if (typeof text !== 'string') return '';
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (all, hex, decimal, name) => {
      if (name !== undefined) return entities[String(name)] ?? all;
      const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
      return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : all;
    },
  );
}
