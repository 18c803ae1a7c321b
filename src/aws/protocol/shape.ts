// The shapes of AWS's wire: what a member may hold, how it is called in each place, and what AWS demands of its value.

/** What AWS checks of a value before the operation sees it. Lengths are in UTF-16 units, items, entries or bytes. */
export interface Constraints {
  readonly min?: number;
  readonly max?: number;
  /** A regular expression the whole value must match, as AWS prints it. */
  readonly pattern?: string;
  /** In the order in which AWS prints them. */
  readonly enum?: readonly string[];
  /** AWS's own sentence for a value above `max`, where it has one. */
  readonly tooLong?: string;
  /** The value is never repeated in an error. */
  readonly sensitive?: boolean;
}

export type Shape = SimpleShape | ListShape | MapShape | StructureShape;

export interface SimpleShape {
  readonly kind: 'string' | 'boolean' | NumberKind | 'timestamp' | 'blob';
  readonly constraints: Constraints;
}

/** `number` where the published models do not say which. */
export type NumberKind = 'integer' | 'long' | 'float' | 'double' | 'number';

export function isSimple(shape: Shape): shape is SimpleShape {
  return 'constraints' in shape && shape.kind !== 'list' && shape.kind !== 'map';
}

export interface ListShape {
  readonly kind: 'list';
  readonly member: Shape;
  /** How an item is called in XML. */
  readonly itemName: string;
  readonly constraints: Constraints;
}

export interface MapShape {
  readonly kind: 'map';
  readonly key: Shape;
  readonly value: Shape;
  /** Values may be null, and say something by it. */
  readonly sparse: boolean;
  readonly constraints: Constraints;
}

/** `union`: exactly one member is set. `error`: what AWS answers instead of an output. */
export interface StructureShape {
  readonly kind: 'structure' | 'union' | 'error';
  readonly name: string;
  readonly members: readonly Member[];
  /** The member that holds the whole body, or null. */
  readonly payload: Member | null;
  /** The element that it is as a whole body, where that is not its own name. */
  readonly xmlName: string | null;
  /** Errors alone. */
  readonly error: ErrorTraits | null;
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** Where HTTP bindings put it; the RPC protocols ignore them. */
  readonly place: Place;
  /** Its name there: query parameter, header in lower case, or member of a JSON body (`item` for the SDK's `items`). */
  readonly wireName: string;
  /** The items of a list stand in XML by themselves, each called as the member is. */
  readonly flattened: boolean;
}

/** `prefixHeaders`: a map, one header an entry. `attribute`: of the structure's element in XML. */
export type Place =
  | 'body'
  | 'label'
  | 'query'
  | 'queryMap'
  | 'header'
  | 'prefixHeaders'
  | 'payload'
  | 'status'
  | 'attribute'
  | 'events';

export interface ErrorTraits {
  readonly statusCode: number | null;
  readonly fault: 'client' | 'server';
  /** Its code over awsQuery where it is not the shape's name, for instance `NoSuchEntity`. */
  readonly queryCode: string | null;
}

export interface Operation {
  readonly name: string;
  /** Null for services without HTTP bindings. */
  readonly http: HttpBinding | null;
  readonly input: StructureShape;
  /** Null: nothing is answered but the status. */
  readonly output: StructureShape | null;
}

export interface HttpBinding {
  readonly method: string;
  /** For instance `/restapis/{restApiId}/resources`, with a fixed query where one is needed to tell operations apart. */
  readonly uri: string;
  readonly statusCode: number;
}
