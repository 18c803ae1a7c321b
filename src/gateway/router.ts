// Which resource and method serve a request: literal before `{param}` before `{proxy+}`, with backtracking (SPEC §2.2).

export interface RoutablePath<Route> {
  /** The resource's template: `/orders/{id}`. */
  readonly resourcePath: string;
  /** Routes by configured method, `ANY` included. */
  readonly methods: ReadonlyMap<string, Route>;
}

export interface RouteMatch<Route> {
  readonly route: Route;
  /** Not decoded (SPEC §2.3), in template order. */
  readonly pathParameters: readonly (readonly [name: string, value: string])[];
}

export interface Router<Route> {
  /** `path` is without the stage, not decoded; null where no resource serves the pair. */
  match(method: string, path: string): RouteMatch<Route> | null;
}

interface Node<Route> {
  readonly literals: Map<string, Node<Route>>;
  parameter: { readonly name: string; readonly node: Node<Route> } | null;
  greedy: { readonly name: string; readonly methods: ReadonlyMap<string, Route> } | null;
  methods: ReadonlyMap<string, Route> | null;
}

const newNode = <Route>(): Node<Route> => ({
  literals: new Map(),
  parameter: null,
  greedy: null,
  methods: null,
});

const noParameters: readonly (readonly [string, string])[] = [];

export function createRouter<Route>(paths: Iterable<RoutablePath<Route>>): Router<Route> {
  const root = newNode<Route>();
  for (const { resourcePath, methods } of paths) {
    if (methods.size > 0) insert(root, resourcePath, methods);
  }
  return {
    match(method, path) {
      const segments = segmentsOf(path);
      const found: [string, string][] = [];
      const route = find(root, segments, 0, method, found);
      if (route === undefined) return null;
      return { route, pathParameters: found.length === 0 ? noParameters : found };
    },
  };
}

/**
 * The path's segments. Leading slashes collapse, a trailing one is dropped, empty segments between stay: they can only
 * be part of a greedy parameter (SPEC §2.3; that `/a//b` does not reach `/a/b` is a choice, nothing is recorded).
 */
function segmentsOf(path: string): readonly string[] {
  let start = 0;
  let end = path.length;
  while (start < end && path.charCodeAt(start) === 47) start++;
  while (end > start && path.charCodeAt(end - 1) === 47) end--;
  return start === end ? [] : path.slice(start, end).split('/');
}

function insert<Route>(root: Node<Route>, resourcePath: string, methods: ReadonlyMap<string, Route>): void {
  let node = root;
  for (const segment of segmentsOf(resourcePath)) {
    if (segment.startsWith('{') && segment.endsWith('+}')) {
      node.greedy = { name: segment.slice(1, -2), methods };
      return;
    }
    if (segment.startsWith('{') && segment.endsWith('}')) {
      node.parameter ??= { name: segment.slice(1, -1), node: newNode() };
      node = node.parameter.node;
      continue;
    }
    let child = node.literals.get(segment);
    if (child === undefined) {
      child = newNode();
      node.literals.set(segment, child);
    }
    node = child;
  }
  node.methods = methods;
}

/** Depth first, most specific branch first; a branch that cannot serve (path, method) gives way (SPEC §2.2 rules 3, 4). */
function find<Route>(
  node: Node<Route>,
  segments: readonly string[],
  depth: number,
  method: string,
  parameters: [string, string][],
): Route | undefined {
  if (depth === segments.length) {
    // A greedy child needs at least one segment, so `/{proxy+}` does not serve `/` (SPEC §2.2 rule 5).
    return node.methods === null ? undefined : (node.methods.get(method) ?? node.methods.get('ANY'));
  }
  const segment = segments[depth]!;
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const route = find(literal, segments, depth + 1, method, parameters);
    if (route !== undefined) return route;
  }
  if (node.parameter !== null && segment !== '') {
    parameters.push([node.parameter.name, segment]);
    const route = find(node.parameter.node, segments, depth + 1, method, parameters);
    if (route !== undefined) return route;
    parameters.pop();
  }
  if (node.greedy !== null) {
    const route = node.greedy.methods.get(method) ?? node.greedy.methods.get('ANY');
    if (route !== undefined) {
      parameters.push([node.greedy.name, segments.slice(depth).join('/')]);
      return route;
    }
  }
  return undefined;
}
