// Prints how cases end: a line each and a total, or one JSON document.
import { styleText } from 'node:util';
import type { ReplayedCase } from './replay-all.ts';

export interface Report {
  begin(caseCount: number): void;
  replayed(result: ReplayedCase): void;
  /** Something stayed behind at the endpoint. */
  left(sentence: string): void;
  /** @returns How many cases failed */
  end(): number;
}

export interface ReportOptions {
  readonly json: boolean;
  readonly verbose: boolean;
}

const differenceCharactersMax = 600;

export function createReport({ json, verbose }: ReportOptions): Report {
  const results: ReplayedCase[] = [];
  const startMs = performance.now();
  const onTerminal = process.stdout.isTTY && !json;
  let caseCount = 0;

  function line(text: string): void {
    if (onTerminal) process.stdout.write('\r\u001b[K');
    process.stdout.write(`${text}\n`);
  }

  function progress(): void {
    if (onTerminal) process.stdout.write(`\r\u001b[K${results.length} of ${caseCount} …`);
  }

  function count(kind: ReplayedCase['verdict']['kind']): number {
    return results.filter(({ verdict }) => verdict.kind === kind).length;
  }

  return {
    begin: (cases) => {
      caseCount = cases;
      progress();
    },
    replayed: (result) => {
      results.push(result);
      if (!json) resultLines(result, verbose).forEach(line);
      progress();
    },
    left: (sentence) => {
      if (verbose) process.stderr.write(`${sentence}\n`);
    },
    end: () => {
      const failed = count('fail');
      const durationMs = Math.round(performance.now() - startMs);
      const total = { passed: count('pass'), failed, skipped: count('skip'), durationMs };
      if (json) {
        const cases = results.map(({ id, verdict, durationMs: took }) => ({
          id,
          ...verdict,
          durationMs: Math.round(took),
        }));
        process.stdout.write(`${JSON.stringify({ ...total, cases })}\n`);
      } else {
        line(
          `${total.passed} passed, ${failed} failed, ${total.skipped} skipped in ${(durationMs / 1000).toFixed(1)} s`,
        );
      }
      return failed;
    },
  };
}

/** Colours only where a terminal shows them: styleText looks at the stream and at NO_COLOR. */
function resultLines({ id, verdict, durationMs }: ReplayedCase, verbose: boolean): readonly string[] {
  const took = verbose ? ` (${Math.round(durationMs)} ms)` : '';
  switch (verdict.kind) {
    case 'pass':
      return [`${styleText('green', 'pass')} ${id}${took}`];
    case 'skip':
      return [`${styleText('yellow', 'skip')} ${id}: ${verdict.reason}`];
    case 'fail':
      return [
        `${styleText('red', 'FAIL')} ${id}${took}`,
        ...verdict.differences.map((text) => `     ${verbose ? text : shortened(text)}`),
      ];
  }
}

function shortened(text: string): string {
  return text.length <= differenceCharactersMax ? text : `${text.slice(0, differenceCharactersMax)}…`;
}
