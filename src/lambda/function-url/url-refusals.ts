// What a function URL answers where no function is run.
import type { InvocationResult } from '../invocation.ts';
import { type Headers, internalServerError, type UrlAnswer } from './url-answer.ts';

/** Recorded, for a URL that is not there and for one that may not be used. */
export const unknownUrl = refusal(403, 'AccessDeniedException', { Message: null });
export const forbidden = refusal(403, 'AccessDeniedException', {
  Message:
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
});
/** AWS's words are unknown. */
export const tooLarge = refusal(413, 'RequestEntityTooLargeException', {
  Message: 'Request Entity Too Large',
});

function refusal(status: number, errorType: string, body: object): UrlAnswer {
  const headers: Headers = [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', errorType],
  ];
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}

export function refusedAnswer(result: Extract<InvocationResult, { kind: 'refused' }>): UrlAnswer {
  switch (result.status) {
    case 404:
      return unknownUrl;
    case 413:
      return tooLarge;
    case 429:
      return refusal(429, result.errorType, { Reason: result.reason, Type: 'User', message: result.message });
    default:
      return internalServerError;
  }
}
