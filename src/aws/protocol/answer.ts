// From the socket to an operation and back: guard, route, read, verify, check, run, write.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';
import { isNoSpace, noSpaceSentence } from '../../core/no-space.ts';
import { notBuilt } from '../not-built.ts';
import { authorize } from './authorize.ts';
import { decompress, readBody } from './body.ts';
import { requestBytesMax, tooLarge } from './body-bound.ts';
import { refuseForeignPage } from './browser-guard.ts';
import { checkInput } from './check-input.ts';
import type { Credential } from '../../core/signature/credential.ts';
import { readCredential } from '../../core/signature/credential.ts';
import { protocolOf } from './protocols.ts';
import type { Route } from './route.ts';
import { isFor, routeByForm, routeByHead } from './route.ts';
import { isClientGone, send } from './send.ts';
import { serializationError } from './serialization.ts';
import type { AwsEndpointOptions, CallerIdentity, WireCall } from './serve.ts';
import type { ProtocolId, ServiceId } from './services.ts';
import { services } from './services.ts';
import type { AnsweringService, WireAnswer, WireHead } from './wire.ts';

type Endpoint<C> = Required<Pick<AwsEndpointOptions<C>, 'onDefect'>> & AwsEndpointOptions<C>;

/** Never rejects: what cannot be answered is told to `onDefect`, and the connection closed. */
export async function answer<C>(
  endpoint: Endpoint<C>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = endpoint.ids.uuid();
  const foreign = refuseForeignPage(message.headers, endpoint.allowedHosts ?? []);
  try {
    const written =
      foreign === null
        ? await answerTo(endpoint, message, requestId)
        : await writeError(
            new AwsError('AccessDeniedException', 403, foreign),
            'restJson1',
            nowhere,
            requestId,
          );
    if (!message.complete) message.resume();
    await send(response, written);
  } catch (defect) {
    if (!isClientGone(defect)) endpoint.onDefect(defect, `${message.method} ${message.url}`);
    response.destroy();
  }
}

/** A service that Varco does not have, as far as its answer shows it. */
const nowhere: AnsweringService = { id: 'varco', protocols: [], xmlNamespace: 'https://amazonaws.com/doc/' };

async function answerTo<C>(
  options: Endpoint<C>,
  message: IncomingMessage,
  requestId: string,
): Promise<WireAnswer> {
  const head = readHead(message);
  const reading = readCredential(head);
  const asymmetric = isSignedForManyRegions(head);
  const credential = reading !== null && 'credential' in reading ? reading.credential : null;
  const byHead = await routeByHead(head, credential);
  const bytesMax = requestBytesMax(byHead);
  const sent = await readBody(message, bytesMax);
  let route = byHead ?? unreadForm;
  try {
    if (asymmetric) throw notBuilt('SigV4A signatures (AWS4-ECDSA-P256-SHA256); sign with AWS4-HMAC-SHA256');
    const isS3 = isFor(byHead, 's3');
    const body =
      sent === null || isS3 ? sent : await decompress(sent, head.headers['content-encoding'], bytesMax);
    if (byHead === null && body !== null) route = await routeByForm(body, credential);
    if (sent === null || body === null) throw tooLarge(route, bytesMax);
    if (isS3) (await import('./s3-body.ts')).assertPayloadHash(head, sent, credential);
    if (options.requireAuth !== null)
      await authorize(options.requireAuth, route, head, sent, options.clock.nowMs());
    if (route.kind === 'no-service') throw route.error;
    const request = isS3 ? await s3Request(options, route, head, sent, credential) : { ...head, body };
    return await answerRoute(options, route, request, credential, requestId);
  } catch (thrown) {
    const service = route.kind === 'no-service' ? nowhere : route.service;
    if (thrown instanceof AwsError)
      return writeError(thrown, route.protocol, service, requestId, options.ids);
    options.onDefect(thrown, route.kind === 'no-service' ? 'no service' : `${service.id} ${route.operation}`);
    return writeError(internalFailure(service.id, thrown), route.protocol, service, requestId, options.ids);
  }
}

/** SigV4A: with a key pair, for several regions at once. */
function isSignedForManyRegions({ headers, query }: WireHead): boolean {
  const [, presigned] = query.find(([name]) => name === 'X-Amz-Algorithm') ?? [];
  return (headers.authorization ?? presigned)?.startsWith('AWS4-ECDSA-') === true;
}

async function s3Request<C>(
  { requireAuth }: AwsEndpointOptions<C>,
  { operation }: Exclude<Route, { kind: 'no-service' }>,
  head: WireHead,
  sent: Uint8Array,
  credential: Credential | null,
): Promise<WireHead & { readonly body: Uint8Array }> {
  const { readS3Content } = await import('./s3-body.ts');
  const key = credential === null ? null : (requireAuth?.(credential.accessKeyId) ?? null);
  const isContent = operation !== 'CompleteMultipartUpload';
  const read = readS3Content(head, sent, credential, key?.secretAccessKey ?? null, isContent);
  return { ...read.head, body: read.body };
}

/** As long as the form that would say what a request is has not been read. */
const unreadForm: Route = { kind: 'no-service', protocol: 'awsQuery', error: serializationError() };

function readHead({ method = 'GET', url = '/', headers }: IncomingMessage): WireHead {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return { method, path, query: mark < 0 ? [] : [...new URLSearchParams(url.slice(mark + 1))], headers };
}

async function answerRoute<C>(
  options: AwsEndpointOptions<C>,
  route: Exclude<Route, { kind: 'no-service' }>,
  request: WireHead & { readonly body: Uint8Array },
  credential: Credential | null,
  requestId: string,
): Promise<WireAnswer> {
  const { service } = route;
  const protocol = await protocolOf(route.protocol);
  if (route.kind === 'no-operation') throw protocol.unknownOperation(route.operation, service);
  const operation = (await service.tables()).operation(route.operation)!;
  const served = options.services[service.id] ?? {};
  const table = typeof served === 'function' ? await served() : served;
  const run = Object.hasOwn(table, operation.name) ? table[operation.name]! : null;
  if (run === null) throw notBuilt(`${operation.name} of ${service.id}`);
  const input = protocol.readInput(operation, { ...request, labels: route.labels });
  checkInput(service, operation, input);
  const added: Record<string, string> = {};
  const call: WireCall = {
    requestId,
    head: request,
    setHeader: (name, value) => {
      added[name] = value;
    },
  };
  const context = await options.contextFor(identityOf(options, credential));
  const output = await run(input as never, context, call);
  const answer = protocol.writeOutput(operation, output, { service, requestId });
  return { ...answer, headers: { ...answer.headers, ...serviceHeaders(service.id, options.ids), ...added } };
}

function identityOf<C>(
  { accountId, region, requireAuth }: AwsEndpointOptions<C>,
  credential: Credential | null,
): CallerIdentity {
  if (credential === null) return { accountId, region, accessKeyId: null };
  const { accessKeyId } = credential;
  return {
    accountId: requireAuth?.(accessKeyId)?.accountId ?? accountId,
    // A signature may claim any region; only what looks like one becomes part of ARNs.
    region: /^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(credential.region) ? credential.region : region,
    accessKeyId,
  };
}

/** API Gateway's answers carry an id of its own beside the request id. */
function serviceHeaders(service: string, ids: Pick<Ids, 'extendedRequestId'>): Record<string, string> {
  return service === 'apigateway' ? { 'x-amz-apigw-id': ids.extendedRequestId() } : {};
}

async function writeError(
  error: AwsError,
  protocolId: ProtocolId,
  service: AnsweringService,
  requestId: string,
  ids?: Pick<Ids, 'extendedRequestId'>,
): Promise<WireAnswer> {
  const protocol = await protocolOf(protocolId);
  const tables = await services[service.id as ServiceId]?.tables();
  const shape = tables?.errorOf(error.code) ?? null;
  const answer = protocol.writeError(error, shape, { service, requestId });
  return ids === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, ...serviceHeaders(service.id, ids) } };
}

/** Nothing of the defect: its words may hold paths of this machine. The log has them. */
function internalFailure(service: string, thrown: unknown): AwsError {
  const text = isNoSpace(thrown) ? noSpaceSentence : 'Internal failure of Varco: its log says more.';
  return service === 'lambda'
    ? new AwsError('ServiceException', 500, text, { Type: 'Service' })
    : new AwsError('InternalFailure', 500, text);
}
