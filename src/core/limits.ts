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
/** Varco's own: a path in a package; Linux takes 4,096 bytes with the folder that it is laid out in. */
export const packagePathBytesMax = 3_072;
/** Varco's own: a template file. */
export const templateBytesMax = 10_485_760;
/** Varco's own: the values of a template with every anchor written out, and how deeply they may nest. */
export const templateValuesMax = 500_000;
export const templateNestingMax = 200;
/** Varco's own: executions and log events kept in memory for reading back. */
export const executionsKeptMax = 100;
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
/** Varco's own: what the chunks of an S3 object's body may add to it. */
export const s3ChunkFramingBytesMax = 4_194_304;
/** The XML that S3's operations take, such as a list of a thousand keys (AWS: 2 MB for those). */
export const s3DocumentBytesMax = 2_097_152;
/** The event JSON of an asynchronous invocation (Lambda quota: 1 MB since October 2025). */
export const asyncInvokeRequestBytesMax = 1_048_576;
/** The end of the log that Invoke returns (Lambda API reference: the last 4 KB). */
export const logTailBytesMax = 4096;
/** Varco's own: events of asynchronous invocations that wait for their next attempt, and what they may weigh together. */
export const asyncEventsMax = 10_000;
export const asyncEventBytesMax = 67_108_864;
/** How long a cached answer of a method may live (reported in public). */
export const cacheTtlSecondsMax = 3600;
/** The resource policy of an API (AWS: 8192 bytes). */
export const apiPolicyBytesMax = 8192;
/** IAM's quotas: of a trust policy, a managed policy and the inline policies of a role or user, white space not counted. */
export const iamTrustPolicyCharactersMax = 2048;
export const iamManagedPolicyCharactersMax = 6144;
export const iamRolePoliciesCharactersMax = 10_240;
export const iamUserPoliciesCharactersMax = 2048;
/** IAM's quotas: managed policies of a role or user, versions of a policy, a user's keys, tags of anything. */
export const iamAttachedPoliciesMax = 10;
export const iamPolicyVersionsMax = 5;
export const iamAccessKeysOfUserMax = 2;
export const iamTagsMax = 50;
/** Varco's own: temporary keys kept at a time. */
export const sessionKeysMax = 1000;
/** How long an authorizer's answer is kept unless it says otherwise, and at most (SPEC §10). */
export const authorizerResultSecondsDefault = 300;
export const authorizerResultSecondsMax = 3600;
/** Varco's own: answers kept of one authorizer in one stage. */
export const authorizerResultsMax = 10_000;
/** Varco's own: a user pool's key set, how many are kept, how soon one is asked for again, and how long it may take. */
export const jwksBytesMax = 1_048_576;
export const jwksKeptMax = 100;
export const jwksRefreshMsMin = 60_000;
export const jwksTimeoutMs = 5_000;
/** Varco's own: how often the use of API keys is written down at most, and how many days of it are kept. */
export const usageFlushMs = 1_000;
export const usageDaysKeptMax = 400;
/** A mapping template (SPEC §10: 300 KB). */
export const templateCharactersMax = 307_200;
/** Varco's own: blocks, brackets and strings inside one another in a mapping template. */
export const templateBlocksNestingMax = 100;
/** A `#foreach` goes around so often, then it stops (AWS quotas page). */
export const templateIterationsMax = 1000;
/** Varco's own: what one rendering of a mapping template may do, and how long its text may become. */
export const templateStepsMax = 1_000_000;
export const templateOutputCharactersMax = 10_485_760;
/** Varco's own: how deeply a JSON body that a mapping reads may nest. */
export const jsonNestingMax = 1000;
/** Varco's own: names of log groups and streams whose numbers are remembered. */
export const logNamesRememberedMax = 10_000;
/** Varco's own: what is taken away at one time of logs and metrics that are let go. */
export const sweepRowsMax = 2_000;
/** Varco's own: log entries in the data folder, and their content. Without a folder: `logEventsKeptMax` and its bytes. */
export const logEntriesStoredMax = 50_000_000;
export const logBytesStoredMax = 4_294_967_296;
/** Varco's own: metrics of all namespaces together, by their dimensions and units. */
export const metricsStoredMax = 50_000;
/** How long one-minute values of a metric are kept (CloudWatch: 15 days). */
export const metricValuesKeptMs = 1_296_000_000;
/** Tags of one function (Lambda quota, recorded text). */
export const functionTagsMax = 50;
/** Layers of one function (Lambda quota). */
export const functionLayersMax = 5;
/** All code of an account, zipped (Lambda quota, recorded by GetAccountSettings: 75 GB). */
export const accountCodeBytesMax = 80_530_636_800;
/** How long an address lives from which code can be downloaded (Lambda: 10 minutes). */
export const codeLocationSecondsMax = 600;
/** Tags of one resource (AWS: 50). */
export const tagsMax = 50;
/** Varco's own: how deeply the elements of an XML body may nest. */
export const xmlNestingMax = 32;
/** Varco's own: parentheses within parentheses in a filter pattern. */
export const filterPatternNestingMax = 50;
/** Varco's own: how long telemetry and metrics wait until they are written, how much is written at one time, and may wait. */
export const telemetryFlushMs = 100;
export const telemetrySettleMs = 1_000;
export const telemetryBatchMax = 128;
export const telemetryQueueMax = 10_000;
/** Varco's own: how often what is let go of logs and metrics is taken away. */
export const telemetrySweepMs = 60_000;
/** Varco's own: access log formats that are kept read. */
export const accessLogFormatsMax = 1_000;
/** Varco's own: log entries that are read at one time. */
export const logReadEntriesMax = 500;
/** S3's quotas: a key, tags of an object, tags of a bucket. */
export const s3KeyBytesMax = 1024;
export const s3ObjectTagsMax = 10;
export const s3BucketTagsMax = 50;
/** S3's quotas: a part of an upload but the last, and the number of the last. Varco's own: uploads that are open at a time. */
export const s3PartBytesMin = 5_242_880;
export const s3PartNumberMax = 10_000;
export const s3UploadsMax = 1000;
/** CloudWatch Logs: one event with its 26 bytes besides the message, one PutLogEvents, and the time it may span. */
export const logEventBytesMax = 1_048_576;
export const logBatchBytesMax = 1_048_576;
export const logBatchSpanMs = 86_400_000;
/** CloudWatch Logs: a page of events, in events and bytes. */
export const logPageEventsMax = 10_000;
export const logPageBytesMax = 1_048_576;
/** Varco's own: what FilterLogEvents looks through for one page, in events and time. */
export const logScanEventsMax = 100_000;
export const logScanMs = 100;
/** CloudWatch Logs: tags and metric filters of a group. */
export const logTagsMax = 50;
export const metricFiltersOfGroupMax = 100;
/** Varco's own: how often an environment's memory is looked at, and after how long at rest it is frozen. */
export const superviseEveryMs = 50;
export const restBeforeFreezeMs = 50;
/** CloudWatch: datapoints of GetMetricStatistics, and of a page of GetMetricData. */
export const datapointsOfStatisticsMax = 1440;
export const datapointsOfMetricDataMax = 100_800;
/** The metadata in front of a streamed response (SPEC §10: metadata and eight NUL bytes in the first 16 KB). */
export const streamMetadataBytesMax = 16_384;
/** Varco's own: text evidence that the doctor reads, the events in it, and lines and failures looked at for one request. */
export const doctorTextCharactersMax = 16_777_216;
export const doctorLogEventsMax = 100_000;
export const doctorFaultLinesMax = 2_000;
export const doctorFaultsMax = 40;
export const doctorRequestsMax = 500;
/** What a function may stream in one response (Lambda quota: 200 MB). */
export const streamedResponseBytesMax = 209_715_200;
/** Varco's own: a package, zipped, that the doctor downloads and opens in memory. */
export const doctorPackageBytesMax = 104_857_600;
/** Varco's own: routes of one API that the doctor walks, functions among them, and tests it runs unasked. */
export const doctorRoutesMax = 300;
export const doctorFunctionsMax = 100;
export const doctorTestsMax = 40;
/** Varco's own: events and pages that the doctor reads of one log, and failed requests it looks into. */
export const doctorLogPagesMax = 20;
export const doctorFailuresMax = 40;
/** Varco's own: what one process may write into its log in a second; more is left out, counted and told of. */
export const functionLogEventsPerSecondMax = 20_000;
export const functionLogBytesPerSecondMax = 33_554_432;
/** How long a process may take after SIGTERM until it is killed (Lambda's Shutdown phase). */
export const shutdownGraceMs = 500;
export const shutdownWithExtensionsMs = 2_000;
/** Extensions of one function (Lambda quota). */
export const extensionsMax = 10;
/** Varco's own: telemetry that waits for an extension, and for the first to subscribe; how long one may take to accept it. */
export const telemetryApiEventsKeptMax = 10_000;
export const telemetryApiBacklogMax = 1_000;
export const telemetryApiPostTimeoutMs = 5_000;
/** Varco's own: spare processes at one time, when one is made, and what package it can take. */
export const sparesMax = 2;
export const spareDelayMs = 200;
export const spareQuietMs = 50;
export const sparePlanDelayMs = 500;
export const sparePackageEntriesMax = 300;
/** Logs Insights: rows of a result, queries that run at one time (AWS: 10,000 and 30); Varco's own: results kept, commands of a query. */
export const insightsRowsMax = 10_000;
export const insightsRunningMax = 30;
export const insightsResultsKeptMax = 100;
export const insightsCommandsMax = 100;
/** Varco's own: groups of a statistic or rows to be put in order, and different values that are counted of one field. */
export const insightsGroupsMax = 100_000;
export const insightsDistinctMax = 1_000_000;
/** Varco's own: how long a query may run (AWS: 60 minutes). */
export const insightsRunMs = 900_000;
/** CloudWatch Logs: subscription filters of a group; Varco's own: characters of events in one invocation. */
export const subscriptionFiltersOfGroupMax = 2;
export const subscriptionPayloadBytesMax = 1_048_576;
/** CloudWatch Logs: a live tail session's groups, events of one update, how often there is one, and how long it lives. */
export const liveTailGroupsMax = 10;
export const liveTailEventsMax = 500;
export const liveTailUpdateMs = 1_000;
export const liveTailMs = 10_800_000;
/** The Embedded Metric Format: metrics of a directive, and values of a metric. */
export const embeddedMetricsOfEventMax = 100;
/** CloudWatch: metrics that one SEARCH finds. */
export const metricSearchMax = 500;
/** CloudWatch: alarms of an account; Varco's own: entries of an alarm's history, and how often alarms are evaluated. */
export const alarmsMax = 5_000;
export const alarmHistoryMax = 100;
export const alarmEvaluateMs = 10_000;
/** Varco's own: requests that wait for an OpenTelemetry collector, go to it at one time, how often, and how long it may take. */
export const otlpQueueMax = 2_048;
export const otlpBatchMax = 256;
export const otlpEveryMs = 1_000;
export const otlpTimeoutMs = 10_000;
export const otlpCloseTimeoutMs = 1_000;
/** Varco's own: different attributes of one histogram between two exports. */
export const otlpSeriesMax = 1_000;
