// awsQuery, the protocol of IAM, STS and, to some clients, CloudWatch: a form in, XML out.
import { AwsError } from '../../core/errors.ts';
import { queryProtocolDepthMax } from '../../core/limits.ts';
import { setEntry } from './serialization.ts';
import type { Member, Shape } from './shape.ts';
import { readTextValue } from './text-value.ts';
import type { Protocol } from './wire.ts';
import { errorMembers } from './wire.ts';
import { xmlMembers, xmlText } from './xml.ts';

export const awsQuery: Protocol = {
  readInput: ({ input }, { query, body }) =>
    readMembers(input.members, formTree([...query, ...readForm(body)])),

  writeOutput({ name, output }, value, { service, requestId }) {
    const result =
      output === null ? '' : `<${name}Result>${xmlMembers(output.members, value ?? {})}</${name}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return {
      statusCode: 200,
      headers: frameHeaders(requestId),
      body: `<${name}Response xmlns="${service.xmlNamespace}">${result}${metadata}</${name}Response>`,
    };
  },

  writeError(error, shape, { service, requestId }) {
    const fault = error.statusCode < 500 ? 'Sender' : 'Receiver';
    const code = shape?.error?.queryCode ?? shape?.name ?? error.code;
    const message = error.message === '' ? '' : `<Message>${xmlText(error.message)}</Message>`;
    const others = shape?.members.filter(({ name }) => name.toLowerCase() !== 'message') ?? [];
    const members = xmlMembers(others, errorMembers(error, shape));
    return {
      statusCode: error.statusCode,
      headers: frameHeaders(requestId),
      body:
        `<ErrorResponse xmlns="${service.xmlNamespace}">` +
        `<Error><Type>${fault}</Type><Code>${xmlText(code)}</Code>${message}${members}</Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    };
  },

  unknownOperation: (name, service) =>
    name === ''
      ? new AwsError('MissingAction', 400, 'Request is missing the Action parameter')
      : new AwsError('InvalidAction', 400, `Could not find operation ${name} for version ${service.version}`),
};

function frameHeaders(requestId: string): Record<string, string> {
  return { 'x-amzn-RequestId': requestId, 'content-type': 'text/xml' };
}

/** A form's fields, decoded, in the order sent. */
export function readForm(body: Uint8Array): [string, string][] {
  return [...new URLSearchParams(Buffer.from(body).toString())];
}

/** `MetricData.member.1.MetricName=…` as a tree along the dots. */
interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

function formTree(fields: readonly (readonly [string, string])[]): Node {
  const root: Node = { value: undefined, children: new Map() };
  for (const [name, value] of fields) {
    const parts = name.split('.', queryProtocolDepthMax + 1);
    if (parts.length > queryProtocolDepthMax) throw malformed(`${name.slice(0, 100)}…`);
    let node = root;
    for (const part of parts) {
      let child = node.children.get(part);
      if (child === undefined) node.children.set(part, (child = { value: undefined, children: new Map() }));
      node = child;
    }
    node.value ??= value;
  }
  return root;
}

function readMembers(members: readonly Member[], node: Node): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const child = node.children.get(name);
    if (child === undefined) continue;
    const value = readNode(shape, child, name);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

function readNode(shape: Shape, node: Node, name: string): unknown {
  switch (shape.kind) {
    case 'list':
      return numbered(node.children.get('member')).map((item) => readNode(shape.member, item, name));
    case 'map': {
      const map: Record<string, unknown> = {};
      for (const { children } of numbered(node.children.get('entry'))) {
        const key = children.get('key')?.value;
        const value = children.get('value');
        if (key !== undefined && value !== undefined) setEntry(map, key, readNode(shape.value, value, name));
      }
      return map;
    }
    case 'structure':
    case 'union':
    case 'error':
      return readMembers(shape.members, node);
    default: {
      if (node.value === undefined) return undefined;
      return (
        readTextValue(shape.kind, node.value) ?? fail(malformed(`${name}: ${node.value} is no ${shape.kind}`))
      );
    }
  }
}

function numbered(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return [...node.children]
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, child]) => child);
}

/** AWS's code; its words are unknown, these are Varco's. */
function malformed(what: string): AwsError {
  return new AwsError('MalformedInput', 400, `Malformed input: ${what}`);
}

function fail(error: Error): never {
  throw error;
}
