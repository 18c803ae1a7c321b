// The function behind a subscription filter: whether it may be invoked, and what it is invoked with.
import { gzipSync } from 'node:zlib';
import { functionArn, parseFunctionArn } from '../../core/arn.ts';
import { subscriptionPayloadBytesMax } from '../../core/limits.ts';
import type { FunctionInvoker } from '../../lambda/invocation.ts';
import { decide } from '../../policy/decide.ts';
import type { LogEvent, SubscribedEvents } from '../../telemetry/telemetry.ts';
import { writePlace } from '../../telemetry/read-events.ts';
import type { OperationContext } from '../context.ts';
import { logGroupArn } from './log-groups.ts';

type Place = Pick<OperationContext, 'accountId' | 'region' | 'lambda'>;

/**
 * The service that the function's policy lets in: CloudWatch Logs, or CloudWatch Logs of the region as older policies
 * name it; null where it is neither, or there is no such function.
 */
export function permittedPrincipal(
  { accountId, region, lambda }: Place,
  destinationArn: string,
  logGroup: string,
): string | null {
  const target = parseFunctionArn(destinationArn);
  const document = target === null ? null : lambda.function(target.functionName);
  if (target === null || document === null) return null;
  const statements = document.policies[target.qualifier ?? ''] ?? [];
  const services = ['logs.amazonaws.com', `logs.${region}.amazonaws.com`];
  const sourceArn = sourceOf({ accountId, region }, logGroup);
  return (
    services.find(
      (servicePrincipal) =>
        decide(statements, {
          servicePrincipal,
          sourceArn,
          sourceAccount: accountId,
          functionArn: functionArn(target),
        }).allowed,
    ) ?? null
  );
}

function sourceOf(place: Pick<Place, 'accountId' | 'region'>, logGroup: string): string {
  return `${logGroupArn(place, logGroup)}:*`;
}

/** Hands on what filters let through; what the function or its policy does with it is theirs (as on AWS, nobody is told). */
export function deliverSubscribed(place: Place): (subscribed: SubscribedEvents) => void {
  let sequence = 0;
  return ({ logGroup, logStream, filter, events }) => {
    const service = permittedPrincipal(place, filter.destinationArn, logGroup);
    if (service === null) return;
    for (const part of partsOf(events)) {
      const content = {
        messageType: 'DATA_MESSAGE',
        owner: place.accountId,
        logGroup,
        logStream,
        subscriptionFilters: [filter.filterName],
        // AWS's ids are those by which the events are found again; these only tell them apart, and keep their order.
        logEvents: part.map(({ timestampMs, message }) => ({
          id: writePlace({ timeMs: timestampMs, id: ++sequence, line: 0 }),
          timestamp: timestampMs,
          message,
        })),
      };
      invoke(place.lambda, filter.destinationArn, content, {
        service,
        sourceArn: sourceOf(place, logGroup),
        sourceAccount: place.accountId,
      }).catch((defect: unknown) => {
        process.stderr.write(
          `varco: the subscription filter ${filter.filterName} failed: ${String(defect)}\n`,
        );
      });
    }
  };
}

async function invoke(
  lambda: FunctionInvoker,
  destinationArn: string,
  content: object,
  servicePrincipal: { readonly service: string; readonly sourceArn: string; readonly sourceAccount: string },
): Promise<void> {
  const data = gzipSync(JSON.stringify(content)).toString('base64');
  await lambda.invokeAsync({
    functionArn: destinationArn,
    payload: JSON.stringify({ awslogs: { data } }),
    traceHeader: '',
    servicePrincipal,
    clientContext: null,
  });
}

/** An invocation takes only so much. */
function partsOf(events: readonly LogEvent[]): readonly (readonly LogEvent[])[] {
  const parts: LogEvent[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    bytes += event.message.length;
    if (bytes > subscriptionPayloadBytesMax) {
      parts.push([]);
      bytes = event.message.length;
    }
    parts.at(-1)!.push(event);
  }
  return parts;
}
