// Execution logs read back (DESIGN D1): lines of a stage or of a test, sorted by request, into what they tell of each.
import { separateLines, splitLine, type SplitLine } from './log-line.ts';
import type { RowName } from './log-rows.ts';
import type { ParsedExecution } from './parsed-execution.ts';
import { isFailureLine, mayGoOn, readRequestLines, rowOf } from './parse-request.ts';

/**
 * Reads the lines of CloudWatch events (`(id) …`, several requests interleaved, with or without times in front), of
 * `TestInvokeMethod`'s text (whole or split), or rows quoted alone. Wordings since 2016 are recognised (SPEC §5.1, §6.3).
 * One result per request, in order of first appearance; lines that belong to none are left out. Never throws.
 */
export function parseExecutionLog(lines: readonly string[]): readonly ParsedExecution[] {
  const log = new LogReader();
  for (const line of separateLines(lines)) log.read(splitLine(line), line);
  return log.finish();
}

interface Gathering {
  readonly form: ParsedExecution['form'];
  readonly requestId: string | null;
  readonly lines: GatheredLine[];
}

/** A line and the lines that go on with it. */
interface GatheredLine {
  readonly parts: string[];
  readonly epochMs: number | null;
  readonly row: RowName | null;
  readonly mayGoOn: boolean;
}

class LogReader {
  readonly #gatherings: Gathering[] = [];
  readonly #byId = new Map<string, Gathering>();
  #current: Gathering | null = null;

  read(line: SplitLine, whole: string): void {
    switch (line.form) {
      case 'stage':
        this.#current = this.#byId.get(line.requestId!) ?? this.#begin('stage', line.requestId);
        this.#add(line.text, line.epochMs, rowOf(line.text));
        return;
      case 'head':
        this.#current = this.#begin('test', line.requestId);
        return;
      case 'test': {
        const row = rowOf(line.text);
        if (this.#current?.form !== 'test' || beginsAnew(this.#current, row)) {
          this.#current = this.#begin('test', null);
        }
        this.#add(line.text, line.epochMs, row);
        return;
      }
      case 'bare':
        this.#readBare(line, whole);
    }
  }

  /** A line without id or stamp goes on with the line before it, unless rows are quoted alone and it is one. */
  #readBare(line: SplitLine, whole: string): void {
    const row = rowOf(line.text);
    const alone = this.#current === null || this.#current.form === 'bare';
    if (alone && (row !== null || isFailureLine(line.text))) {
      if (this.#current === null || beginsAnew(this.#current, row)) this.#current = this.#begin('bare', null);
      this.#add(line.text, line.epochMs, row);
      return;
    }
    const previous = this.#current?.lines.at(-1);
    if (previous === undefined) return;
    const timed = alone && line.text !== whole;
    if (previous.mayGoOn && !timed) previous.parts.push(whole);
    else if (whole.trim() !== '') this.#add(whole, line.epochMs, null);
  }

  #begin(form: ParsedExecution['form'], requestId: string | null): Gathering {
    const gathering: Gathering = { form, requestId, lines: [] };
    this.#gatherings.push(gathering);
    if (form === 'stage') this.#byId.set(requestId!, gathering);
    return gathering;
  }

  #add(text: string, epochMs: number | null, row: RowName | null): void {
    this.#current!.lines.push({ parts: [text], epochMs, row, mayGoOn: mayGoOn(text, row) });
  }

  finish(): readonly ParsedExecution[] {
    return this.#gatherings.map(({ form, requestId, lines }) => {
      const joined = lines.map(({ parts, epochMs }) => ({ text: parts.join('\n'), epochMs }));
      return readRequestLines(form, requestId, joined);
    });
  }
}

const starts: ReadonlySet<RowName | null> = new Set<RowName>([
  'extendedRequestId',
  'verifyingUsagePlan',
  'startingExecution',
]);

/** Without ids, a request is over when another one starts. */
function beginsAnew(current: Gathering, row: RowName | null): boolean {
  return starts.has(row) && current.lines.some((line) => line.row === row || line.row === 'methodCompleted');
}
