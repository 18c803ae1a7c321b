// A request's path taken apart as API Gateway does: stage, path behind it, and the query (SPEC §2.1, §2.3).

export interface RequestPath {
  /** First segment. */
  readonly stage: string;
  /** Behind the stage, its leading slashes collapsed to one, not decoded; `/` at least. */
  readonly path: string;
  /** `$context.path`: with the stage; only the slashes in front of the stage are collapsed. */
  readonly pathWithStage: string;
  /** Behind the first `?`, undecoded; '' for none. */
  readonly queryString: string;
}

/** `target` is the request target behind whatever located the API: `/Prod/orders?x=1`. */
export function readRequestPath(target: string): RequestPath {
  const question = target.indexOf('?');
  const whole = question === -1 ? target : target.slice(0, question);
  let start = 0;
  while (whole.charCodeAt(start) === 47) start++;
  const slash = whole.indexOf('/', start);
  const stage = slash === -1 ? whole.slice(start) : whole.slice(start, slash);
  let rest = slash === -1 ? whole.length : slash;
  while (whole.charCodeAt(rest) === 47) rest++;
  return {
    stage,
    path: `/${whole.slice(rest)}`,
    pathWithStage: `/${whole.slice(start)}`,
    queryString: question === -1 ? '' : target.slice(question + 1),
  };
}
