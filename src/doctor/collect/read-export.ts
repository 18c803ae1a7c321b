// The routes of a stage as its Swagger export tells them: the only way to see what a deployment serves.
import { integrationTimeoutMsMax } from '../../core/limits.ts';
import type { IntegrationPicture, RoutePicture } from './api-picture.ts';

/** @throws SyntaxError where the text is no JSON */
export function readExport(text: string): readonly RoutePicture[] {
  const definition = objectOf(JSON.parse(text));
  const schemes = objectOf(definition['securityDefinitions']);
  return Object.entries(objectOf(definition['paths'])).flatMap(([path, item]) =>
    Object.entries(objectOf(item)).flatMap(([verb, operation]) => {
      const method = verb === 'x-amazon-apigateway-any-method' ? 'ANY' : verb.toUpperCase();
      return verbs.has(method) ? [routeOf(method, path, objectOf(operation), schemes)] : [];
    }),
  );
}

const verbs = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY']);

function routeOf(method: string, path: string, operation: Members, schemes: Members): RoutePicture {
  const required = (Array.isArray(operation['security']) ? operation['security'] : []).flatMap((each) =>
    Object.keys(objectOf(each)),
  );
  const kinds = required.map((name) => ({ name, scheme: objectOf(schemes[name]) }));
  const isKey = ({ scheme }: { readonly scheme: Members }): boolean =>
    scheme['type'] === 'apiKey' && scheme['x-amazon-apigateway-authtype'] === undefined;
  const guard = kinds.find((each) => !isKey(each));
  return {
    method,
    path,
    resourceId: null,
    authorization: guard === undefined ? 'NONE' : authorizationOf(guard.scheme),
    authorizerId: null,
    needsApiKey: kinds.some(isKey),
    integration: integrationOf(operation['x-amazon-apigateway-integration']),
  };
}

function authorizationOf(scheme: Members): string {
  switch (scheme['x-amazon-apigateway-authtype']) {
    case 'awsSigv4':
      return 'AWS_IAM';
    case 'cognito_user_pools':
      return 'COGNITO_USER_POOLS';
    default:
      return 'CUSTOM';
  }
}

function integrationOf(value: unknown): IntegrationPicture | null {
  if (value === undefined) return null;
  const integration = objectOf(value);
  return {
    type: (textOf(integration['type']) ?? '').toUpperCase(),
    uri: textOf(integration['uri']),
    httpMethod: textOf(integration['httpMethod']),
    timeoutMs: Number(integration['timeoutInMillis'] ?? integrationTimeoutMsMax),
    credentials: textOf(integration['credentials']),
  };
}

type Members = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
