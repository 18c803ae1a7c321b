// Where an authorizer finds who asks: `method.request.header.Auth`, comma-separated where there are several (SPEC §1.7).
import { lastHeader, type HeaderList } from '../../core/header-list.ts';
import { contextVariable, type ExecutionDraft } from '../../execution/context-variable.ts';
import type { StageSnapshot } from '../snapshot.ts';

export interface IdentitySource {
  /** As configured. */
  readonly text: string;
  readonly from: 'header' | 'querystring' | 'context' | 'stageVariables';
  readonly name: string;
}

const kinds = [
  ['method.request.header.', 'header'],
  ['method.request.querystring.', 'querystring'],
  ['context.', 'context'],
  ['stageVariables.', 'stageVariables'],
] as const;

/** Sources of another form are left out: CreateAuthorizer refuses them. */
export function readIdentitySources(text: string | null): readonly IdentitySource[] {
  return (text ?? '')
    .split(',')
    .map((source) => source.trim().replace(/^\$(?=context\.|stageVariables\.)/, ''))
    .flatMap((source) => {
      const kind = kinds.find(([prefix]) => source.startsWith(prefix));
      return kind === undefined ? [] : [{ text: source, from: kind[1], name: source.slice(kind[0].length) }];
    });
}

/**
 * Each source with what the request brings; null where one is missing or empty.
 *
 * @param additional Values of `context.…` that a test brings.
 */
export function identityOf(
  sources: readonly IdentitySource[],
  draft: ExecutionDraft,
  stage: StageSnapshot,
  additional: Readonly<Record<string, string>> = {},
): HeaderList | null {
  const identity: (readonly [string, string])[] = [];
  for (const source of sources) {
    const value = valueOf(source, draft, stage, additional);
    if (value === null || value === undefined || value === '') return null;
    identity.push([source.text, value]);
  }
  return identity;
}

function valueOf(
  { from, name }: IdentitySource,
  draft: ExecutionDraft,
  stage: StageSnapshot,
  additional: Readonly<Record<string, string>>,
) {
  switch (from) {
    case 'header':
      return lastHeader(draft.request.headers, name);
    case 'querystring':
      return draft.request.query.findLast(([given]) => given === name)?.[1];
    case 'context':
      return additional[name] ?? contextVariable(name, draft);
    case 'stageVariables':
      return stage.variables?.[name];
  }
}
