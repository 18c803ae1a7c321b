// Which service and which operation a request means: by header, path, form, and the signature where several could be meant.
import { AwsError } from '../../core/errors.ts';
import type { Credential } from '../../core/signature/credential.ts';
import { readForm } from './query.ts';
import type { RestMatch, RestRouter } from './rest-router.ts';
import { compileRestRouter } from './rest-router.ts';
import { compileS3Router, isForS3, type S3Router } from './s3-router.ts';
import type { ProtocolId, Service, ServiceId } from './services.ts';
import { serviceList, services } from './services.ts';
import type { WireHead } from './wire.ts';

export type Route =
  | {
      readonly kind: 'operation';
      readonly service: Service;
      readonly protocol: ProtocolId;
      readonly operation: string;
      readonly labels: RestMatch['labels'];
    }
  /** The service has no operation of this name, or at this path. */
  | {
      readonly kind: 'no-operation';
      readonly service: Service;
      readonly protocol: ProtocolId;
      readonly operation: string;
    }
  /** Of a service that Varco does not have, or of none at all. */
  | { readonly kind: 'no-service'; readonly protocol: ProtocolId; readonly error: AwsError };

const noLabels: RestMatch['labels'] = {};

export function isFor(route: Route | null, id: ServiceId): boolean {
  return route !== null && route.kind !== 'no-service' && route.service.id === id;
}

/** @returns null where the form in the body has to say. */
export async function routeByHead(head: WireHead, credential: Credential | null): Promise<Route | null> {
  if (credential === null ? isForS3(head) : credential.service === services.s3.signingName)
    return routeToS3(head);
  const target = head.headers['x-amz-target'];
  if (typeof target === 'string') return routeByTarget(target, head);
  const rpc = /^\/service\/([^/]+)\/operation\/([^/]+)\/?$/.exec(head.path);
  if (rpc !== null && head.headers['smithy-protocol'] === 'rpc-v2-cbor')
    return routeByRpcPath(rpc[1]!, rpc[2]!);
  const action = head.query.find(([name]) => name === 'Action')?.[1];
  if (action !== undefined) return routeByAction(action, head.query, credential);
  if (head.path === '/' && head.method === 'POST') return null;
  return routeByPath(head, credential);
}

/** For a `POST /` that its head says nothing about. */
export function routeByForm(body: Uint8Array, credential: Credential | null): Promise<Route> {
  const form = readForm(body);
  return routeByAction(form.find(([name]) => name === 'Action')?.[1] ?? '', form, credential);
}

async function routeByTarget(target: string, { headers }: WireHead): Promise<Route> {
  const dot = target.lastIndexOf('.');
  const [prefix, operation] = [target.slice(0, Math.max(dot, 0)), target.slice(dot + 1)];
  const service = serviceList.find(({ targetPrefix }) => targetPrefix !== null && targetPrefix === prefix);
  if (service === undefined) return noService('awsJson1.0', `the service of the target ${target}`);
  const spoken = headers['content-type']?.includes('x-amz-json-1.1') === true ? 'awsJson1.1' : 'awsJson1.0';
  return known(service, spoken, operation);
}

async function routeByRpcPath(name: string, operation: string): Promise<Route> {
  // The service may carry its namespace in front.
  const service = serviceList.find(
    ({ targetPrefix, protocols }) =>
      targetPrefix === name.split('.').at(-1) && protocols.includes('rpcv2Cbor'),
  );
  return service === undefined
    ? noService('rpcv2Cbor', `the service ${name}`)
    : known(service, 'rpcv2Cbor', operation);
}

const queryServices = serviceList.filter(({ protocols }) => protocols.includes('awsQuery'));

async function routeByAction(
  action: string,
  fields: readonly (readonly [string, string])[],
  credential: Credential | null,
): Promise<Route> {
  const version = fields.find(([name]) => name === 'Version')?.[1];
  const service =
    credential === null
      ? queryServices.find((candidate) => candidate.version === version)
      : queryServices.find(({ signingName }) => signingName === credential.service);
  if (service !== undefined) return known(service, 'awsQuery', action);
  if (credential === null && action === '') return nothing();
  return noService(
    'awsQuery',
    credential === null
      ? `the action ${action} of ${version ? `version ${version}` : 'no version'}`
      : `the service ${credential.service}`,
  );
}

async function known(service: Service, protocol: ProtocolId, operation: string): Promise<Route> {
  const tables = await service.tables();
  return tables.operation(operation) === null
    ? { kind: 'no-operation', service, protocol, operation }
    : { kind: 'operation', service, protocol, operation, labels: noLabels };
}

const restServices = serviceList.filter(({ protocols }) => protocols.includes('restJson1'));
const routers = new Map<Service, RestRouter>();

async function routeByPath(head: WireHead, credential: Credential | null): Promise<Route> {
  const signed = restServices.find(({ signingName }) => signingName === credential?.service);
  if (credential !== null && signed === undefined)
    return noService('restJson1', `the service ${credential.service}`);
  for (const service of signed === undefined ? restServices : [signed]) {
    const match = (await routerOf(service))(head.method, head.path, head.query);
    if (match !== null) return { kind: 'operation', service, protocol: 'restJson1', ...match };
  }
  // HTTP and WebSocket APIs are signed for under API Gateway's name too.
  if (signed?.id === 'apigateway' && /^\/v2(?:\/|$)/.test(head.path))
    return noService('restJson1', 'the service apigatewayv2 (HTTP and WebSocket APIs)');
  if (signed !== undefined) {
    return {
      kind: 'no-operation',
      service: signed,
      protocol: 'restJson1',
      operation: `${head.method} ${head.path}`,
    };
  }
  return nothing();
}

let s3Router: S3Router | null = null;

async function routeToS3(head: WireHead): Promise<Route> {
  s3Router ??= compileS3Router((await services.s3.tables()).restOperations);
  const match = s3Router(head);
  const route = { service: services.s3, protocol: 'restXml' } as const;
  return match === null
    ? { kind: 'no-operation', ...route, operation: `${head.method} ${head.path}` }
    : { kind: 'operation', ...route, operation: match.operation, labels: { ...match.labels } };
}

/** What API Gateway says to a request that means nothing to it. */
function nothing(): Route {
  const error = new AwsError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
  return { kind: 'no-service', protocol: 'restJson1', error };
}

async function routerOf(service: Service): Promise<RestRouter> {
  const compiled = routers.get(service);
  if (compiled !== undefined) return compiled;
  const tables = await service.tables();
  const router = compileRestRouter(tables.restOperations);
  routers.set(service, router);
  return router;
}

function noService(protocol: ProtocolId, what: string): Route {
  return {
    kind: 'no-service',
    protocol,
    error: new AwsError('NotImplemented', 501, `Varco does not have ${what}.`),
  };
}
