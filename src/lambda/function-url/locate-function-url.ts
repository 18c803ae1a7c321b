// Which function URL a request is for, by its host name: `{urlId}.lambda-url.{region}.on.aws`, or any other ending.

export interface FunctionUrlLocation {
  readonly urlId: string;
  readonly region: string;
}

const pattern = /^([a-z0-9]+)\.lambda-url\.([a-z0-9-]+)\./i;

/** Null where the host is none of a function URL. */
export function locateFunctionUrl(host: string): FunctionUrlLocation | null {
  // Most hosts are none: they are not looked at further.
  if (!host.includes('.lambda-url.')) return null;
  const [, urlId, region] = pattern.exec(host) ?? [];
  return urlId === undefined || region === undefined
    ? null
    : { urlId: urlId.toLowerCase(), region: region.toLowerCase() };
}
