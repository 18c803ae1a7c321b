// One request to the deployed stage, as a client sends it: what no test can tell.
import { messageOf } from '../../core/errors.ts';
import type { Account } from './account.ts';
import type { ApiPicture } from './api-picture.ts';

export interface StageAnswer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** `x-amzn-ErrorType`; null where the answer has none. */
  readonly errorType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** At most `bodyCharactersMax`. */
  readonly body: string;
  readonly requestId: string | null;
  readonly atMs: number;
}

const bodyCharactersMax = 4096;
const timeoutMs = 35_000;

/** Where clients reach the stage; null where that cannot be told, as for a private API. */
export function stageUrl({ endpoint }: Pick<Account, 'endpoint'>, api: ApiPicture): string | null {
  const stage = api.stage?.name;
  if (stage === undefined) return null;
  if (endpoint !== null) return `${endpoint.replace(/\/$/, '')}/_aws/execute-api/${api.id}/${stage}`;
  if (api.isExecuteApiDisabled || api.endpointTypes.includes('PRIVATE')) return null;
  const suffix = api.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${api.id}.execute-api.${api.region}.${suffix}/${stage}`;
}

export interface StageRequest {
  readonly method: string;
  /** Behind the stage. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Text where nothing answers. */
export async function requestStage(
  base: string,
  { method, path, headers, body: sent }: StageRequest,
): Promise<StageAnswer | string> {
  const url = `${base}${path}`;
  const atMs = Date.now();
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers },
      ...(sent === null ? {} : { body: sent }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await answer.text();
    return {
      method,
      url,
      status: answer.status,
      errorType: answer.headers.get('x-amzn-errortype'),
      headers: Object.fromEntries(answer.headers),
      body: body.slice(0, bodyCharactersMax),
      requestId: answer.headers.get('x-amzn-requestid'),
      atMs,
    };
  } catch (thrown) {
    return messageOf(thrown);
  }
}
