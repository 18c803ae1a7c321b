// Domain of an AWS::Serverless::Api → a custom domain name, and a mapping for each base path.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, scalarText, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { digestOf, generatedResource } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';
import { isPrivateDomain } from './serverless-api-properties.ts';

export interface TransformedDomain {
  readonly resources: readonly TemplateResource[];
  /** `Api.DomainName` → its logical id. */
  readonly names: readonly (readonly [string, string])[];
}

/** @throws UserError for what SAM refuses */
export function domainOf(api: TemplateResource, stageId: string, scope: SamScope): TransformedDomain {
  const domain = own(api.properties, 'Domain');
  if (domain === undefined || domain === null || isPrivateDomain(domain)) return { resources: [], names: [] };
  const where = (): string => `${scope.where(api, 'Domain')}: ${api.logicalId}.Domain`;
  if (!isMap(domain)) throw new UserError(`${where()} must be a map with DomainName and CertificateArn.`);
  const name = withParameters(required(domain, 'DomainName', where), scope);
  const certificate = required(domain, 'CertificateArn', where);
  const endpoint = own(domain, 'EndpointConfiguration') ?? 'REGIONAL';
  if (endpoint !== 'EDGE' && endpoint !== 'REGIONAL')
    throw new UserError(`${where()}.EndpointConfiguration must be EDGE, REGIONAL or PRIVATE.`);
  const ipAddressType = own(domain, 'IpAddressType');
  const domainId = `ApiGatewayDomainName${digestOf(name).short}`;
  return {
    names: [[`${api.logicalId}.DomainName`, domainId]],
    resources: [
      generatedResource(api, {
        logicalId: domainId,
        type: 'AWS::ApiGateway::DomainName',
        properties: {
          DomainName: name,
          [endpoint === 'REGIONAL' ? 'RegionalCertificateArn' : 'CertificateArn']: certificate,
          EndpointConfiguration: {
            Types: [endpoint],
            ...(ipAddressType === undefined ? {} : { IpAddressType: ipAddressType }),
          },
        },
      }),
      ...mappingsOf(api, domain, domainId, stageId),
    ],
  };
}

function required(domain: TemplateMap, key: string, where: () => string): TemplateValue {
  const value = own(domain, key);
  if (value === undefined || value === null) throw new UserError(`${where()} needs ${key}: add it.`);
  return value;
}

/** SAM fills parameters in by itself here. */
function withParameters(name: TemplateValue, scope: SamScope): TemplateValue {
  const parameters = own(scope.file.body, 'Parameters');
  const ref = isMap(name) ? own(name, 'Ref') : undefined;
  const isParameter = typeof ref === 'string' && isMap(parameters) && Object.hasOwn(parameters, ref);
  return isParameter ? scope.resolveStatic(name) : name;
}

/** What is no letter or digit in a base path is left out, unless NormalizeBasePath is false. */
function mappingsOf(
  api: TemplateResource,
  domain: TemplateMap,
  domainId: string,
  stageId: string,
): readonly TemplateResource[] {
  const written = own(domain, 'BasePath');
  const paths = isList(written)
    ? written
    : typeof written === 'string' && written !== ''
      ? [written]
      : [null];
  const keepsSymbols = own(domain, 'NormalizeBasePath') === false;
  return paths.map((path) => {
    const plain = (scalarText(path ?? '') ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '');
    return generatedResource(api, {
      logicalId: `${api.logicalId}${plain}BasePathMapping`,
      type: 'AWS::ApiGateway::BasePathMapping',
      properties: {
        DomainName: { Ref: domainId },
        RestApiId: { Ref: api.logicalId },
        Stage: { Ref: stageId },
        BasePath: path === null ? undefined : keepsSymbols ? path : plain,
      },
    });
  });
}
