// Cors of AWS::Serverless::Api: a MOCK OPTIONS method on each path, which answers the browser's preflight.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { intrinsicOf, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { anyMethod, mapAt } from './openapi-document.ts';
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

/** Each path that has no OPTIONS answers the browser's preflight; `/a` and `/a/` are one path. */
export function withPreflights(document: TemplateMap, cors: Cors): TemplateMap {
  const seen = new Set<string>();
  const paths = Object.entries(mapAt(document, 'paths')).map(([path, item]) => {
    const normal = path === '/' ? path : path.replace(/\/$/, '');
    if (!isMap(item) || seen.has(normal) || own(item, 'options') !== undefined) return [path, item] as const;
    seen.add(normal);
    return [path, { ...item, options: preflight(cors, Object.keys(item)) }] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** The operation that SAM's `_options_method_response_for_cors` writes. `keys` are those of the path. */
function preflight(cors: Cors, keys: readonly string[]): TemplateMap {
  const headers: Record<string, TemplateValue | undefined> = {
    'Access-Control-Allow-Origin': cors.origin,
    'Access-Control-Allow-Headers': cors.headers,
    'Access-Control-Allow-Methods': cors.methods ?? `'${allowedMethods(keys).join(',')}'`,
    'Access-Control-Max-Age': cors.maxAge,
    'Access-Control-Allow-Credentials': cors.credentials ? "'true'" : undefined,
  };
  const sent = Object.entries(headers).filter(
    (entry): entry is [string, TemplateValue] => entry[1] !== undefined,
  );
  const typeOf = (name: string): string => (name === 'Access-Control-Max-Age' ? 'integer' : 'string');
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: '200',
          responseParameters: Object.fromEntries(
            sent.map(([name, value]) => [`method.response.header.${name}`, value]),
          ),
          responseTemplates: { 'application/json': '{}\n' },
        },
      },
    },
    responses: {
      '200': {
        description: 'Default response for CORS method',
        headers: Object.fromEntries(sent.map(([name]) => [name, { type: typeOf(name) }])),
      },
    },
  };
}

function allowedMethods(keys: readonly string[]): readonly string[] {
  if (keys.includes(anyMethod)) return everyMethod;
  return [...new Set([...keys.map((key) => key.toUpperCase()), 'OPTIONS'])].sort();
}
