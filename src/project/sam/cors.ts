// Cors of AWS::Serverless::Api: a MOCK OPTIONS method on each path, which answers the browser's preflight.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { intrinsicOf, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import type { SamScope } from './sam-scope.ts';

export interface Cors {
  readonly origin: TemplateValue;
  readonly headers: TemplateValue | undefined;
  readonly methods: TemplateValue | undefined;
  readonly maxAge: TemplateValue | undefined;
  readonly credentials: boolean;
}

const members = new Set(['AllowCredentials', 'AllowHeaders', 'AllowMethods', 'AllowOrigin', 'MaxAge']);
const everyOrigin = "'*'";
const everyMethod = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/** Null where the API has none. @throws UserError for a member that SAM does not take. */
export function readCors(api: TemplateResource, scope: SamScope): Cors | null {
  const cors = own(api.properties, 'Cors');
  if (cors === undefined || cors === null || cors === '') return null;
  if (!isMap(cors) || intrinsicOf(cors) !== null) {
    return { origin: cors, headers: undefined, methods: undefined, maxAge: undefined, credentials: false };
  }
  const where = (): string => scope.where(api, 'Cors');
  const wrong = Object.keys(cors).find((key) => !members.has(key));
  if (wrong !== undefined) {
    throw new UserError(
      `${where()}: ${api.logicalId}.Cors has ${wrong}, which SAM does not take: use ${[...members].join(', ')}.`,
    );
  }
  const origin = own(cors, 'AllowOrigin') ?? everyOrigin;
  const credentials = own(cors, 'AllowCredentials') === true;
  if (credentials && origin === everyOrigin) {
    throw new UserError(
      `${where()}: ${api.logicalId}.Cors allows credentials from every origin, which browsers and SAM refuse: name the origin in AllowOrigin.`,
    );
  }
  return {
    origin,
    headers: own(cors, 'AllowHeaders') || undefined,
    methods: own(cors, 'AllowMethods') || undefined,
    maxAge: own(cors, 'MaxAge'),
    credentials,
  };
}

/** The method's properties but for its place, as SAM's `_options_method_response_for_cors` has them. `methods` are those of the path. */
export function preflightMethod(cors: Cors, methods: readonly string[]): TemplateMap {
  const headers: Record<string, TemplateValue | undefined> = {
    'Access-Control-Allow-Origin': cors.origin,
    'Access-Control-Allow-Headers': cors.headers,
    'Access-Control-Allow-Methods': cors.methods ?? `'${allowedMethods(methods).join(',')}'`,
    'Access-Control-Max-Age': cors.maxAge,
    'Access-Control-Allow-Credentials': cors.credentials ? "'true'" : undefined,
  };
  const sent = Object.entries(headers).filter(
    (entry): entry is [string, TemplateValue] => entry[1] !== undefined,
  );
  const parameter = (name: string): string => `method.response.header.${name}`;
  return {
    HttpMethod: 'OPTIONS',
    MethodResponses: [
      {
        StatusCode: '200',
        ResponseParameters: Object.fromEntries(sent.map(([name]) => [parameter(name), false])),
      },
    ],
    Integration: {
      Type: 'MOCK',
      PassthroughBehavior: 'WHEN_NO_MATCH',
      RequestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      IntegrationResponses: [
        {
          StatusCode: '200',
          ResponseParameters: Object.fromEntries(sent.map(([name, value]) => [parameter(name), value])),
          ResponseTemplates: { 'application/json': '{}\n' },
        },
      ],
    },
  };
}

function allowedMethods(methods: readonly string[]): readonly string[] {
  if (methods.includes('ANY')) return everyMethod;
  return [...new Set([...methods, 'OPTIONS'])].sort();
}
