// Opens a generated table: operations at once, each shape when it is first needed, so that starting costs nothing.
import type { RestOperation } from './rest-router.ts';
import type {
  Constraints,
  ErrorTraits,
  ListShape,
  MapShape,
  Member,
  Operation,
  Place,
  Shape,
  SimpleShape,
  StructureShape,
} from './shape.ts';

/** The text of `generated/*.ts`: operations as a JSON array, shapes as one `Name JSON` a line. */
export interface GeneratedTable {
  readonly operations: string;
  readonly shapes: string;
}

export interface Tables {
  readonly operationNames: readonly string[];
  /** Those with HTTP bindings. */
  readonly restOperations: readonly RestOperation[];
  operation(name: string): Operation | null;
  /** @param code The shape's name or its code over awsQuery. */
  errorOf(code: string): StructureShape | null;
}

type OperationRow = readonly [string, string, string, string?, string?, number?];

export function openTables(generated: GeneratedTable): Tables {
  const rows = new Map<string, OperationRow>();
  for (const row of JSON.parse(generated.operations) as OperationRow[]) rows.set(row[0], row);
  const operations = new Map<string, Operation>();
  const shapes = openShapes(generated.shapes);
  let errors: ReadonlyMap<string, StructureShape> | null = null;
  return {
    operationNames: [...rows.keys()],
    restOperations: [...rows.values()].flatMap(([name, , , method, uri]) =>
      method === undefined || uri === undefined ? [] : [{ name, method, uri }],
    ),
    operation(name) {
      const known = operations.get(name);
      if (known !== undefined) return known;
      const row = rows.get(name);
      if (row === undefined) return null;
      const operation = readOperation(row, (shape) => shapes.structure(shape));
      operations.set(name, operation);
      return operation;
    },
    errorOf(code) {
      errors ??= byCode(shapes.errors());
      return errors.get(code) ?? null;
    },
  };
}

function readOperation(
  [name, input, output, method, uri, statusCode]: OperationRow,
  structure: (name: string) => StructureShape,
): Operation {
  return {
    name,
    http: method === undefined ? null : { method, uri: uri!, statusCode: statusCode! },
    input: input === 'unit' ? nothing : structure(input),
    output: output === 'unit' ? null : structure(output),
  };
}

const nothing: StructureShape = {
  kind: 'structure',
  name: 'Unit',
  members: [],
  payload: null,
  xmlName: null,
  error: null,
};

/** A shape's name goes before the same word as the code of another. */
function byCode(errors: readonly StructureShape[]): ReadonlyMap<string, StructureShape> {
  const found = new Map(errors.map((shape) => [shape.name, shape]));
  for (const shape of errors) {
    const code = shape.error?.queryCode ?? shape.name;
    if (!found.has(code)) found.set(code, shape);
  }
  return found;
}

type Ref = string | ShapeRow;
type ShapeRow =
  | readonly [SimpleShape['kind'], Constraints]
  | readonly ['list', Ref, ListTraits?]
  | readonly ['map', Ref, Ref, MapTraits?]
  | readonly ['structure' | 'union', readonly MemberRow[], StructureTraits?]
  | readonly ['error', readonly MemberRow[], ErrorRow];
type ListTraits = Constraints & { readonly item?: string };
interface StructureTraits {
  readonly xmlName?: string;
}
type MapTraits = Constraints & { readonly sparse?: boolean };
type MemberRow = readonly [string, Ref, string?];
interface ErrorRow {
  readonly status?: number;
  readonly fault: 'client' | 'server';
  readonly code?: string;
}

const unbounded: Constraints = {};

const simpleKinds: readonly string[] = [
  'string',
  'boolean',
  'integer',
  'long',
  'float',
  'double',
  'number',
  'timestamp',
  'blob',
] satisfies SimpleShape['kind'][];

function openShapes(text: string): { structure(name: string): StructureShape; errors(): StructureShape[] } {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    lines.set(line.slice(0, space), line.slice(space + 1));
  }
  const read = new Map<string, Shape>();
  for (const kind of simpleKinds as readonly SimpleShape['kind'][])
    read.set(kind, { kind, constraints: unbounded });

  function shapeOf(ref: Ref): Shape {
    if (typeof ref === 'string') return named(ref);
    switch (ref[0]) {
      case 'list':
        return {
          kind: 'list',
          member: shapeOf(ref[1]),
          itemName: ref[2]?.item ?? 'member',
          constraints: ref[2] ?? unbounded,
        } satisfies ListShape;
      case 'map':
        return {
          kind: 'map',
          key: shapeOf(ref[1]),
          value: shapeOf(ref[2]),
          sparse: ref[3]?.sparse ?? false,
          constraints: ref[3] ?? unbounded,
        } satisfies MapShape;
      case 'structure':
      case 'union':
      case 'error':
        throw new Error('a structure stands on a line of its own');
      default:
        return { kind: ref[0], constraints: ref[1] };
    }
  }

  function named(name: string): Shape {
    const known = read.get(name);
    if (known !== undefined) return known;
    const line = lines.get(name);
    if (line === undefined) throw new Error(`the table has no shape ${name}`);
    const row = JSON.parse(line) as ShapeRow;
    return row[0] === 'structure' || row[0] === 'union' || row[0] === 'error'
      ? readStructure(name, row)
      : remember(name, shapeOf(row));
  }

  /** Known by name before its members are read: a structure may hold itself. */
  function readStructure(
    name: string,
    row: ShapeRow & readonly [StructureShape['kind'], ...unknown[]],
  ): StructureShape {
    const members: Member[] = [];
    const shape = {
      kind: row[0],
      name,
      members,
      payload: null as Member | null,
      xmlName: row[0] === 'error' ? null : (row[2]?.xmlName ?? null),
      error: row[0] === 'error' ? errorTraits(row[2]) : null,
    };
    remember(name, shape);
    for (const [member, ref, traits] of row[1] as readonly MemberRow[]) {
      members.push({ name: member, shape: shapeOf(ref), ...readTraits(member, traits ?? '') });
    }
    shape.payload = members.find(({ place }) => place === 'payload') ?? null;
    return shape;
  }

  function remember<S extends Shape>(name: string, shape: S): S {
    read.set(name, shape);
    return shape;
  }

  return {
    structure: (name) => named(name) as StructureShape,
    errors: () =>
      [...lines]
        .filter(([, line]) => line.startsWith('["error"'))
        .map(([name]) => named(name) as StructureShape),
  };
}

/** `!query:limit`: required, in the query, called `limit` there. `flat:Part`: in the body, flattened. */
function readTraits(
  member: string,
  traits: string,
): Pick<Member, 'required' | 'place' | 'wireName' | 'flattened'> {
  const required = traits.startsWith('!');
  const [place = '', wireName = member] = (required ? traits.slice(1) : traits).split(/:(.*)/s);
  const flattened = place === 'flat';
  return { required, place: place === '' || flattened ? 'body' : (place as Place), wireName, flattened };
}

function errorTraits({ status, fault, code }: ErrorRow): ErrorTraits {
  return { statusCode: status ?? null, fault, queryCode: code ?? null };
}
