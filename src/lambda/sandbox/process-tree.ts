// A process and all that it has started, read from /proc: how much memory they hold, and stopping and continuing them.
import { readFileSync } from 'node:fs';

/** Processes looked at of one sandbox; a function that starts more is bounded by its user's limits, not here. */
const processesMax = 1024;
/** Linux counts resident memory in pages; 4 KB on the machines that Lambda and Varco run on. */
const pageKb = 4;

/** The process and its descendants, parents first; empty where it has ended, or there is no /proc. */
export function processTree(pid: number): readonly number[] {
  const tree = [pid];
  for (let index = 0; index < tree.length && tree.length < processesMax; index++) {
    for (const child of childrenOf(tree[index]!)) tree.push(child);
  }
  return tree;
}

function childrenOf(pid: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
    return text === '' ? [] : text.trim().split(' ').map(Number);
  } catch {
    return [];
  }
}

/** Resident memory of all of them; what they share counts once for each, as no more precise number is cheap. */
export function residentKb(pids: readonly number[]): number {
  let pages = 0;
  for (const pid of pids) {
    try {
      pages += Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ', 2)[1]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return pages * pageKb;
}

/** Parents first when they stop, so that none sees its child stopped; children first when they go on. */
export function signalTree(pids: readonly number[], signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
  for (const pid of signal === 'SIGCONT' ? pids.toReversed() : pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
