// Which API a request on the one port is for: by host name, or by one of two path prefixes (DESIGN §5).

export interface Location {
  readonly apiId: string;
  /** What stands behind, `/{stage}/…?query`. */
  readonly target: string;
  /** True for the API's execute-api name and the paths that stand for it, which an API may close (SPEC §1.3). */
  readonly isDefaultEndpoint?: true;
  /** Set where a custom domain led here. */
  readonly domain?: {
    readonly domainName: string;
    /** `/orders`; '' for none. */
    readonly basePath: string;
    /** As the client sent it, without query: with the base path. */
    readonly path: string;
  };
}

const pathPrefix = '/_aws/execute-api/';
const legacyPrefix = '/restapis/';
const userRequest = '_user_request_';

/** Null where the request is for no API: then it is for an AWS endpoint, the console or Varco itself. */
export function locate(host: string | undefined, target: string): Location | null {
  if (host !== undefined) {
    const apiId = apiIdOfHost(host);
    if (apiId !== null) return { apiId, target, isDefaultEndpoint: true };
  }
  if (target.startsWith(pathPrefix)) {
    const slash = target.indexOf('/', pathPrefix.length);
    const end = slash === -1 ? target.length : slash;
    return {
      apiId: target.slice(pathPrefix.length, end),
      target: target.slice(end) || '/',
      isDefaultEndpoint: true,
    };
  }
  if (target.startsWith(legacyPrefix)) return locateUserRequest(target);
  return null;
}

/** `{apiId}.execute-api.{anything}`; the id is lower case on AWS, host names are not case-sensitive. */
function apiIdOfHost(host: string): string | null {
  const dot = host.indexOf('.');
  if (dot <= 0 || !host.startsWith('execute-api', dot + 1)) return null;
  const after = host.charCodeAt(dot + 1 + 'execute-api'.length);
  if (after !== 46 && after !== 58 && !Number.isNaN(after)) return null;
  return host.slice(0, dot).toLowerCase();
}

/** `/restapis/{apiId}/{stage}/_user_request_/{path}`. */
function locateUserRequest(target: string): Location | null {
  const [apiId, stage, marker] = target.slice(legacyPrefix.length).split(/[/?]/, 3);
  if (apiId === undefined || stage === undefined || marker !== userRequest) return null;
  const behind = legacyPrefix.length + apiId.length + 1 + stage.length + 1 + userRequest.length;
  return { apiId, target: `/${stage}${target.slice(behind)}`, isDefaultEndpoint: true };
}
