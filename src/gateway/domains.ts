// Custom domains: which API and stage a host and a base path stand for (SPEC §2.1).
import type { BasePathMappingDocument, DomainNameDocument } from './account-model.ts';
import type { Location } from './locate.ts';

export interface Domains {
  /** Null where the host is no custom domain of the account. */
  locate(host: string, target: string): Location | null;
}

interface Mapping {
  /** `/orders`, or '' for none. */
  readonly basePath: string;
  readonly apiId: string;
  readonly stage: string | null;
}

export function compileDomains(
  domains: readonly DomainNameDocument[],
  mappings: readonly BasePathMappingDocument[],
): Domains {
  const byName = new Map<string, Mapping[]>();
  for (const { domainName } of domains) byName.set(domainName.toLowerCase(), []);
  for (const { domainName, basePath, apiId, stage } of mappings) {
    byName
      .get(domainName.toLowerCase())
      ?.push({ basePath: basePath === '' ? '' : `/${basePath}`, apiId, stage });
  }
  // The longest base path that fits is the one that counts.
  for (const list of byName.values()) list.sort((a, b) => b.basePath.length - a.basePath.length);
  return {
    locate(host, target) {
      if (byName.size === 0) return null;
      const name = nameOf(host);
      const dot = name.indexOf('.');
      // `*.example.com` stands for one label; a name of its own wins.
      const list = byName.get(name) ?? byName.get(`*${name.slice(Math.max(dot, 0))}`);
      return list === undefined ? null : locateWithin(list, name, target);
    },
  };
}

function nameOf(host: string): string {
  const colon = host.indexOf(':');
  return (colon === -1 ? host : host.slice(0, colon)).toLowerCase();
}

/** Where no mapping fits, an API that nobody has: answered 403 Forbidden, as AWS does. */
function locateWithin(mappings: readonly Mapping[], domainName: string, target: string): Location {
  const question = target.indexOf('?');
  const query = question === -1 ? '' : target.slice(question);
  const path = `/${(question === -1 ? target : target.slice(0, question)).replace(/^\/+/, '')}`;
  for (const { basePath, apiId, stage } of mappings) {
    if (basePath !== '' && path !== basePath && !path.startsWith(`${basePath}/`)) continue;
    const behind = path.slice(basePath.length) || '/';
    const inner = stage === null ? behind : `/${stage}${behind}`;
    return { apiId, target: inner + query, domain: { domainName, basePath, path } };
  }
  return { apiId: '', target, domain: { domainName, basePath: '', path } };
}
