// One service's table: every operation and every shape on a line of its own, the form that `src/aws/protocol/tables.ts` reads.
import type { Constraints } from '../../src/aws/protocol/shape.ts';
import { amendConstraints, amendOrder, isSparse } from './amendments.ts';
import type { BotocoreModel, BotocoreShape } from './botocore.ts';
import { printedOrder } from './enum-order.ts';
import type { SdkMember, SdkOperation, SdkSchemas, SdkShape, SdkStructure } from './sdk-schemas.ts';
import { refuseUnknown } from './sdk-schemas.ts';
import type { WireSource } from './sources.ts';

/** A shape where it is used: the name of a line, of a simple kind, or written out. */
type Ref = string | readonly unknown[];

export interface TableText {
  /** A JSON array. */
  readonly operations: string;
  /** `Name JSON` a line. */
  readonly shapes: string;
}

export function tableText(source: WireSource, schemas: SdkSchemas, model: BotocoreModel): TableText {
  const { id: service, shapesOf, uriOf } = source;
  refuseXmlNames(model);
  const isXml = model.metadata.protocols.includes('rest-xml');
  const wanted = ({ name }: SdkOperation): boolean => shapesOf?.includes(name) !== false;
  const inputs = inputStructures(schemas.operations.filter(wanted));
  const simple = new Map<string, string>();
  const structures = new Map<string, string>();

  const published = (name: string | undefined): BotocoreShape | undefined =>
    name === undefined ? undefined : model.shapes[name];

  function shapeRef(shape: SdkShape, name: string | undefined, inInput: boolean): Ref {
    const other = published(name);
    const limits = inInput ? constraintsOf(service, name, other, shape) : {};
    switch (shape.kind) {
      case 'unit':
        return 'unit';
      case 'list': {
        const member = shapeRef(shape.member(), other?.member?.shape, inInput);
        const item = shape.itemName === null || !isXml ? {} : { item: shape.itemName };
        return ['list', member, ...some({ ...limits, ...item })];
      }
      case 'map': {
        const key = shapeRef(shape.key(), other?.key?.shape, inInput);
        const sparse = isSparse(service, name) ? { sparse: true } : {};
        const value = shapeRef(shape.value(), other?.value?.shape, inInput);
        return ['map', key, value, ...some({ ...limits, ...sparse })];
      }
      case 'structure':
      case 'union':
      case 'error':
        addStructure(shape);
        return shape.name;
      default: {
        const kind = shape.kind === 'number' ? numberKind(other) : shape.kind;
        if (Object.keys(limits).length === 0) return kind;
        if (name === undefined) return [kind, limits];
        simple.set(name, JSON.stringify([kind, limits]));
        return name;
      }
    }
  }

  function addStructure(shape: SdkStructure): void {
    if (structures.has(shape.name)) return;
    structures.set(shape.name, '');
    const inInput = inputs.has(shape.name);
    const other = published(shape.name);
    const members = inModelOrder(service, shape, other).map((member) => {
      const ref = shapeRef(member.shape, other?.members?.[member.name]?.shape, inInput);
      const traits = `${member.required && inInput ? '!' : ''}${placeOf(member, inInput, isXml)}`;
      return traits === '' ? [member.name, ref] : [member.name, ref, traits];
    });
    const { xmlName } = shape.traits;
    const traits = shape.kind === 'error' ? errorTraits(shape) : xmlName === undefined ? {} : { xmlName };
    structures.set(shape.name, JSON.stringify([shape.kind, members, ...some(traits)]));
  }

  const operations = schemas.operations.map((operation) => {
    const { name, http, input, output } = operation;
    const shapes = wanted(operation)
      ? [shapeRef(input, undefined, true), shapeRef(output, undefined, false)]
      : ['unit', 'unit'];
    const row = [name, ...shapes];
    return JSON.stringify(http === null ? row : [...row, http[0], uriOf?.(operation) ?? http[1], http[2]]);
  });
  for (const error of schemas.errors) addStructure(error);
  const twice = [...simple.keys()].filter((name) => structures.has(name));
  if (twice.length > 0) throw new Error(`two shapes are called ${twice.join(', ')}`);
  return {
    operations: `[\n${operations.join(',\n')}\n]`,
    shapes: [...simple, ...structures]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, line]) => `${name} ${line}`)
      .join('\n'),
  };
}

/** Names of their own in XML, and flattened lists, occur in no shape of these services; the tables have no place for them. */
function refuseXmlNames(model: BotocoreModel): void {
  if (!model.metadata.protocols.includes('query')) return;
  for (const [name, shape] of Object.entries(model.shapes)) {
    const text = JSON.stringify([shape, shape.members, shape.member]);
    if (/"(?:locationName|flattened)":/.test(text)) throw new Error(`${name} has a name of its own in XML`);
  }
}

/** Only what can be sent is checked, so only these carry constraints. */
function inputStructures(operations: readonly SdkOperation[]): Set<string> {
  const found = new Set<string>();
  const visit = (shape: SdkShape): void => {
    if (shape.kind === 'list') visit(shape.member());
    else if (shape.kind === 'map') visit(shape.value());
    else if (shape.kind === 'structure' || shape.kind === 'union') {
      if (shape.traits.streaming !== undefined)
        throw new Error(`${shape.name}: event streams to AWS are not built`);
      if (found.has(shape.name)) return;
      found.add(shape.name);
      for (const member of shape.members()) visit(member.shape);
    }
  };
  for (const { input } of operations) visit(input);
  return found;
}

/** The SDK puts required members first; AWS checks in the order of its model. Members only the SDK knows come last. */
function inModelOrder(
  service: string,
  shape: SdkStructure,
  other: BotocoreShape | undefined,
): readonly SdkMember[] {
  const order = amendOrder(service, shape.name, Object.keys(other?.members ?? {}));
  const place = ({ name }: SdkMember): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...shape.members()].sort((one, two) => place(one) - place(two));
}

function constraintsOf(
  service: string,
  name: string | undefined,
  other: BotocoreShape | undefined,
  shape: SdkShape,
): Constraints {
  const { min, max, pattern, sensitive } = other ?? {};
  const constraints = amendConstraints(service, name ?? '', {
    ...(max === undefined ? {} : { max }),
    ...(min === undefined ? {} : { min }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(other?.enum === undefined ? {} : { enum: printedOrder(other.enum) }),
  });
  const secret = sensitive === true || ('sensitive' in shape && shape.sensitive);
  return secret ? { ...constraints, sensitive: true } : constraints;
}

function numberKind(other: BotocoreShape | undefined): string {
  const type = other?.type ?? '';
  return ['integer', 'long', 'float', 'double'].includes(type) ? type : 'number';
}

/** What an answer's shape says of labels and the query means nothing: there the member is part of the body. */
function placeOf({ name, traits, shape }: SdkMember, inInput: boolean, isXml: boolean): string {
  const { httpLabel, httpQueryParams, httpPayload, httpResponseCode, eventPayload } = traits;
  const { httpQuery, httpHeader, httpPrefixHeaders, jsonName, xmlName } = traits as Readonly<
    Record<string, string | undefined>
  >;
  const { xmlFlattened, xmlAttribute } = traits;
  refuseUnknown(name, traits, [
    // What a client or a log needs to know of a member, not its reader.
    'idempotencyToken',
    'sensitive',
    'xmlName',
    'xmlFlattened',
    'xmlAttribute',
    'xmlNamespace',
    'jsonName',
    'httpLabel',
    'httpQuery',
    'httpQueryParams',
    'httpHeader',
    'httpPrefixHeaders',
    'httpPayload',
    'httpResponseCode',
    'eventPayload',
  ]);
  if (shape.kind === 'union' && shape.traits.streaming !== undefined) return 'events';
  if (inInput && httpLabel !== undefined) return 'label';
  if (inInput && httpQuery !== undefined) return `query:${httpQuery}`;
  if (inInput && httpQueryParams !== undefined) return 'queryMap';
  if (httpHeader !== undefined) return `header:${httpHeader.toLowerCase()}`;
  if (httpPrefixHeaders !== undefined) return `prefixHeaders:${httpPrefixHeaders}`;
  if (httpPayload !== undefined || eventPayload !== undefined)
    return xmlName === undefined ? 'payload' : `payload:${xmlName}`;
  if (httpResponseCode !== undefined) return 'status';
  if (xmlAttribute !== undefined) return `attribute:${xmlName ?? name}`;
  if (xmlFlattened !== undefined) return `flat:${xmlName ?? name}`;
  const ownName = jsonName ?? (isXml ? xmlName : undefined);
  return ownName === undefined ? '' : `body:${ownName}`;
}

function errorTraits({ name, traits }: SdkStructure): Record<string, unknown> {
  const [queryCode] = (traits.awsQueryError as readonly string[] | undefined) ?? [];
  return {
    ...(traits.httpError === undefined ? {} : { status: traits.httpError }),
    fault: traits.error,
    ...(queryCode === undefined || queryCode === name ? {} : { code: queryCode }),
  };
}

function some(traits: object): readonly object[] {
  return Object.keys(traits).length === 0 ? [] : [traits];
}
