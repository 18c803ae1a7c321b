// Waiting until what a sandbox wrote before a certain moment has been read, without delaying anything else.

type Callback = () => void;

let fresh: Callback[] = [];
let due: Callback[] = [];
let isScheduled = false;

/**
 * Calls back when the event loop has polled once from start to end after this call. Bytes that were in a pipe before the
 * call have then been handed out, up to what the event loop reads from one pipe in one turn (2 MB with libuv).
 */
export function afterDrain(callback: Callback): void {
  fresh.push(callback);
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(turn);
}

function turn(): void {
  const ready = due;
  due = fresh;
  fresh = [];
  isScheduled = due.length > 0;
  if (isScheduled) setImmediate(turn);
  for (const callback of ready) callback();
}
