// Rows 2a–2d of an execution log: an authorizer at work (SPEC §6.3).
import { endpointRequestHeaders, endpointUri } from './endpoint-headers.ts';
import type { Execution, ExecutionAuthorizer } from './execution.ts';
import { rows } from './log-rows.ts';
import { writeMap } from './logged-map.ts';
import { mask } from './masking.ts';
import type { RowList } from './row-list.ts';
import { visiblePart } from './truncation.ts';

/** What the rows tell of; a test of an authorizer has no more than this. */
export type AuthorizedExecution = Pick<
  Execution,
  'requestId' | 'apiId' | 'region' | 'traceHeader' | 'outcome'
>;

export function authorizerRows(
  lines: RowList,
  execution: AuthorizedExecution,
  authorizer: ExecutionAuthorizer,
): void {
  const { requestId } = execution;
  lines.info(rows.startingAuthorizer.write({ authorizerId: authorizer.authorizerId, requestId }));
  if (lines.tracing) {
    lines.trace(rows.incomingIdentity.write({ identity: maskedIdentity(authorizer) }));
    callRows(lines, execution, authorizer);
  }
  if (authorizer.principalId === null) return;
  lines.info(rows.authorizerPolicy.write({ principal: mask(authorizer.principalId) }));
  lines.info(rows.authorizerCompleted.write({}));
}

/** A token alone for TOKEN; `{method.request.header.Hash=********aaaaaa}` for REQUEST (recorded 2019, GH:48213103395). */
function maskedIdentity({ type, identity }: ExecutionAuthorizer): string {
  if (type === 'REQUEST') return writeMap(identity.map(([name, value]) => [name, mask(value)]));
  return mask(identity[0]?.[1] ?? '');
}

function callRows(
  lines: RowList,
  execution: AuthorizedExecution,
  { integration }: ExecutionAuthorizer,
): void {
  if (integration === null || integration.functionArn === null) return;
  const called = { ...integration, functionArn: integration.functionArn };
  const uri = endpointUri(execution, called);
  lines.trace(rows.endpointUri.write({ uri }));
  const headers = endpointRequestHeaders(execution, called);
  lines.trace(rows.endpointRequestHeaders.write({ map: writeMap(headers) }));
  lines.trace(rows.endpointRequestBody.write({ body: visiblePart(integration.requestBody) }));
  lines.trace(rows.sending.write({ uri }));
  // A function that threw `Unauthorized` leaves no result line (recorded 2019); any other answer does.
  if (integration.call !== null && execution.outcome.kind !== 'unauthorized') {
    lines.trace(rows.authorizerResult.write({ body: visiblePart(integration.call.payload) }));
  }
}
