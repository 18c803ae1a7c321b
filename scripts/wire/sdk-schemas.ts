// The schemas that AWS's SDK for JavaScript exports for each client (`CreateRestApi$`), read without its machinery.

type Ref =
  | number
  | string
  | SimpleSchema
  | ListSchema
  | MapSchema
  | StructSchema
  | readonly [Ref, Traits]
  | (() => Ref);
export type Traits = number | Readonly<Record<string, unknown>>;
type SimpleSchema = readonly [0, string, string, Traits, Ref];
type ListSchema = readonly [1, string, string, Traits, Ref];
type MapSchema = readonly [2, string, string, Traits, Ref, Ref];
type StructSchema = readonly [
  3 | 4 | -3,
  string,
  string,
  Traits,
  readonly string[],
  readonly Ref[],
  number | undefined,
];
type OperationSchema = readonly [9, string, string, Traits, Ref, Ref];

export interface SdkOperation {
  readonly name: string;
  readonly http: readonly [string, string, number] | null;
  readonly input: SdkShape;
  readonly output: SdkShape;
}

export type SdkShape =
  | { readonly kind: 'unit' }
  | { readonly kind: 'string' | 'boolean' | 'number' | 'timestamp' | 'blob'; readonly sensitive: boolean }
  /** `itemName`: how an item is called in XML where it is not `member`. */
  | { readonly kind: 'list'; readonly member: () => SdkShape; readonly itemName: string | null }
  | { readonly kind: 'map'; readonly key: () => SdkShape; readonly value: () => SdkShape }
  | SdkStructure;

export interface SdkStructure {
  readonly kind: 'structure' | 'union' | 'error';
  readonly name: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly members: () => readonly SdkMember[];
}

export interface SdkMember {
  readonly name: string;
  readonly required: boolean;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly shape: SdkShape;
}

export interface SdkSchemas {
  readonly operations: readonly SdkOperation[];
  readonly errors: readonly SdkStructure[];
}

/** @param client The namespace of an imported `@aws-sdk/client-*`. */
export function readSdkSchemas(client: Readonly<Record<string, unknown>>): SdkSchemas {
  const schemas = Object.values(client).filter((value) => Array.isArray(value));
  const operations = schemas.filter((schema) => schema[0] === 9) as unknown as readonly OperationSchema[];
  const errors = schemas.filter(
    (schema) => schema[0] === -3 && !String(schema[1]).startsWith('smithy.ts.sdk'),
  );
  return {
    operations: operations.map(operation).sort((one, other) => (one.name < other.name ? -1 : 1)),
    errors: (errors as unknown as readonly StructSchema[])
      .map(structure)
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

function operation([, , name, traits, input, output]: OperationSchema): SdkOperation {
  const { http, endpoint: _hostPrefix, ...others } = readTraits(traits);
  refuseUnknown(`operation ${name}`, others, ['idempotent', 'httpChecksum']);
  return {
    name,
    http: (http as readonly [string, string, number] | undefined) ?? null,
    input: readShape(input),
    output: readShape(output),
  };
}

const listOf = 64;
const mapOf = 128;

function readShape(ref: Ref, sensitive = false): SdkShape {
  if (typeof ref === 'function') return readShape(ref(), sensitive);
  if (ref === 'unit') return { kind: 'unit' };
  if (typeof ref === 'number') {
    if (ref >= mapOf) return { kind: 'map', key: () => readShape(0), value: () => readShape(ref - mapOf) };
    if (ref >= listOf) return { kind: 'list', member: () => readShape(ref - listOf), itemName: null };
    // Of timestamps, 5 to 7 have a format of their own. Each is read in any format, and no answer of Varco's has one.
    const kind = (
      {
        0: 'string',
        1: 'number',
        2: 'boolean',
        4: 'timestamp',
        5: 'timestamp',
        6: 'timestamp',
        7: 'timestamp',
        21: 'blob',
        42: 'blob',
      } as const
    )[ref];
    // Documents and big numbers occur in none of these services.
    if (kind === undefined) throw new Error(`the generator knows no schema ${ref}`);
    return { kind, sensitive };
  }
  if (typeof ref === 'string') throw new Error(`the generator knows no schema ${ref}`);
  if (isMember(ref)) throw new Error('a member stands in a structure alone');
  switch (ref[0]) {
    case 0: {
      const { streaming: _streaming, sensitive: secret, ...others } = readTraits(ref[3]);
      refuseUnknown(ref[2], others, []);
      return readShape(ref[4], secret !== undefined);
    }
    case 1: {
      refuseUnknown(ref[2], readTraits(ref[3]), ['sensitive']);
      return { kind: 'list', member: () => readShape(target(ref[4])), itemName: itemNameOf(ref[4]) };
    }
    case 2: {
      refuseUnknown(ref[2], readTraits(ref[3]), ['sensitive']);
      return { kind: 'map', key: () => readShape(target(ref[4])), value: () => readShape(target(ref[5])) };
    }
    case 3:
    case 4:
    case -3:
      return structure(ref);
    default:
      throw new Error(`the generator knows no schema ${JSON.stringify(ref)}`);
  }
}

function structure([id, , name, traits, names, refs, requiredCount = 0]: StructSchema): SdkStructure {
  const read = readTraits(traits);
  refuseUnknown(name, read, ['error', 'httpError', 'awsQueryError', 'streaming', 'sensitive', 'xmlName']);
  const members = (): SdkMember[] =>
    names.map((member, index) => {
      const ref = refs[index]!;
      const [target, memberTraits] = isMember(ref) ? ref : [ref, 0];
      return {
        name: member,
        required: index < requiredCount,
        traits: readTraits(memberTraits),
        shape: readShape(target),
      };
    });
  return { kind: id === -3 ? 'error' : id === 4 ? 'union' : 'structure', name, traits: read, members };
}

/** Of an item, key or value: traits there say nothing that the wire needs. */
function target(ref: Ref): Ref {
  if (!isMember(ref)) return ref;
  refuseUnknown('an item', readTraits(ref[1]), ['sensitive', 'xmlName']);
  return ref[0];
}

function itemNameOf(ref: Ref): string | null {
  return isMember(ref) ? ((readTraits(ref[1]).xmlName as string | undefined) ?? null) : null;
}

function isMember(ref: Ref): ref is readonly [Ref, Traits] {
  return Array.isArray(ref) && ref.length === 2;
}

/** In the order of the bits. */
const traitBits = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
];

function readTraits(traits: Traits): Record<string, unknown> {
  if (typeof traits !== 'number') return { ...traits };
  return Object.fromEntries(
    traitBits.filter((_, bit) => (traits & (1 << bit)) !== 0).map((name) => [name, 1]),
  );
}

export function refuseUnknown(
  what: string,
  traits: Readonly<Record<string, unknown>>,
  known: readonly string[],
): void {
  const unknown = Object.keys(traits).filter((trait) => !known.includes(trait));
  if (unknown.length > 0) throw new Error(`the generator knows no trait ${unknown.join(', ')} of ${what}`);
}
