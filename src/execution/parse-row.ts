// What each row of an execution log tells of its request.
import { lastHeader } from '../core/header-list.ts';
import type { ReadPlaces } from './line-template.ts';
import type { RowName } from './log-rows.ts';
import { readMap } from './logged-map.ts';
import type {
  LoggedMap,
  LoggedText,
  ParsedAuthorizer,
  ParsedCall,
  ParsedExecution,
  ParsedIntegration,
  ParsedRequest,
  ParsedResponse,
} from './parsed-execution.ts';
import { traceRoot } from './trace-header.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The facts of one request while its rows are read. */
export class Reading {
  readonly top: Writable<Partial<ParsedExecution>> = {};
  readonly request: Writable<ParsedRequest> = {};
  readonly response: Writable<ParsedResponse> = {};
  readonly authorizer: Writable<ParsedAuthorizer> = {};
  readonly integration: Writable<ParsedIntegration> = {};
  readonly call: Writable<ParsedCall> = {};
  readonly authorizerIntegration: Writable<ParsedIntegration> = {};
  readonly seen = new Set<RowName>();
  inAuthorizer = false;

  /** The authorizer's function is called with the same rows as the integration (SPEC §6.3, 2c). */
  get called(): Writable<ParsedIntegration> {
    return this.inAuthorizer ? this.authorizerIntegration : this.integration;
  }
}

/** The places of one row as found. */
class FoundRow {
  readonly #places: ReadPlaces;
  readonly #truncated: boolean;

  constructor(places: ReadPlaces, truncated: boolean) {
    this.#places = places;
    this.#truncated = truncated;
  }

  /** '' where the line was cut before it. */
  word(place: string): string {
    return (this.#places[place] ?? '').trim();
  }

  wordOrNone(place: string): string | undefined {
    return this.#places[place]?.trim();
  }

  /** With the white space a path or body may end in. */
  text(place: string): LoggedText {
    return { text: this.#places[place] ?? '', truncated: this.#truncated };
  }

  map(): LoggedMap {
    const places = this.text('map');
    const text = places.truncated ? places.text : places.text.trimEnd();
    return { text, truncated: places.truncated, entries: readMap(text) };
  }
}

const readers: { readonly [Row in RowName]: (reading: Reading, row: FoundRow) => void } = {
  extendedRequestId: ({ top }, row) => {
    top.extendedRequestId = row.word('extendedRequestId');
  },
  startingAuthorizer: (reading, row) => {
    reading.authorizer.authorizerId = row.word('authorizerId');
    reading.top.requestId ??= row.word('requestId');
    reading.inAuthorizer = true;
  },
  incomingIdentity: ({ authorizer }, row) => {
    authorizer.identity = row.text('identity');
  },
  authorizerResult: ({ authorizer }, row) => {
    authorizer.result = row.text('body');
  },
  authorizerPolicy: ({ authorizer }, row) => {
    authorizer.principal = row.word('principal');
  },
  authorizerCompleted: (reading) => {
    reading.authorizer.completed = true;
    reading.inAuthorizer = false;
  },
  verifyingUsagePlan: (reading, row) => {
    reading.top.requestId ??= row.word('requestId');
    readStage(reading, row);
  },
  keyNotRequired: ({ top }, row) => {
    const method = row.word('method');
    top.route = { method, resourcePath: row.word('resourcePath'), apiKeyRequired: false };
  },
  usagePlanSucceeded: (reading, row) => readStage(reading, row),
  startingExecution: (reading, row) => {
    reading.top.requestId ??= row.word('requestId');
    reading.inAuthorizer = false;
  },
  httpMethod: ({ request }, row) => {
    request.method = row.word('method');
    request.path = row.text('path').text;
  },
  apiKey: ({ request }, row) => {
    request.apiKey = row.word('apiKey');
  },
  apiKeyId: ({ request }, row) => {
    request.apiKeyId = row.word('apiKeyId');
  },
  requestPath: ({ request }, row) => {
    request.pathParameters = row.map();
  },
  requestQuery: ({ request }, row) => {
    request.query = row.map();
  },
  requestHeaders: ({ request }, row) => {
    request.headers = row.map();
  },
  requestBody: ({ request }, row) => {
    request.body = row.text('body');
  },
  requestValidated: ({ request }, row) => {
    request.validatedContentType = row.word('contentType');
  },
  endpointUri: ({ called }, row) => readUri(called, row),
  endpointRequestHeaders: (reading, row) => readRequestHeaders(reading, row.map()),
  endpointRequestBody: ({ called }, row) => {
    called.requestBody = row.text('body');
  },
  sending: ({ called }, row) => {
    called.sent = true;
    readUri(called, row);
  },
  received: ({ call }, row) => {
    const status = row.wordOrNone('status');
    if (status !== undefined) call.status = Number(status);
    call.latencyMs = Number(row.word('latencyMs'));
  },
  endpointResponseHeaders: ({ call }, row) => readResponseHeaders(call, row.map()),
  endpointResponseBody: ({ call }, row) => {
    call.payload = row.text('body');
  },
  responseBody: ({ response }, row) => {
    response.body = row.text('body');
  },
  responseHeaders: ({ response }, row) => {
    response.methodHeaders = row.map();
  },
  // That it was seen is all it tells.
  executionCompleted: () => undefined,
  gatewayResponse: ({ response }, row) => {
    response.gatewayResponse = { type: row.word('type'), status: Number(row.word('status')) };
  },
  methodCompleted: ({ response }, row) => {
    response.status = Number(row.word('status'));
  },
  integrationRequestId: ({ call }, row) => {
    call.requestId = row.word('lambdaRequestId');
  },
  traceId: ({ top }, row) => {
    top.traceId = bareTraceId(row.word('traceId'));
  },
};

export function readRowInto(reading: Reading, name: RowName, places: ReadPlaces, truncated: boolean): void {
  reading.seen.add(name);
  readers[name](reading, new FoundRow(places, truncated));
}

function readStage({ top, request }: Reading, row: FoundRow): void {
  const apiId = row.wordOrNone('apiId');
  if (apiId !== undefined) top.apiId = apiId;
  const stage = row.wordOrNone('stage');
  if (stage !== undefined) top.stage = stage;
  request.apiKey ??= row.word('apiKey');
}

/** `…/2015-03-31/functions/{functionArn}/invocations`; other endpoints have no function. */
const functionInUri = /\/functions\/(arn:[^/]+)\/invocations$/;

function readUri(called: Writable<ParsedIntegration>, row: FoundRow): void {
  const uri = row.word('uri');
  called.uri = uri;
  const functionArn = functionInUri.exec(uri)?.[1];
  if (functionArn !== undefined) called.functionArn = functionArn;
}

function readRequestHeaders({ called, top }: Reading, headers: LoggedMap): void {
  called.requestHeaders = headers;
  const whole = wholeEntries(headers);
  const sourceArn = lastHeader(whole, 'x-amz-source-arn');
  if (sourceArn !== undefined) called.sourceArn = sourceArn;
  const apiId = lastHeader(whole, 'x-amzn-apigateway-api-id');
  if (apiId !== undefined) top.apiId ??= apiId;
  const trace = lastHeader(whole, 'x-amzn-trace-id');
  if (trace !== undefined) top.traceId ??= bareTraceId(trace);
}

function readResponseHeaders(call: Writable<ParsedCall>, headers: LoggedMap): void {
  call.headers = headers;
  const whole = wholeEntries(headers);
  const requestId = lastHeader(whole, 'x-amzn-requestid');
  if (requestId !== undefined) call.requestId = requestId;
  const functionError = lastHeader(whole, 'x-amz-function-error');
  if (functionError !== undefined) call.functionError = functionError;
  else if (!headers.truncated) call.functionError = null;
  const executedVersion = lastHeader(whole, 'x-amz-executed-version');
  if (executedVersion !== undefined) call.executedVersion = executedVersion;
}

/** The entries that the cut left whole. */
function wholeEntries({ entries, truncated }: LoggedMap): LoggedMap['entries'] {
  return truncated ? entries.slice(0, -1) : entries;
}

/** `Root=1-…`, `root=1-…;sampled=0` and `1-…` are the same trace. */
function bareTraceId(trace: string): string {
  return traceRoot(trace).replace(/^Root=/, '');
}
