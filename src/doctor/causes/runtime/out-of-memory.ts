// The function was killed, or its interpreter gave up, for want of memory (SPEC §9.6).
import { defineCause } from '../../cause.ts';
import { awsCommand, word } from '../../aws-command.ts';
import type { Case } from '../../case.ts';
import { faultOf, faultText } from '../../fault.ts';
import { logLineWith } from '../../function-log.ts';
import { cut } from '../../words.ts';
import { withoutRequestId } from './exit.ts';

export const outOfMemory = defineCause<{ readonly memoryMb: number | null }>({
  id: 'runtime.out-of-memory',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const heap = logLineWith(
      subject,
      'JavaScript heap out of memory',
      'Reached heap limit',
      'Error Type: Runtime.OutOfMemory',
    );
    const isKilled = fault.message.includes('signal: killed') || fault.type === 'Runtime.OutOfMemory';
    const isExit = fault.type === 'Runtime.ExitError' || fault.message.includes('Runtime exited');
    const text = faultText(fault);
    const isSaid =
      /\bMemoryError\b|java\.lang\.OutOfMemoryError|OutOfMemoryException|JavaScript heap out of memory|Allowed memory size of \d+ bytes exhausted|Cannot allocate memory|ENOMEM|failed to allocate memory|out of memory:|Runtime\.OutOfMemory|oom-?kill/i.test(
        text,
      );
    const isFull = (isExit || fault.message.includes('exited before completing')) && isMemoryFull(subject);
    if (!isKilled && !(heap !== null && isExit) && !isSaid && !isFull) return null;
    const memoryMb = subject.function?.memoryMb ?? null;
    const name = subject.function?.name;
    return {
      confidence: heap !== null || fault.type !== 'Runtime.ExitError' ? 0.96 : 0.9,
      evidence: [
        cut(withoutRequestId(fault.message)),
        ...(heap === null ? [] : [cut(heap)]),
        ...(memoryMb === null ? [] : [`memory size: ${memoryMb} MB`]),
      ],
      facts: { memoryMb },
      ...(name === undefined || memoryMb === null
        ? {}
        : {
            command: awsCommand(
              subject,
              'lambda',
              'update-function-configuration',
              '--function-name',
              word(name),
              '--memory-size',
              String(Math.min(10_240, memoryMb * 2)),
            ),
          }),
    };
  },
  words: {
    en: ({ memoryMb }) => ({
      title: `The function ran out of memory${memoryMb === null ? '' : ` (${memoryMb} MB)`}`,
      why: 'A function that takes more than its memory size is killed in the middle of the request.',
      fix: 'Give the function more memory, or hold less at once: stream, page, and free what warm starts keep.',
    }),
    it: ({ memoryMb }) => ({
      title: `La funzione ha esaurito la memoria${memoryMb === null ? '' : ` (${memoryMb} MB)`}`,
      why: 'Una funzione che prende più della sua memoria viene uccisa a metà della richiesta.',
      fix: 'Dai più memoria alla funzione, oppure tieni meno dati per volta: streaming, pagine, e libera ciò che resta tra un avvio a caldo e l’altro.',
    }),
  },
});

/** The REPORT shows that all of it was used. */
function isMemoryFull({ text }: Case): boolean {
  const { memoryMb, memoryUsedMb } = text?.report ?? {};
  return memoryMb !== undefined && memoryUsedMb !== undefined && memoryUsedMb >= memoryMb * 0.98;
}
