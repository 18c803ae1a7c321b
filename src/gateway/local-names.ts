// Looks up the address of a host: names below `localhost` are this machine's, which not every system's resolver knows.
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

const loopback = { address: '127.0.0.1', family: 4 } as const;

/** Function URLs and APIs by name end in `.localhost` here; RFC 6761 §6.3 says where such names lead. */
export const lookUpHost: LookupFunction = (hostname, options, callback) => {
  if (!/\.localhost\.?$/i.test(hostname)) lookup(hostname, options, callback);
  else if (options.all === true) callback(null, [loopback]);
  else callback(null, loopback.address, loopback.family);
};
