// What properties of an AWS::Serverless::Api add to its document beside routes and security.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, scalarText, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { isOpenApi3, mapAt, withEntries } from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';

export function gatewayResponsesOf(written: TemplateValue | undefined): TemplateMap | null {
  if (!isMap(written)) return null;
  return Object.fromEntries(
    Object.entries(written).map(([type, response]) => {
      const members = isMap(response) ? response : {};
      const status = own(members, 'StatusCode');
      return [
        type,
        {
          responseParameters: responseParametersOf(mapAt(members, 'ResponseParameters')),
          responseTemplates: mapAt(members, 'ResponseTemplates'),
          ...(status === undefined ? {} : { statusCode: scalarText(status) ?? status }),
        },
      ];
    }),
  );
}

function responseParametersOf(parameters: TemplateMap): TemplateMap {
  const kinds = [
    ['Headers', 'header'],
    ['Paths', 'path'],
    ['QueryStrings', 'querystring'],
  ] as const;
  return Object.fromEntries(
    kinds.flatMap(([member, prefix]) =>
      Object.entries(mapAt(parameters, member)).map(
        ([key, value]) => [`gatewayresponse.${prefix}.${key}`, value] as const,
      ),
    ),
  );
}

/** Slashes are written ~1 in templates. */
export function slashed(types: TemplateValue): TemplateValue {
  if (isList(types)) return types.map(slashed);
  return typeof types === 'string' ? types.replaceAll('~1', '/') : types;
}

export function withModels(document: TemplateMap, api: TemplateResource, scope: SamScope): TemplateMap {
  const models = own(api.properties, 'Models');
  if (!isMap(models) || Object.keys(models).length === 0) return document;
  const untyped = Object.entries(models).find(([, schema]) => !isMap(schema) || !own(schema, 'type'));
  if (untyped !== undefined) {
    throw new UserError(
      `${scope.where(api, 'Models')}: ${api.logicalId}.Models.${untyped[0]} needs a type: add it, for instance "type: object".`,
    );
  }
  const named = Object.entries(models).map(([name, schema]) => [name.toLowerCase(), schema] as const);
  return withEntries(document, 'definitions', Object.fromEntries(named));
}

const endpointKey = 'x-amazon-apigateway-endpoint-configuration';

/** In OpenAPI 3 the extension belongs to the servers. */
export function withoutEndpoint(
  document: TemplateMap,
  disableExecuteApiEndpoint: TemplateValue,
): TemplateMap {
  const members = { disableExecuteApiEndpoint };
  if (!isOpenApi3(own(document, 'openapi'))) return withEntries(document, endpointKey, members);
  const written = own(document, 'servers');
  const servers = isList(written) && written.length > 0 ? written : [{}];
  return {
    ...document,
    servers: servers.map((server) => (isMap(server) ? withEntries(server, endpointKey, members) : server)),
  };
}
