// The list of what a template asks for and Varco leaves out: everything once, nothing dropped in silence.
import type { NotHonoured } from './project.ts';
import type { PropertyFinding } from './property-table.ts';

export interface NotHonouredList {
  add(entry: NotHonoured): void;
  /** A finding on a property of a resource. A finding that is told once gathers the logical ids of all who have it. */
  addFinding(logicalId: string, type: string, finding: PropertyFinding): void;
  entries(): readonly NotHonoured[];
}

export function createNotHonouredList(): NotHonouredList {
  const entries: NotHonoured[] = [];
  const gathered = new Map<string, { readonly index: number; readonly others: string[] }>();
  return {
    add: (entry) => void entries.push(entry),
    addFinding(logicalId, type, { property, verdict }) {
      if (verdict.kind === 'refused') throw new Error(`${logicalId}.${property} is refused, not left out`);
      const { once } = verdict;
      const key = `${property}\n${verdict.reason}`;
      const known = once ? gathered.get(key) : undefined;
      if (known !== undefined) {
        known.others.push(logicalId);
        return;
      }
      if (once) gathered.set(key, { index: entries.length, others: [] });
      entries.push({ logicalId, type, property, reason: verdict.reason });
    },
    entries: () => {
      const result = [...entries];
      for (const { index, others } of gathered.values()) {
        if (others.length === 0) continue;
        const entry = result[index]!;
        result[index] = { ...entry, reason: `${entry.reason} (also of ${others.join(', ')})` };
      }
      return result;
    },
  };
}
