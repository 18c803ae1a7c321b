// The requests in a log: lines of the gateway and of functions, interleaved or not, each with the request it belongs to.
import { doctorRequestsMax } from '../../core/limits.ts';
import { splitLine } from '../../execution/log-line.ts';
import { parseExecutionLog } from '../../execution/parse-log.ts';
import { isGatewayLine } from './sort-lines.ts';
import { isPlatformText, splitFunctionLine } from './function-line.ts';
import { readLogText } from './log-text.ts';

export interface LoggedRequest {
  /** The gateway's id, or the function's where there is no line of the gateway's. */
  readonly id: string | null;
  readonly executionLog: readonly string[];
  readonly functionLog: readonly string[];
}

interface Gathering {
  id: string | null;
  readonly lines: string[];
}

/** One request without lines where the text holds none. Never throws. */
export function requestsIn(text: string): readonly LoggedRequest[] {
  const gateway: Gathering[] = [];
  const invocations: Gathering[] = [];
  const sort = new Sorter(gateway, invocations);
  for (const { text: message, stream } of readLogText(text)) sort.read(message, stream);
  const rest = sort.finish();
  // Lines that no request's frame surrounds: an excerpt of one.
  if (rest.some((line) => line.trim() !== '')) {
    const [only, ...others] = invocations;
    if (only !== undefined && others.length === 0) only.lines.push(...rest);
    else invocations.push({ id: null, lines: [...rest] });
  }
  return paired(gateway, invocations).slice(0, doctorRequestsMax);
}

class Sorter {
  readonly #gateway: Gathering[];
  readonly #invocations: Gathering[];
  readonly #byId = new Map<string, Gathering>();
  /** Lines without an id belong to what the stream logged last. */
  readonly #byStream = new Map<string, Gathering>();
  #last: Gathering | null = null;
  /** Lines of an environment's start, which belong to the invocation behind them. */
  #pending: string[] = [];

  constructor(gateway: Gathering[], invocations: Gathering[]) {
    this.#gateway = gateway;
    this.#invocations = invocations;
  }

  read(message: string, stream: string | null): void {
    const split = splitLine(message);
    if (isGatewayLine(message)) {
      this.#readGateway(message, split.form, split.requestId);
      return;
    }
    const line = splitFunctionLine(message);
    const isGatewayBody = this.#last !== null && this.#gateway.includes(this.#last);
    if (line.requestId === null && isGatewayBody && !isPlatformText(line.text) && line.epochMs === null) {
      // A body's next line.
      this.#last!.lines.push(message);
      return;
    }
    const key = stream ?? '';
    if (line.text.startsWith('INIT_START ')) {
      this.#byStream.delete(key);
      this.#pending.push(message);
      this.#last = null;
      return;
    }
    if (line.requestId !== null) {
      const gathering = this.#gathering(this.#invocations, line.requestId);
      gathering.lines.push(...this.#pending, message);
      this.#pending = [];
      this.#byStream.set(key, gathering);
      this.#last = gathering;
      return;
    }
    const current = this.#byStream.get(key) ?? null;
    if (current === null) this.#pending.push(message);
    else current.lines.push(message);
    this.#last = current;
  }

  #readGateway(message: string, form: string, requestId: string | null): void {
    if (form === 'stage' && requestId !== null) this.#last = this.#gathering(this.#gateway, requestId);
    else if (
      form === 'head' ||
      this.#last === null ||
      !this.#gateway.includes(this.#last) ||
      startsAnew(this.#last, message)
    ) {
      this.#last = { id: requestId, lines: [] };
      this.#gateway.push(this.#last);
    }
    this.#last.lines.push(message);
  }

  #gathering(list: Gathering[], id: string): Gathering {
    const key = `${list === this.#gateway ? 'g' : 'f'}${id}`;
    const known = this.#byId.get(key);
    if (known !== undefined) return known;
    const made: Gathering = { id, lines: [] };
    this.#byId.set(key, made);
    list.push(made);
    return made;
  }

  finish(): readonly string[] {
    return this.#pending;
  }
}

/** Without ids, a request begins where the log of one begins. */
function startsAnew({ lines }: Gathering, message: string): boolean {
  return /Starting execution for request|Extended Request Id:|Verifying Usage Plan/.test(message)
    ? lines.some((line) => /Method completed with status|Starting execution for request/.test(line))
    : false;
}

/** The gateway's log names the function's request; where there is one of each, they belong together. */
function paired(gateway: readonly Gathering[], invocations: readonly Gathering[]): readonly LoggedRequest[] {
  const left = new Set(invocations);
  const requests = gateway.map(({ id, lines }): LoggedRequest => {
    const called = parseExecutionLog(lines).at(-1)?.integration?.call?.requestId?.toLowerCase();
    const named = invocations.find((each) => each.id === called);
    const invocation =
      named ?? (gateway.length === 1 && invocations.length === 1 ? invocations[0] : undefined);
    if (invocation !== undefined) left.delete(invocation);
    return { id, executionLog: lines, functionLog: invocation?.lines ?? [] };
  });
  for (const { id, lines } of left) requests.push({ id, executionLog: [], functionLog: lines });
  return requests.length === 0 ? [{ id: null, executionLog: [], functionLog: [] }] : requests;
}
