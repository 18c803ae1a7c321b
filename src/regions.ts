// The Regions that are in use: the default one from the start, another when the first request signed for it comes.
import type { CodeStore } from './aws/lambda/code-location.ts';
import { AwsError, messageOf } from './core/errors.ts';
import { regionsMax } from './core/limits.ts';
import { keepSweeping } from './telemetry/keep-sweeping.ts';
import { createRegion, type Region, type RegionOptions, type Restored } from './region.ts';

export interface Regions {
  /** The default region. */
  readonly home: Region;
  /** The region of that name, opened where it was not in use yet. Rejects with an AwsError where there are too many. */
  get(name: string): Promise<Region>;
  /** The region of that name; the default one where it is not in use. */
  named(name: string): Region;
  /** The region that has the API; the default one where none has. */
  serving(apiId: string): Region;
  /** Where a custom domain of any region leads; null where the host is none. */
  readonly locateDomain: Region['gateway']['locateDomain'];
  /** Where the code of every region's functions and layers can be had. */
  readonly code: CodeStore;
  /** Does the same in every region, also in later ones; returns what ends it in all of them. */
  each(begin: (region: Region) => () => void): () => void;
  /** Brings back what the store holds, in every region. */
  restore(): Promise<Restored>;
  close(): Promise<void>;
}

/** @throws UserError where the default region's folders cannot be used */
export function openRegions(homeName: string, options: Omit<RegionOptions, 'region'>): Regions {
  const { store, telemetry } = options.data;
  const endSweeping = keepSweeping(telemetry, options.clock, (error) => {
    options.warn(`Old logs and metrics cannot be taken away: ${messageOf(error)}`);
  });
  const home = createRegion({ ...options, region: homeName });
  const open = new Map<string, Promise<Region>>([[homeName, Promise.resolve(home)]]);
  const ready: Region[] = [home];
  const begun = new Map<(region: Region) => () => void, (() => void)[]>();

  const remember = (name: string): Promise<void> =>
    store.write([{ kind: 'region', key: name, value: { name } }]);

  const start = async (name: string): Promise<Region> => {
    await remember(name);
    const region = createRegion({ ...options, region: name });
    ready.push(region);
    for (const [begin, ends] of begun) ends.push(begin(region));
    return region;
  };

  const get = async (name: string): Promise<Region> => {
    const known = open.get(name);
    if (known !== undefined) return known;
    if (open.size >= regionsMax) {
      throw new AwsError('OptInRequired', 403, `Varco serves at most ${regionsMax} regions at one time.`);
    }
    const starting = start(name);
    open.set(name, starting);
    starting.catch(() => open.delete(name));
    return starting;
  };

  return {
    home,
    get,
    code: {
      blobs: options.data.blobs,
      clock: options.clock,
      packages: (sha256) => first(ready, ({ lambda }) => lambda.packages.get(sha256)),
    },
    named: (name) => ready.find((region) => region.name === name) ?? home,
    serving(apiId) {
      if (ready.length === 1 || home.gateway.serves(apiId)) return home;
      return ready.find(({ gateway }) => gateway.serves(apiId)) ?? home;
    },
    locateDomain(host, target) {
      for (const { gateway } of ready) {
        const location = gateway.locateDomain(host, target);
        if (location !== null) return location;
      }
      return null;
    },
    each(begin) {
      const ends = ready.map(begin);
      begun.set(begin, ends);
      return () => {
        begun.delete(begin);
        for (const end of ends) end();
      };
    },
    async restore() {
      const used = await store.list<{ readonly name: string }>('region');
      await remember(homeName);
      const names = new Set([homeName, ...used.map(({ name }) => name)]);
      const restored: Restored[] = [];
      for (const name of names) restored.push(await (await get(name)).restore());
      return {
        apis: restored.reduce((sum, { apis }) => sum + apis, 0),
        functions: restored.reduce((sum, { functions }) => sum + functions, 0),
      };
    },
    async close() {
      await endSweeping();
      const all = await Promise.allSettled(open.values());
      for (const each of all) if (each.status === 'fulfilled') await each.value.close();
    },
  };
}

/** What the first item that has any gives. */
function first<T, V>(items: readonly T[], give: (item: T) => V | null): V | null {
  for (const item of items) {
    const given = give(item);
    if (given !== null) return given;
  }
  return null;
}
