// The table of causes: what the doctor can tell, family by family.
import type { Cause } from '../cause.ts';
import { bodyNotString } from './response/body-not-string.ts';
import { headerIllegal } from './response/header-illegal.ts';
import { headerValueType } from './response/header-value-type.ts';
import { headersNotObject } from './response/headers-not-object.ts';
import { headersTooLarge } from './response/headers-too-large.ts';
import { invalidBase64 } from './response/invalid-base64.ts';
import { isBase64Encoded } from './response/is-base64-encoded.ts';
import { malformedUnspecified } from './response/malformed-unspecified.ts';
import { multiValueHeadersNotArray } from './response/multivalueheaders-not-array.ts';
import { neverReturned } from './response/never-returned.ts';
import { notObject } from './response/not-object.ts';
import { notSerializable } from './response/not-serializable.ts';
import { statusCode } from './response/status-code.ts';
import { stringifiedTwice } from './response/stringified-twice.ts';
import { tooLarge } from './response/too-large.ts';
import { unknownKey } from './response/unknown-key.ts';
import { explicitDeny } from './permission/explicit-deny.ts';
import { integrationCredentials } from './permission/integration-credentials.ts';
import { missingStatement } from './permission/missing-statement.ts';
import { qualifierMissing } from './permission/qualifier-missing.ts';
import { sourceArnMismatch } from './permission/source-arn-mismatch.ts';
import { esmCjs } from './package/esm-cjs.ts';
import { layerNotResolved } from './package/layer-not-resolved.ts';
import { missingDataFile } from './package/missing-data-file.ts';
import { missingModule } from './package/missing-module.ts';
import { nativeMissingLibrary } from './package/native-missing-library.ts';
import { nativeWrongPlatform } from './package/native-wrong-platform.ts';
import { nestedFolder } from './package/nested-folder.ts';
import { notExecutable } from './package/not-executable.ts';
import { runtimeRemovedModule } from './package/runtime-removed-module.ts';
import { unreadableFile } from './package/unreadable-file.ts';
import { callbackUnsupported } from './handler/callback-unsupported.ts';
import { malformedName } from './handler/malformed-name.ts';
import { handlerModuleNotFound } from './handler/module-not-found.ts';
import { handlerNotFound } from './handler/not-found.ts';
import { wrongRuntime } from './handler/wrong-runtime.ts';
import { initEnvMissing } from './init/env-missing.ts';
import { initException } from './init/exception.ts';
import { initTimeout } from './init/timeout.ts';
import { syntaxError } from './init/syntax-error.ts';
import { downstreamError } from './runtime/downstream-error.ts';
import { envMissing } from './runtime/env-missing.ts';
import { errorReturned } from './runtime/error-returned.ts';
import { eventShape } from './runtime/event-shape.ts';
import { exit } from './runtime/exit.ts';
import { functionInactive } from './runtime/function-inactive.ts';
import { iamDenied } from './runtime/iam-denied.ts';
import { kmsDenied } from './runtime/kms-denied.ts';
import { outOfMemory } from './runtime/out-of-memory.ts';
import { readOnlyFilesystem } from './runtime/read-only-filesystem.ts';
import { throttled } from './runtime/throttled.ts';
import { timeoutEventLoop } from './runtime/timeout-event-loop.ts';
import { timeout } from './runtime/timeout.ts';
import { tmpFull } from './runtime/tmp-full.ts';
import { unhandledException } from './runtime/unhandled-exception.ts';
import { unhandledRejection } from './runtime/unhandled-rejection.ts';
import { vpcEniLimit } from './runtime/vpc-eni-limit.ts';
import { authorizerFailure } from './integration/authorizer-failure.ts';
import { functionNotFound } from './integration/function-not-found.ts';
import { httpMethodNotPost } from './integration/http-method-not-post.ts';
import { illegalHeaderMapping } from './integration/illegal-header-mapping.ts';
import { endpointTls } from './integration/endpoint-tls.ts';
import { invalidEndpoint } from './integration/invalid-endpoint.ts';
import { lambdaRefused } from './integration/lambda-refused.ts';
import { lambdaUnavailable } from './integration/lambda-unavailable.ts';
import { mappingFailed } from './integration/mapping-failed.ts';
import { routeNotFound } from './integration/route-not-found.ts';
import { stageNotFound } from './integration/stage-not-found.ts';
import { stageVariableUnset } from './integration/stage-variable-unset.ts';
import { integrationTimeout } from './integration/timeout.ts';
import { apiKey } from './gateway/api-key.ts';
import { authorizerDeny } from './gateway/authorizer-deny.ts';
import { iamSignature } from './gateway/iam-signature.ts';
import { resourcePolicyDeny } from './gateway/resource-policy-deny.ts';
import { gatewayThrottled } from './gateway/throttled.ts';
import { unauthorized } from './gateway/unauthorized.ts';
import { waf } from './gateway/waf.ts';
import { requestHeaderRefused } from './request/header-refused.ts';
import { requestTooLarge } from './request/too-large.ts';
import { bodyNotJson } from './request/body-not-json.ts';
import { unsupportedMediaType } from './request/unsupported-media-type.ts';
import { uriTooLong } from './request/uri-too-long.ts';
import { validationFailed } from './request/validation-failed.ts';
import { corsMasksError } from './client/cors-masks-error.ts';
import { bootstrapMissing } from './handler/bootstrap-missing.ts';
import { entrypointInvalid } from './handler/entrypoint-invalid.ts';
import { classNotFound } from './handler/class-not-found.ts';
import { extensionCrash } from './init/extension-crash.ts';
import { nonProxy } from './integration/non-proxy.ts';
import { staleDeployment } from './integration/stale-deployment.ts';
import { propagationDelay } from './integration/propagation-delay.ts';
import { crlf } from './package/crlf.ts';
import { wrongArchitecture } from './package/wrong-architecture.ts';
import { unbuiltSource } from './package/unbuilt-source.ts';
import { functionReplaced } from './permission/function-replaced.ts';
import { binaryNotEncoded } from './request/binary-not-encoded.ts';
import { binaryNotDecoded } from './response/binary-not-decoded.ts';
import { benignShutdown } from './runtime/benign-shutdown.ts';
import { timeoutVpc } from './runtime/timeout-vpc.ts';
import { defect } from './varco/defect.ts';

/**
 * Every cause, in the order in which equals are told. Ids are the taxonomy's; where a way to end has no reported case
 * behind it, the cause's file says that the id is Varco's own.
 */
export const causes: readonly Cause[] = [
  // response
  bodyNotString,
  binaryNotDecoded,
  headerIllegal,
  headerValueType,
  headersNotObject,
  headersTooLarge,
  invalidBase64,
  isBase64Encoded,
  malformedUnspecified,
  multiValueHeadersNotArray,
  neverReturned,
  notObject,
  notSerializable,
  statusCode,
  stringifiedTwice,
  tooLarge,
  unknownKey,
  // permission
  functionReplaced,
  explicitDeny,
  integrationCredentials,
  missingStatement,
  qualifierMissing,
  sourceArnMismatch,
  // package
  crlf,
  wrongArchitecture,
  unbuiltSource,
  esmCjs,
  layerNotResolved,
  missingDataFile,
  missingModule,
  nativeMissingLibrary,
  nativeWrongPlatform,
  nestedFolder,
  notExecutable,
  runtimeRemovedModule,
  unreadableFile,
  // handler
  bootstrapMissing,
  entrypointInvalid,
  classNotFound,
  callbackUnsupported,
  malformedName,
  handlerModuleNotFound,
  handlerNotFound,
  wrongRuntime,
  // init
  extensionCrash,
  initEnvMissing,
  initException,
  initTimeout,
  syntaxError,
  // runtime
  benignShutdown,
  timeoutVpc,
  downstreamError,
  envMissing,
  errorReturned,
  eventShape,
  exit,
  functionInactive,
  iamDenied,
  kmsDenied,
  outOfMemory,
  readOnlyFilesystem,
  throttled,
  timeoutEventLoop,
  timeout,
  tmpFull,
  unhandledException,
  unhandledRejection,
  vpcEniLimit,
  // integration
  nonProxy,
  staleDeployment,
  propagationDelay,
  authorizerFailure,
  functionNotFound,
  httpMethodNotPost,
  illegalHeaderMapping,
  endpointTls,
  invalidEndpoint,
  lambdaRefused,
  lambdaUnavailable,
  mappingFailed,
  routeNotFound,
  stageNotFound,
  stageVariableUnset,
  integrationTimeout,
  // gateway
  apiKey,
  authorizerDeny,
  iamSignature,
  resourcePolicyDeny,
  gatewayThrottled,
  unauthorized,
  waf,
  // request
  binaryNotEncoded,
  requestHeaderRefused,
  requestTooLarge,
  bodyNotJson,
  unsupportedMediaType,
  uriTooLong,
  validationFailed,
  // client
  corsMasksError,
  // varco
  defect,
];
