// What a log tells of a request: the facts of an Execution, each only as far as a line holds it.
import type { HeaderList } from '../core/header-list.ts';
import type { ReadOutcome } from './catalogue.ts';

/** A value as logged: masked and cut as the log does it. */
export interface LoggedText {
  readonly text: string;
  /** True where the line was cut, so that more was there. */
  readonly truncated: boolean;
}

export interface LoggedMap extends LoggedText {
  /** The entries as well as they can be told apart; the last of a cut map is cut itself. */
  readonly entries: HeaderList;
}

export interface ParsedExecution {
  /** `stage`: `(id) ` in front. `test`: TestInvokeMethod. `bare`: lines quoted without either. */
  readonly form: 'stage' | 'test' | 'bare';
  /** Null where no line names it. */
  readonly requestId: string | null;
  readonly extendedRequestId?: string;
  /** `1-…`, of row 21 or the endpoint's headers. */
  readonly traceId?: string;
  readonly apiId?: string;
  readonly stage?: string;
  /** Epoch ms of the first and last line with a time. */
  readonly firstAtMs?: number;
  readonly lastAtMs?: number;
  readonly authorizer?: ParsedAuthorizer;
  readonly request: ParsedRequest;
  /** Known where row 4 says that the method needs no key. */
  readonly route?: { readonly method: string; readonly resourcePath: string; readonly apiKeyRequired: false };
  readonly integration?: ParsedIntegration;
  /** The failure lines, verbatim. */
  readonly sentences: readonly LoggedText[];
  /** Absent where the lines do not tell. */
  readonly outcome?: ReadOutcome;
  readonly response: ParsedResponse;
  /** Lines of this request that are no row of an execution log. */
  readonly unrecognised: readonly string[];
}

export interface ParsedRequest {
  readonly method?: string;
  readonly path?: string;
  /** Masked; '' where the log says that there was none. */
  readonly apiKey?: string;
  readonly apiKeyId?: string;
  readonly pathParameters?: LoggedMap;
  readonly query?: LoggedMap;
  readonly headers?: LoggedMap;
  readonly body?: LoggedText;
  /** Where a validator passed the body: the content type it did so for. */
  readonly validatedContentType?: string;
}

export interface ParsedAuthorizer {
  readonly authorizerId?: string;
  readonly identity?: LoggedText;
  /** The call to the authorizer's function. */
  readonly integration?: ParsedIntegration;
  readonly result?: LoggedText;
  /** Masked. */
  readonly principal?: string;
  readonly completed?: true;
}

export interface ParsedIntegration {
  readonly uri?: string;
  readonly functionArn?: string;
  readonly sourceArn?: string;
  readonly requestHeaders?: LoggedMap;
  readonly requestBody?: LoggedText;
  /** `Sending request to …` was seen. */
  readonly sent?: true;
  readonly call?: ParsedCall;
}

export interface ParsedCall {
  /** HTTP status of Invoke. Logs before about September 2019 lack it. */
  readonly status?: number;
  readonly latencyMs?: number;
  /** Lambda's request id. */
  readonly requestId?: string;
  readonly headers?: LoggedMap;
  /** Null where the headers were seen and hold none. */
  readonly functionError?: string | null;
  readonly executedVersion?: string;
  readonly payload?: LoggedText;
}

export interface ParsedResponse {
  readonly status?: number;
  readonly methodHeaders?: LoggedMap;
  readonly body?: LoggedText;
  /** Where a customised gateway response made the answer. */
  readonly gatewayResponse?: { readonly type: string; readonly status: number };
}
