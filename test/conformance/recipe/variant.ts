// The parameters of a parametrised test, from the name of its variant.

export interface Parameters {
  readonly names: string | readonly string[];
  readonly values: readonly unknown[];
  readonly ids?: readonly (string | null)[];
}

/** Null where no choice of values has that name. */
export function parametersOf(
  parametrize: readonly Parameters[],
  variant: string | null | undefined,
): Readonly<Record<string, unknown>> | null {
  if (parametrize.length === 0) return {};
  // pytest names the innermost decorator, the last one, first.
  const decorators = parametrize.toReversed().map(withoutWrappers);
  if (typeof variant !== 'string') {
    return Object.assign({}, ...decorators.map(({ names, values }) => bound(names, values[0]))) as Record<
      string,
      unknown
    >;
  }
  const [, protocol, rest] = /^(query|json|smithy-rpc-v2-cbor)-(.+)$/s.exec(variant) ?? [];
  const chosen = choose(decorators, variant);
  if (chosen !== null || rest === undefined) return chosen;
  const others = choose(decorators, rest);
  return others === null ? null : { protocol, ...others };
}

/** `pytest.param(value, id=…)` in the place of a value. */
function withoutWrappers({ names, values, ids }: Parameters): Parameters {
  const wrapped = values.map((value, index): readonly [unknown, string | null] => {
    const { $use, with: given } = (value ?? {}) as {
      $use?: unknown;
      with?: { args: unknown[]; id?: string };
    };
    if ($use !== 'pytest.param' || given === undefined) return [value, ids?.[index] ?? null];
    return [given.args.length === 1 ? given.args[0] : given.args, given.id ?? null];
  });
  return { names, values: wrapped.map(([value]) => value), ids: numbered(wrapped.map(([, id]) => id)) };
}

/** pytest counts ids that are there more than once. */
function numbered(ids: readonly (string | null)[]): readonly (string | null)[] {
  return ids.map((id, index) =>
    id === null || ids.filter((other) => other === id).length === 1
      ? id
      : `${id}${ids.slice(0, index).filter((other) => other === id).length}`,
  );
}

function choose(
  [first, ...rest]: readonly Parameters[],
  variant: string,
): Readonly<Record<string, unknown>> | null {
  if (first === undefined) return variant === '' ? {} : null;
  for (const [index, value] of first.values.entries()) {
    for (const name of namesOf(first, value, index)) {
      const isLast = rest.length === 0;
      if (isLast ? variant !== name : !variant.startsWith(`${name}-`)) continue;
      const others = isLast ? {} : choose(rest, variant.slice(name.length + 1));
      if (others !== null) return { ...bound(first.names, value), ...others };
    }
  }
  return null;
}

function bound(names: Parameters['names'], value: unknown): Readonly<Record<string, unknown>> {
  if (typeof names === 'string') return { [names]: value };
  return Object.fromEntries(names.map((name, index) => [name, (value as readonly unknown[])[index]]));
}

function namesOf({ names, ids }: Parameters, value: unknown, index: number): readonly string[] {
  const id = ids?.[index];
  if (typeof id === 'string') return [id];
  if (typeof names === 'string') return textsOf(names, value, index);
  return names
    .map((name, position) => textsOf(name, (value as readonly unknown[])[position], index))
    .reduce<readonly string[]>(
      (before, next) =>
        before.flatMap((one) => next.map((other) => (one === '' ? other : `${one}-${other}`))),
      [''],
    );
}

function textsOf(name: string, value: unknown, index: number): readonly string[] {
  const numbered = `${name}${index}`;
  switch (typeof value) {
    case 'boolean':
      return [value ? 'True' : 'False'];
    case 'number':
      return [String(value)];
    case 'string':
      // Members of enumerations are written as references.
      return value.startsWith('${')
        ? [value.slice(2, -1), numbered, enumerated(value)]
        : [value, numbered, `UrlType.${value}`];
    default:
      if (value === null) return ['None'];
      return isBytes(value) ? [escaped(value.$bytes_latin1), numbered] : [numbered];
  }
}

function enumerated(value: string): string {
  return `UrlType.${value.slice(2, -1).toUpperCase().replace('_URL', '')}`;
}

function isBytes(value: unknown): value is { readonly $bytes_latin1: string } {
  return typeof value === 'object' && value !== null && '$bytes_latin1' in value;
}

/** As Python writes bytes. */
function escaped(bytes: string): string {
  return bytes.replaceAll(
    /[^ -~]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
