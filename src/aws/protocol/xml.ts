// Values of XML bodies, written by their shapes.
import { bytesOf, dateOf, listOf, recordOf } from './json.ts';
import type { Member, Shape } from './shape.ts';
import { isoTimestamp } from './timestamp.ts';

/** The elements of the members that are set. */
export function xmlMembers(members: readonly Member[], value: unknown): string {
  const given = recordOf(value);
  let text = '';
  for (const { name, wireName, shape, flattened, place } of members) {
    const item = given[name];
    if (item === undefined || item === null || place === 'attribute') continue;
    if (flattened && shape.kind === 'list') {
      for (const one of listOf(item)) text += element(wireName, shape.member, one);
    } else text += element(wireName, shape, item);
  }
  return text;
}

/** An element with the attributes that the value's shape has, of which all are of XML Schema's instances. */
function element(name: string, shape: Shape, value: unknown): string {
  let attributes = '';
  if (shape.kind === 'structure') {
    for (const member of shape.members) {
      const item = member.place === 'attribute' ? recordOf(value)[member.name] : undefined;
      if (typeof item === 'string')
        attributes += ` xmlns:xsi="${schemaInstance}" ${member.wireName}="${xmlText(item)}"`;
    }
  }
  return `<${name}${attributes}>${xmlOf(shape, value)}</${name}>`;
}

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

function xmlOf(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'timestamp':
      return isoTimestamp(dateOf(value));
    case 'blob':
      return Buffer.from(bytesOf(value)).toString('base64');
    case 'list':
      return listOf(value)
        .map((item) => element(shape.itemName, shape.member, item))
        .join('');
    case 'map':
      return Object.entries(recordOf(value))
        .map(
          ([key, item]) =>
            `<entry><key>${xmlText(key)}</key><value>${xmlOf(shape.value, item)}</value></entry>`,
        )
        .join('');
    case 'structure':
    case 'union':
    case 'error':
      return xmlMembers(shape.members, value);
    case 'string':
    case 'boolean':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'number':
      return xmlText(String(value));
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

// Characters that XML cannot hold at all; there is no way to write them, so they are replaced.
// oxlint-disable-next-line no-control-regex
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function xmlText(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => escapes[character]!).replace(impossible, '\ufffd');
}
