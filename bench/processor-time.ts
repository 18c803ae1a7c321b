// How much processor time a server and its children take: what a request costs, however busy the machine is.
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessorTime {
  /** Of the process that was started, all its threads, in µs. */
  readonly server: number;
  /** Of all its descendants that are alive. */
  readonly children: number;
}

/** Null where there is no /proc. */
export function processorTime(pid: number): ProcessorTime | null {
  const own = timeOf(pid);
  if (own === null) return null;
  return { server: own, children: descendants(pid).reduce((sum, child) => sum + (timeOf(child) ?? 0), 0) };
}

function timeOf(pid: number): number | null {
  try {
    let nanoseconds = 0;
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ', 1)[0]);
    }
    return nanoseconds / 1000;
  } catch {
    return null;
  }
}

function descendants(pid: number): readonly number[] {
  const parents = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ', 1)[0]);
      const siblings = parents.get(parent) ?? [];
      parents.set(parent, [...siblings, Number(entry)]);
    } catch {
      // Gone meanwhile.
    }
  }
  const of = (each: number): number[] => (parents.get(each) ?? []).flatMap((child) => [child, ...of(child)]);
  return of(pid);
}
