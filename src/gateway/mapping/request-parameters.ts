// `requestParameters` of an integration: what of the method request becomes header, query or path parameter of its own.
import type { ExecutionDraft } from '../../execution/context-variable.ts';
import type { StageSnapshot } from '../snapshot.ts';
import { evaluateAll } from './parameter-source.ts';

export interface RequestParameters {
  /** By name as mapped. A source without a value maps nothing (recorded 2024-07-18). */
  readonly headers: Map<string, readonly string[]>;
  readonly query: Map<string, readonly string[]>;
  readonly path: Map<string, string>;
}

const target = /^integration\.request\.(header|querystring|path)\.(.+)$/;

export function mapRequestParameters(
  mappings: Readonly<Record<string, string>>,
  draft: ExecutionDraft,
  stage: StageSnapshot,
): RequestParameters {
  const mapped: RequestParameters = { headers: new Map(), query: new Map(), path: new Map() };
  for (const [left, right] of Object.entries(mappings)) {
    const match = target.exec(left);
    const found = match === null ? null : evaluateAll(right, draft, stage);
    if (match === null || found === null) continue;
    const values = typeof found === 'string' ? [found] : found;
    const name = match[2]!;
    if (match[1] === 'header') mapped.headers.set(name, [values.join(',')]);
    else if (match[1] === 'querystring') mapped.query.set(name, values);
    else mapped.path.set(name, values.join(','));
  }
  return mapped;
}
