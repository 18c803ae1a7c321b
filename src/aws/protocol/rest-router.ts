// Which operation of a REST service a method and a path mean: the URIs of its table, compiled into a tree.

export interface RestMatch {
  readonly operation: string;
  /** Decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

export type RestRouter = (
  method: string,
  path: string,
  query: readonly (readonly [string, string])[],
) => RestMatch | null;

interface Target {
  readonly operation: string;
  readonly labelNames: readonly string[];
  /** The fixed query that tells ImportRestApi from CreateRestApi. */
  readonly fixedQuery: readonly (readonly [string, string])[];
}

interface Node {
  readonly literals: Map<string, Node>;
  label: Node | null;
  /** Takes all that follows, slashes included. */
  readonly greedy: Map<string, Target[]>;
  readonly targets: Map<string, Target[]>;
}

export interface RestOperation {
  readonly name: string;
  readonly method: string;
  readonly uri: string;
}

export function compileRestRouter(operations: readonly RestOperation[]): RestRouter {
  const root = node();
  for (const operation of operations) add(root, operation);
  return (method, path, query) => {
    const segments = split(path);
    const values: string[] = [];
    const targets = find(root, segments, 0, method, values);
    const target = targets?.find(({ fixedQuery }) =>
      fixedQuery.every(([name, value]) => query.some((given) => given[0] === name && given[1] === value)),
    );
    if (target === undefined) return null;
    const labels: Record<string, string> = {};
    for (const [index, name] of target.labelNames.entries()) labels[name] = decode(values[index]!);
    return { operation: target.operation, labels };
  };
}

function node(): Node {
  return { literals: new Map(), label: null, greedy: new Map(), targets: new Map() };
}

function add(root: Node, { name, method, uri }: RestOperation): void {
  const [path = '', fixed = ''] = uri.split('?');
  const labelNames: string[] = [];
  let place = root;
  let last: 'targets' | 'greedy' = 'targets';
  for (const segment of split(path)) {
    const label = /^\{([^+}]+)(\+?)\}$/.exec(segment);
    if (label === null) {
      let next = place.literals.get(segment);
      if (next === undefined) place.literals.set(segment, (next = node()));
      place = next;
    } else {
      labelNames.push(label[1]!);
      if (label[2] === '+') last = 'greedy';
      else place = place.label ??= node();
    }
  }
  const target: Target = { operation: name, labelNames, fixedQuery: [...new URLSearchParams(fixed)] };
  const targets = place[last].get(method) ?? [];
  // The one that asks for more of the query is tried first.
  targets.push(target);
  targets.sort((one, other) => other.fixedQuery.length - one.fixedQuery.length);
  place[last].set(method, targets);
}

/** Literal segments before labels before greedy ones. `values` ends up holding the labels' raw values. */
function find(
  place: Node,
  segments: readonly string[],
  index: number,
  method: string,
  values: string[],
): readonly Target[] | null {
  if (index === segments.length) return place.targets.get(method) ?? null;
  const segment = segments[index]!;
  const literal = place.literals.get(segment);
  if (literal !== undefined) {
    const found = find(literal, segments, index + 1, method, values);
    if (found !== null) return found;
  }
  if (place.label !== null && segment !== '') {
    values.push(segment);
    const found = find(place.label, segments, index + 1, method, values);
    if (found !== null) return found;
    values.pop();
  }
  const greedy = place.greedy.get(method);
  if (greedy === undefined) return null;
  values.push(segments.slice(index).join('/'));
  return greedy;
}

/** One slash at the end means nothing: clients of Lambda send some paths with it, some without. */
function split(path: string): string[] {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

/** A value that is not well encoded is taken as it stands. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
