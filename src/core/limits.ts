// Every bound Varco keeps, with its unit in its name. AWS's own come from SPEC §10; the others are Varco's and say so.

/** Request and response at the gateway (SPEC §10). */
export const gatewayPayloadBytesMax = 10_485_760;
/** The event JSON of a synchronous invocation (SPEC §10). */
export const invokeRequestBytesMax = 6_291_456;
/** The function's result of a synchronous invocation (SPEC §10, recorded text). */
export const invokeResponseBytesMax = 6_291_556;
/** Varco's own: the error object of a runtime, which its trace may make longer than a result. */
export const runtimeErrorBytesMax = 7_340_132;
/** All request headers together (SPEC §10). */
export const headerBytesMax = 10_240;
/** The request line's URL, regional endpoints (SPEC §10). */
export const urlCharactersMax = 10_240;
/** Integration time-out: least, greatest and default (SPEC §1.5, §10). */
export const integrationTimeoutMsMin = 50;
export const integrationTimeoutMsMax = 29_000;
/** An execution log event's text after its prefix (SPEC §6.4). */
export const logTextCharactersMax = 1024;
export const functionTimeoutSecondsMax = 900;
export const functionMemoryMbMin = 128;
export const functionMemoryMbMax = 10_240;
export const functionEnvironmentBytesMax = 4096;
/** Init may take so long, then it is tried again inside the invocation (SPEC §9.7). */
export const initTimeoutMs = 10_000;
/** Concurrent executions of an account (SPEC §10). */
export const accountConcurrencyMax = 1000;
/** What reservations must leave of it to the functions without one (Lambda's own error text). */
export const accountUnreservedConcurrencyMin = 100;
/** Account throttle of API Gateway (SPEC §10). */
export const accountThrottleRatePerSecond = 10_000;
export const accountThrottleBurst = 5_000;
/** A resource policy's text (SPEC §10). */
export const policyBytesMax = 20_480;
/** A deployment package, unzipped (Lambda quota: 250 MB) and zipped in a request (50 MB; Varco takes the unzipped bound). */
export const packageUnzippedBytesMax = 262_144_000;
/** A deployment package as sent in a request (Lambda quota: 50 MB; recorded text). */
export const packageZippedBytesMax = 52_428_800;
/** Varco's own: entries in one package. */
export const packageEntriesMax = 100_000;
/** Varco's own: a template file. */
export const templateBytesMax = 10_485_760;
/** Varco's own: the values of a template with every anchor written out, and how deeply they may nest. */
export const templateValuesMax = 500_000;
export const templateNestingMax = 200;
/** Varco's own: executions and log events kept in memory for reading back. */
export const executionsKeptMax = 1_000;
export const logEventsKeptMax = 20_000;
/** Varco's own: what these may weigh together, counted as one byte a character. */
export const executionBytesKeptMax = 67_108_864;
export const logEventBytesKeptMax = 67_108_864;
/** Varco's own: one function log line as CloudWatch would take it (256 KB event). */
export const functionLogEventBytesMax = 262_118;
/** Varco's own: an idle sandbox is shut down after so long. */
export const sandboxIdleMs = 300_000;
/** Varco's own: violations told of one malformed output, and how much of each value is quoted. */
export const violationsMax = 100;
export const violationTextCharactersMax = 200;
/** Varco's own: what the doctor parses, maps and quotes while requests wait. */
export const doctorSourceCharactersMax = 2_097_152;
export const doctorSourceMapCharactersMax = 16_777_216;
export const doctorSourceLineCharactersMax = 400;
export const doctorPayloadCharactersMax = 1_048_576;
/** Varco's own: sandboxes of all functions at one time; further invocations wait for one to become free. */
export const sandboxesMax = 128;
/** Varco's own: decisions and resolved names that the invoke path remembers. */
export const invokeCacheEntriesMax = 10_000;
/** Varco's own: of a code folder, so much is kept in memory as it was when it was published. */
export const packageHeldBytesMax = 8_388_608;
/** The body of a Lambda request; that of an invocation is `invokeRequestBytesMax` (recorded, SPEC §4.5 row 13). */
export const lambdaRequestBytesMax = 70_167_211;
/** Varco's own: the body of any other control-plane request. */
export const controlPlaneRequestBytesMax = 10_485_760;
/** Varco's own: how deeply the names of a form may nest (`A.member.1.B`: four). */
export const queryProtocolDepthMax = 32;
/** How far a signature's date may be from now (AWS: 5 minutes). */
export const signatureSkewMsMax = 300_000;
/** How long a presigned URL may live (AWS: 7 days). */
export const presignedSecondsMax = 604_800;
/** Varco's own: AWS Regions in use at one time. */
export const regionsMax = 40;
/** Varco's own: an S3 object in one request or in a part of an upload (AWS: 5 GB). */
export const s3ObjectBytesMax = 314_572_800;
/** Varco's own: an S3 object is kept in pieces of this size. */
export const s3ChunkBytesMax = 8_388_608;
/** The XML that S3's operations take, such as a list of a thousand keys (AWS: 2 MB for those). */
export const s3DocumentBytesMax = 2_097_152;
/** The event JSON of an asynchronous invocation (Lambda quota: 1 MB since October 2025). */
export const asyncInvokeRequestBytesMax = 1_048_576;
/** The end of the log that Invoke returns (Lambda API reference: the last 4 KB). */
export const logTailBytesMax = 4096;
/** Varco's own: events of asynchronous invocations that wait for their next attempt, and what they may weigh together. */
export const asyncEventsMax = 10_000;
export const asyncEventBytesMax = 67_108_864;
/** How long an authorizer's answer may be remembered (recorded in public). */
export const authorizerTtlSecondsMax = 3600;
/** A cached method's answer likewise. */
export const cacheTtlSecondsMax = 3600;
/** The resource policy of an API (AWS: 8192 bytes). */
export const apiPolicyBytesMax = 8192;
