// Subscription filters at work: what arrives in a log group and matches goes on to whoever has subscribed.
import { logNamesRememberedMax } from '../core/limits.ts';
import type { LogEntry, LogStore, SubscriptionFilterModel } from '../store/log-store.ts';
import { eventsOfEntry } from './execution-record.ts';
import { compileFilterPattern, type MessageFilter } from './filter-pattern/filter-pattern.ts';
import type { SubscribedEvents } from './telemetry.ts';

interface CompiledSubscription {
  readonly filter: SubscriptionFilterModel;
  readonly pattern: MessageFilter;
}

export interface Subscriptions {
  /** Tells of what matches, stream by stream; records are rendered only where a group has subscriptions. */
  deliver(entries: readonly LogEntry[], tell: (subscribed: SubscribedEvents) => void): Promise<void>;
  /** The group's filters have changed. */
  forget(group: string): void;
}

export function createSubscriptions(logs: LogStore): Subscriptions {
  const known = new Map<string, readonly CompiledSubscription[]>();
  const subscriptionsTo = async (group: string): Promise<readonly CompiledSubscription[]> => {
    const found = known.get(group);
    if (found !== undefined) return found;
    const filters = Object.values((await logs.group(group))?.settings.subscriptionFilters ?? {});
    const compiled = filters.map((filter) => ({
      filter,
      pattern: compileFilterPattern(filter.filterPattern),
    }));
    if (known.size >= logNamesRememberedMax) known.clear();
    known.set(group, compiled);
    return compiled;
  };
  return {
    async deliver(entries, tell) {
      for (const [logGroup, ofGroup] of Map.groupBy(entries, ({ group }) => group)) {
        const subscriptions = await subscriptionsTo(logGroup);
        if (subscriptions.length === 0) continue;
        for (const [logStream, ofStream] of Map.groupBy(ofGroup, ({ stream }) => stream)) {
          const all = ofStream.flatMap(eventsOfEntry);
          for (const { filter, pattern } of subscriptions) {
            const events = all.filter(({ message }) => pattern.matches(message));
            if (events.length > 0) tell({ logGroup, logStream, filter, events });
          }
        }
      }
    },
    forget: (group) => void known.delete(group),
  };
}
