// RESPONSE_STREAM: what a function streams goes out as it comes, with the status and headers it may put in front.
import type { ServerResponse } from 'node:http';
import { streamMetadataBytesMax } from '../../core/limits.ts';
import type { InvocationRequest } from '../invocation.ts';
import type { LambdaService } from '../service.ts';
import { type Headers, internalServerError, readStructured, type UrlAnswer } from './url-answer.ts';
import { refusedAnswer } from './url-refusals.ts';
import { flatHeaders, write } from './write-url-answer.ts';

/** The runtime clients put it between `awslambda.HttpResponseStream`'s metadata and the body. */
const delimiter = Buffer.alloc(8);

/** Without metadata (recorded status; the type is that of the runtime clients). */
const plain: UrlAnswer = {
  status: 200,
  headers: [['Content-Type', 'application/octet-stream']],
  body: new Uint8Array(),
};

export async function streamAnswer(
  lambda: LambdaService,
  request: InvocationRequest,
  response: ServerResponse,
  added: Headers,
): Promise<void> {
  let waiting: Buffer | null = Buffer.alloc(0);
  const begin = (head: UrlAnswer, rest: Uint8Array): void => {
    waiting = null;
    response.writeHead(head.status, flatHeaders(head.headers, added));
    response.write(rest);
  };
  // AWS goes by the type that the runtime client gives the stream; here what begins like metadata is waited for.
  const onChunk = (bytes: Uint8Array): void => {
    if (waiting === null) {
      response.write(bytes);
      return;
    }
    waiting = Buffer.concat([waiting, bytes]);
    const split = splitMetadata(waiting);
    if (split !== 'incomplete') begin(split?.head ?? plain, split?.rest ?? waiting);
  };
  const result = await lambda.invoke({ ...request, onChunk });
  if (result.kind === 'refused') {
    write(response, refusedAnswer(result), added);
    return;
  }
  const { functionError, payload } = result;
  if (functionError !== null) {
    // In the middle of a stream nothing can be said any more.
    if (response.headersSent) response.destroy();
    else write(response, internalServerError, added);
    return;
  }
  if (waiting !== null) begin(plain, payload === '' ? waiting : Buffer.from(payload));
  response.end();
}

/** Null where the stream has no metadata in front. */
function splitMetadata(
  bytes: Buffer,
): { readonly head: UrlAnswer; readonly rest: Uint8Array } | 'incomplete' | null {
  if (bytes[0] !== 0x7b) return null;
  const end = bytes.indexOf(delimiter);
  if (end < 0) return bytes.length > streamMetadataBytesMax ? null : 'incomplete';
  try {
    const metadata = JSON.parse(bytes.toString('utf8', 0, end)) as Record<string, unknown>;
    const head = readStructured({ statusCode: 200, ...metadata });
    return { head: head ?? internalServerError, rest: bytes.subarray(end + delimiter.length) };
  } catch {
    return null;
  }
}
