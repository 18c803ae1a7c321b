// The lane for runtimes that Varco boots itself: frames over a socket that the process has as file descriptor 3.
import type { Duplex } from 'node:stream';
import { invokeResponseBytesMax, runtimeErrorBytesMax } from '../../core/limits.ts';
import { createFrameReader, encodeInvocation, frameType } from './frames.ts';
import type { Lane, LaneListener } from './lane.ts';

export function createFramedLane(socket: Duplex, listener: LaneListener): Lane {
  let stream: Buffer[] = [];
  let streamBytes = 0;

  const endStream = (errorType: string, error: string): void => {
    const chunks = stream;
    const bytes = streamBytes;
    stream = [];
    streamBytes = 0;
    // What a buffered Invoke answers when a streaming function fails halfway is not known; the error is chosen over
    // what was streamed until then.
    if (errorType !== '' || error !== '') listener.error(error);
    else if (bytes > invokeResponseBytesMax) listener.responseTooLarge();
    // Invoke joins the stream; with awslambda.HttpResponseStream that includes its prelude and the eight NUL bytes,
    // which no Lambda proxy integration understands (not documented; chosen because nothing takes them out).
    else listener.response(Buffer.concat(chunks).toString());
  };

  const onFrame = (type: number, body: Buffer): void => {
    switch (type) {
      case frameType.next:
        if (body.length === 12) listener.next(body.readUInt32LE(0), body.readDoubleLE(4));
        else listener.broken('a malformed request for the next invocation came');
        return;
      case frameType.response:
        if (body.length > invokeResponseBytesMax) listener.responseTooLarge();
        else listener.response(body.toString());
        return;
      case frameType.responseTooLarge:
        listener.responseTooLarge();
        return;
      case frameType.error:
        listener.error(body.toString());
        return;
      case frameType.initError: {
        const named = splitName(body);
        listener.initError(named.name, named.rest);
        return;
      }
      case frameType.streamChunk:
        if (listener.streams()) {
          listener.chunk(Buffer.from(body));
          return;
        }
        streamBytes += body.length;
        if (streamBytes <= invokeResponseBytesMax) stream.push(Buffer.from(body));
        return;
      case frameType.streamEnd: {
        const named = splitName(body);
        endStream(named.name, named.rest);
        return;
      }
      default:
        listener.broken(`a frame of type ${type} came`);
    }
  };

  socket.on(
    'data',
    createFrameReader(runtimeErrorBytesMax, onFrame, (sentence) => listener.broken(sentence)),
  );
  // The process may end at any moment; its exit is told elsewhere, so a failing write or read says nothing new.
  socket.on('error', () => {});
  return {
    send: (invocation) => void socket.write(encodeInvocation(invocation)),
    close: () => void socket.destroy(),
  };
}

function splitName(body: Buffer): { readonly name: string; readonly rest: string } {
  const end = body.indexOf(0);
  return { name: body.toString('utf8', 0, Math.max(end, 0)), rest: body.toString('utf8', end + 1) };
}
