// The `log` of a TestInvokeAuthorizer answer (SPEC §6.6): an authorizer's rows, every line but the first stamped.
import { authorizerRows } from './authorizer-rows.ts';
import { bodyOf, entryOf, logSentencesOf } from './catalogue.ts';
import type { ExecutionDraft } from './context-variable.ts';
import type { ExecutionAuthorizer } from './execution.ts';
import { RowList } from './row-list.ts';
import { testStamp } from './test-invoke-log.ts';
import { truncate } from './truncation.ts';

/** @param authorizer Null where it did not begin. */
export function testAuthorizerLog(
  execution: ExecutionDraft,
  authorizer: ExecutionAuthorizer | null,
  endedAtMs: number,
): string {
  const { requestId, outcome } = execution;
  const lines = new RowList({ level: 'INFO', dataTrace: true });
  if (authorizer !== null) authorizerRows(lines, execution, authorizer);
  if (outcome.kind !== 'ok') {
    for (const sentence of logSentencesOf(outcome, { lambdaRequestId: null, requestId }))
      lines.error(sentence);
    // Recorded in 2019 (GH:48213103395): the last line is what the client would have got, in a word.
    lines.error(
      outcome.kind === 'unauthorized' ? 'Unauthorized' : (entryOf(outcome).errorType ?? bodyOf(outcome)),
    );
  }
  const stamp = testStamp(endedAtMs);
  const rows = lines.rows.map(({ text }) => `${stamp} : ${truncate(text)}\n`);
  return `Execution log for request ${requestId}\n${rows.join('')}`;
}
