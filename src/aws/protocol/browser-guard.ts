// Keeps web pages away from the control plane: a page of another origin, or one that a foreign name was rebound to this machine for.
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * Why a request is refused, in a sentence for the person who sent it, or null.
 *
 * A name that an attacker owns can be made to point here (DNS rebinding), so only names that nobody else can own pass:
 * addresses, `localhost` and below it, AWS's own, and those given.
 *
 * @param allowedHosts Further names, lower case, without a port.
 */
export function refuseForeignPage(
  headers: IncomingHttpHeaders,
  allowedHosts: readonly string[],
): string | null {
  const { host = '', origin } = headers;
  const name = hostName(host);
  if (!isOwnName(name, allowedHosts)) return `Varco does not answer for the host '${name}'.`;
  if (origin !== undefined && !isSameOrigin(origin, host)) {
    return `Varco does not answer to web pages of another origin (${origin}).`;
  }
  // Requests for images, scripts and links carry no Origin, but browsers say where they come from.
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site')
    return 'Varco does not answer to web pages of another origin.';
  return null;
}

/** `[::1]:4566` → `::1`, `LocalHost:4566` → `localhost`. */
function hostName(host: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(host);
  if (bracketed !== null) return bracketed[1]!.toLowerCase();
  return host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
}

function isOwnName(name: string, allowedHosts: readonly string[]): boolean {
  return (
    isIP(name) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name.endsWith('.amazonaws.com') ||
    allowedHosts.includes(name)
  );
}

function isSameOrigin(origin: string, host: string): boolean {
  return (
    origin.toLowerCase() === `http://${host.toLowerCase()}` ||
    origin.toLowerCase() === `https://${host.toLowerCase()}`
  );
}
