// What a template finds beside `$input` and `$util`: `$context` with its overrides, and `$stageVariables`.
import type { HeaderList } from '../../core/header-list.ts';
import { contextEntries, type ExecutionDraft } from '../../execution/context-variable.ts';
import type { StageSnapshot } from '../snapshot.ts';
import { inputObject } from '../vtl/input.ts';
import { renderTemplate } from '../vtl/render.ts';
import type { Template } from '../vtl/template.ts';
import { utilObject } from '../vtl/util.ts';
import { JavaMap, textOf, type Value } from '../vtl/values.ts';

/** One request's variables: what its request template writes into `$context` its response template reads (recorded). */
export interface TemplateVariables {
  readonly context: JavaMap;
  readonly stageVariables: JavaMap;
}

export function templateVariables(draft: ExecutionDraft, stage: StageSnapshot): TemplateVariables {
  const context = new JavaMap();
  for (const [name, value] of contextEntries(draft)) setNested(context, name.split('.'), value);
  context.entries.set(
    'requestOverride',
    new JavaMap([
      ['header', new JavaMap()],
      ['path', new JavaMap()],
      ['querystring', new JavaMap()],
    ]),
  );
  context.entries.set('responseOverride', new JavaMap([['header', new JavaMap()]]));
  return { context, stageVariables: new JavaMap(Object.entries(stage.variables ?? {})) };
}

function setNested(map: JavaMap, [name, ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    map.entries.set(name!, value);
    return;
  }
  let inner = map.entries.get(name!);
  if (!(inner instanceof JavaMap)) {
    inner = new JavaMap();
    map.entries.set(name!, inner);
  }
  // A claim's name may hold dots itself; only the first parts are AWS's.
  const isClaim = name === 'claims' || (name !== 'authorizer' && name !== 'identity' && name !== 'error');
  setNested(inner, isClaim ? [rest.join('.')] : rest, value);
}

/** @throws TemplateError */
export function renderWith(
  template: Template,
  variables: TemplateVariables,
  draft: ExecutionDraft,
  body: string,
): string {
  const { request } = draft;
  const input = inputObject({
    body,
    path: request.pathParameters,
    query: request.query,
    headers: request.headers,
  });
  return renderTemplate(
    template,
    new Map<string, Value>([
      ['input', input],
      ['util', utilObject],
      ['context', variables.context],
      ['stageVariables', variables.stageVariables],
    ]),
  );
}

/** `$context.requestOverride.header` and the like, as texts. */
export function overridesOf(
  { context }: TemplateVariables,
  side: 'requestOverride' | 'responseOverride',
  kind: 'header' | 'path' | 'querystring',
): HeaderList {
  const overrides = context.entries.get(side);
  const map = overrides instanceof JavaMap ? overrides.entries.get(kind) : null;
  if (!(map instanceof JavaMap)) return [];
  return Array.from(map.entries, ([name, value]) => [name, textOf(value)] as const);
}

/** `$context.responseOverride.status`; null where the template left it alone, or wrote no HTTP status. */
export function statusOverride({ context }: TemplateVariables): number | null {
  const overrides = context.entries.get('responseOverride');
  if (!(overrides instanceof JavaMap)) return null;
  const status = Number(textOf(overrides.entries.get('status') ?? null) || NaN);
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : null;
}
