// The shape of a ready-to-run case, and the check that it holds nothing which this program would overlook.

export interface IntegrationOfCase {
  readonly type: 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
  readonly httpMethod?: string | null;
  readonly uri?: string | null;
  /** `role`: an IAM role with lambda:InvokeFunction. */
  readonly credentials?: 'role' | null;
  /** SourceArn of the function's permission. */
  readonly permission?: string | null;
  /** `literal ARN`, or a name with stage variables in place of the function's ARN. */
  readonly functionRef?: string | null;
  readonly requestParameters?: Readonly<Record<string, string>>;
  readonly requestTemplates?: Readonly<Record<string, string>>;
  readonly integrationResponses?: Readonly<Record<string, object>>;
  readonly methodResponses?: readonly string[];
  readonly [member: string]: unknown;
}

export interface ApiOfCase {
  readonly endpointType?: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  readonly stage?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly resourcePath?: string | null;
  readonly method?: string | null;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly requestValidator?: {
    readonly validateRequestBody?: boolean;
    readonly validateRequestParameters?: boolean;
  };
  readonly models?: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly schema: unknown;
  }[];
  readonly integration?: IntegrationOfCase;
  readonly otherResources?: readonly {
    readonly path: string;
    readonly method: string;
    readonly integration: IntegrationOfCase | 'same';
  }[];
  readonly binaryMediaTypes?: readonly string[];
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER';
  readonly apiKeyRequired?: boolean;
  readonly usagePlan?: {
    readonly quota?: {
      readonly limit: number;
      readonly period: 'DAY' | 'WEEK' | 'MONTH';
      readonly offset?: number;
    };
    readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
    readonly apiKeys: readonly { readonly name: string; readonly enabled: boolean }[];
  };
  /** File name of a document that is imported in place of the resources. */
  readonly openapi?: string;
  /** Of a function URL. */
  readonly authType?: 'NONE' | 'AWS_IAM';
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM';
}

export interface Behaviour {
  readonly type: string;
  readonly value?: unknown;
  readonly template?: string;
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly errorMessageFromEvent?: string;
  readonly code?: number;
}

export interface FunctionOfCase {
  readonly runtime: string;
  readonly handler: string;
  readonly behaviour: Behaviour;
  readonly description?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  readonly memorySize?: number;
  readonly reservedConcurrentExecutions?: number;
  readonly provisionedConcurrency?: { readonly qualifier: string; readonly value: number };
}

export interface RequestOfCase {
  readonly method: string;
  readonly path?: string | null;
  readonly query?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
  readonly host?: string;
  /** TestInvokeMethod: path of the resource, or an id as it is. */
  readonly resource?: string;
  readonly payload?: string | null;
  readonly payloadHex?: string;
  readonly qualifier?: string;
}

export interface Expected {
  readonly status?: number | null;
  readonly statusClass?: 'ok' | 'notOk';
  readonly body?: string;
  readonly bodyJson?: unknown;
  readonly bodyJsonSubset?: unknown;
  readonly bodyJsonKeys?: readonly string[];
  readonly bodyBase64?: string;
  readonly bodyXml?: unknown;
  readonly stackTraceExample?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly headersPresent?: readonly string[];
  readonly headersAbsent?: readonly string[];
  readonly headerContains?: Readonly<Record<string, string>>;
  readonly headerNames?: 'exact' | 'exact-after-removing-awsOnly';
  readonly eventSubset?: unknown;
  readonly eventPresent?: readonly string[];
  readonly eventBodyJson?: unknown;
  readonly eventHeadersAbsent?: readonly string[];
  readonly eventHeaderNames?: 'exact' | 'exact-after-removing-awsOnly';
  readonly eventKeyOrder?: readonly string[] | Readonly<Record<string, readonly string[]>>;
  readonly log?: { readonly lines: readonly string[] };
  readonly functionError?: string | null;
  readonly executedVersion?: string | null;
  readonly payload?: string;
  readonly payloadJson?: unknown;
  readonly payloadStringLength?: number;
  readonly payloadEqualsRequest?: boolean;
  readonly logTailLines?: readonly string[];
  readonly cloudWatchLogMessages?: readonly string[];
  readonly logContains?: readonly string[];
  readonly logNotContains?: readonly string[];
  readonly apiStatus?: number;
  readonly apiError?: Readonly<Record<string, unknown>>;
}

export interface ReplayableCase {
  readonly id: string;
  readonly via: 'http' | 'testInvokeMethod' | 'lambdaInvoke' | 'functionUrl';
  readonly function: FunctionOfCase | null;
  readonly api: ApiOfCase | null;
  readonly request: RequestOfCase;
  readonly expected: Expected;
  readonly notes?: string;
}

/** A list that names every member of the type. */
const membersOf =
  <T>() =>
  (members: Readonly<Record<keyof T, true>>): ReadonlySet<string> =>
    new Set(Object.keys(members));

const known = {
  api: membersOf<ApiOfCase>()({
    endpointType: true,
    stage: true,
    stageVariables: true,
    resourcePath: true,
    method: true,
    requestParameters: true,
    requestModels: true,
    requestValidator: true,
    models: true,
    integration: true,
    otherResources: true,
    binaryMediaTypes: true,
    apiKeySource: true,
    apiKeyRequired: true,
    usagePlan: true,
    openapi: true,
    authType: true,
    invokeMode: true,
  }),
  function: membersOf<FunctionOfCase>()({
    runtime: true,
    handler: true,
    behaviour: true,
    description: true,
    environment: true,
    timeout: true,
    memorySize: true,
    reservedConcurrentExecutions: true,
    provisionedConcurrency: true,
  }),
  request: membersOf<RequestOfCase>()({
    method: true,
    path: true,
    query: true,
    headers: true,
    body: true,
    host: true,
    resource: true,
    payload: true,
    payloadHex: true,
    qualifier: true,
  }),
  expected: membersOf<Expected>()({
    status: true,
    statusClass: true,
    body: true,
    bodyJson: true,
    bodyJsonSubset: true,
    bodyJsonKeys: true,
    bodyBase64: true,
    bodyXml: true,
    stackTraceExample: true,
    headers: true,
    headersPresent: true,
    headersAbsent: true,
    headerContains: true,
    headerNames: true,
    eventSubset: true,
    eventPresent: true,
    eventBodyJson: true,
    eventHeadersAbsent: true,
    eventHeaderNames: true,
    eventKeyOrder: true,
    log: true,
    functionError: true,
    executedVersion: true,
    payload: true,
    payloadJson: true,
    payloadStringLength: true,
    payloadEqualsRequest: true,
    logTailLines: true,
    cloudWatchLogMessages: true,
    logContains: true,
    logNotContains: true,
    apiStatus: true,
    apiError: true,
  }),
} as const;

/** A sentence for each member that this program does not know, and so would neither set up nor check. */
export function unknownMembers(replayable: ReplayableCase): readonly string[] {
  return (['api', 'function', 'request', 'expected'] as const).flatMap((part) =>
    Object.keys(replayable[part] ?? {})
      .filter((member) => !known[part].has(member))
      .map((member) => `this program does not know ${part}.${member}`),
  );
}
