// `{resourcePath}/{METHOD}`, the key of a method's settings, in the one of its spellings that everything is compared in.

/** Keys come with or without leading slash, `/` as `~1` or plain; a root resource's has two slashes. */
export function normalRouteKey(key: string): string {
  return key
    .replaceAll('~1', '/')
    .replace(/^\/+/, '')
    .replaceAll(/\/{2,}/g, '/');
}
