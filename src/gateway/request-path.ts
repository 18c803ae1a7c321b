// A request's path taken apart as API Gateway does: stage, path behind it, and the query (SPEC §2.1, §2.3).

export interface RequestPath {
  /** First segment. */
  readonly stage: string;
  /** Behind the stage, its leading slashes collapsed to one, not decoded; `/` at least: what routes are matched by. */
  readonly routePath: string;
  /** The same, or, on a custom domain, with the base path in front: what the event shows (SPEC §2.1). */
  readonly path: string;
  /** `$context.path`: with the stage; only the slashes in front of the stage are collapsed. */
  readonly pathWithStage: string;
  /** Behind the first `?`, undecoded; '' for none. */
  readonly queryString: string;
}

/**
 * `target` is the request target behind whatever located the API: `/Prod/orders?x=1`.
 *
 * @param domain Where a custom domain led here: its base path, and the path as the client sent it.
 */
export function readRequestPath(
  target: string,
  domain?: { readonly basePath: string; readonly path: string },
): RequestPath {
  const question = target.indexOf('?');
  const whole = question === -1 ? target : target.slice(0, question);
  let start = 0;
  while (whole.charCodeAt(start) === 47) start++;
  const slash = whole.indexOf('/', start);
  const stage = slash === -1 ? whole.slice(start) : whole.slice(start, slash);
  let rest = slash === -1 ? whole.length : slash;
  while (whole.charCodeAt(rest) === 47) rest++;
  const routePath = `/${whole.slice(rest)}`;
  return {
    stage,
    routePath,
    path: domain === undefined ? routePath : withBasePath(domain.basePath, routePath, domain.path),
    // On a custom domain the stage is no part of the path.
    pathWithStage: domain === undefined ? `/${whole.slice(start)}` : domain.path,
    queryString: question === -1 ? '' : target.slice(question + 1),
  };
}

/** `/orders` alone leads to the root resource, and shows as it was sent. */
function withBasePath(basePath: string, routePath: string, sent: string): string {
  return routePath === '/' && sent === basePath ? basePath : basePath + routePath;
}
