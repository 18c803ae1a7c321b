// Where a request to a deployed API goes: the template of --execute-api-url, filled in.
import type { Target } from './target.ts';

export interface WireAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query as they stand on the wire. */
  readonly target: string;
}

/**
 * @param path With the stage as its first segment, perhaps behind more than one slash
 * @throws Error when the template has no {apiId}
 */
export function apiAddress(
  { executeApiUrl, endpoint, region }: Pick<Target, 'executeApiUrl' | 'endpoint' | 'region'>,
  apiId: string,
  stage: string,
  path: string,
): WireAddress {
  const template = executeApiUrl
    .replaceAll('{endpoint}', endpoint)
    .replaceAll('{apiId}', apiId)
    .replaceAll('{region}', region)
    .replace(/\/+$/, '');
  const [, origin, base] = /^(https?:\/\/[^/]+)(.*)$/.exec(template)!;
  // The stage at the end, or nowhere (by host name): the path says it, with the slashes that it has.
  if (!base!.includes('{stage}') || base!.endsWith('/{stage}')) {
    return { origin: origin!, target: base!.replace(/\/\{stage\}$/, '') + path };
  }
  const behind = path.replace(/^\/+/, '').slice(stage.length);
  return { origin: origin!, target: base!.replaceAll('{stage}', stage) + behind };
}
