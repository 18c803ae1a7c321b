// awsJson 1.0 (CloudWatch) and 1.1 (Logs): the operation in a header, input and output as JSON bodies.
import { AwsError } from '../../core/errors.ts';
import { eventStream } from './event-stream.ts';
import { entriesOf, jsonMembers, parseJson, plainName, readMembers, recordOf } from './json.ts';
import type { Protocol } from './wire.ts';
import { errorMembers } from './wire.ts';

export const awsJson10: Protocol = awsJson('1.0');
export const awsJson11: Protocol = awsJson('1.1');

function awsJson(version: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  const frameHeaders = (requestId: string): Record<string, string> => ({
    'x-amzn-RequestId': requestId,
    'content-type': contentType,
  });
  return {
    readInput: ({ input }, { body }) => readMembers(input.members, entriesOf(parseJson(body)), plainName),

    writeOutput({ http: _http, output }, value, { requestId }) {
      const headers = frameHeaders(requestId);
      // Logs answers nothing at all where an operation has no output.
      if (output === null) return { statusCode: 200, headers, body: '' };
      const given = recordOf(value ?? {});
      const stream = output.members.find(({ place }) => place === 'events');
      if (stream === undefined) {
        return {
          statusCode: 200,
          headers,
          body: JSON.stringify(jsonMembers(output.members, given, plainName)),
        };
      }
      const others = output.members.filter((member) => member !== stream);
      const initial = jsonMembers(others, given, plainName);
      return {
        statusCode: 200,
        headers: { ...headers, 'content-type': 'application/vnd.amazon.eventstream' },
        body: eventStream(stream.shape, given[stream.name], plainName, initial),
      };
    },

    writeError(error, shape, { service, requestId }) {
      const name = shape?.name ?? error.code;
      const type = version === '1.0' && shape !== null ? `com.amazonaws.${service.id}#${name}` : name;
      const headers = frameHeaders(requestId);
      // A service that also speaks awsQuery names the error's code there: clients of both report that one.
      if (service.protocols.includes('awsQuery')) headers['x-amzn-query-error'] = queryError(error, shape);
      return {
        statusCode: error.statusCode,
        headers,
        body: JSON.stringify({ __type: type, ...errorMembers(error, shape) }),
      };
    },

    unknownOperation: () => new AwsError('UnknownOperationException', 400, ''),
  };
}

/** `InvalidParameterCombination;Sender` (recorded for CloudWatch). */
export function queryError(error: AwsError, shape: Parameters<Protocol['writeError']>[1]): string {
  const fault = error.statusCode < 500 ? 'Sender' : 'Receiver';
  return `${shape?.error?.queryCode ?? shape?.name ?? error.code};${fault}`;
}
