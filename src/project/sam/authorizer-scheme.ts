// One authorizer of an API's Auth: its security scheme in the document, and the permission it needs to call its function.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isList, own, scalarText, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { generatedResource } from './generated-resource.ts';
import { mapAt } from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';

const payloadTypes: ReadonlySet<TemplateValue> = new Set(['TOKEN', 'REQUEST']);

/** @throws UserError for what SAM refuses. */
export function authorizerScheme(
  api: TemplateResource,
  name: string,
  authorizer: TemplateMap,
  scope: SamScope,
): TemplateMap {
  const where = `${scope.where(api, 'Auth')}: ${api.logicalId}.Auth.Authorizers.${name}`;
  const identity = mapAt(authorizer, 'Identity');
  const header = own(identity, 'Header') || 'Authorization';
  const pool = own(authorizer, 'UserPoolArn');
  if (pool !== undefined) {
    return {
      type: 'apiKey',
      name: header,
      in: 'header',
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': {
        type: 'cognito_user_pools',
        providerARNs: isList(pool) ? pool : [pool],
        ...given('identityValidationExpression', own(identity, 'ValidationExpression')),
      },
    };
  }
  const functionArn = own(authorizer, 'FunctionArn');
  if (functionArn === undefined) throw new UserError(`${where} needs FunctionArn or UserPoolArn: add one.`);
  const payloadType = own(authorizer, 'FunctionPayloadType') ?? 'TOKEN';
  if (!payloadTypes.has(payloadType))
    throw new UserError(`${where}.FunctionPayloadType must be TOKEN or REQUEST.`);
  const isRequest = payloadType === 'REQUEST';
  const sources = isRequest ? identitySources(identity) : [];
  const ttl = own(identity, 'ReauthorizeEvery');
  if (isRequest && sources.length === 0 && !(ttl !== undefined && Number(ttl) <= 0)) {
    throw new UserError(
      `${where}.Identity must have Headers, QueryStrings, StageVariables or Context: name what tells callers apart.`,
    );
  }
  return {
    type: 'apiKey',
    name: isRequest ? 'Unused' : header,
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: isRequest ? 'request' : 'token',
      authorizerUri: {
        'Fn::Sub': [
          'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations',
          { __FunctionArn__: functionArn },
        ],
      },
      ...given('authorizerResultTtlInSeconds', ttl),
      ...given('authorizerCredentials', invokeRoleOf(authorizer)),
      ...given('identitySource', sources.length === 0 ? undefined : sources.join(', ')),
      ...given('identityValidationExpression', isRequest ? undefined : own(identity, 'ValidationExpression')),
    },
  };
}

const sourceKinds = [
  ['Headers', 'method.request.header.'],
  ['QueryStrings', 'method.request.querystring.'],
  ['StageVariables', 'stageVariables.'],
  ['Context', 'context.'],
] as const;

function identitySources(identity: TemplateMap): readonly string[] {
  return sourceKinds.flatMap(([member, prefix]) => {
    const names = own(identity, member);
    return isList(names) ? names.map((name) => `${prefix}${scalarText(name)}`) : [];
  });
}

function invokeRoleOf(authorizer: TemplateMap): TemplateValue | undefined {
  const role = own(authorizer, 'FunctionInvokeRole');
  return role === 'NONE' || role === null || role === '' ? undefined : role;
}

function given(key: string, value: TemplateValue | undefined): TemplateMap {
  return value === undefined || value === null || value === '' ? {} : { [key]: value };
}

/** API Gateway may call the authorizer's function, unless the template sees to that itself (samtranslator 1.110). */
export function authorizerPermissions(
  api: TemplateResource,
  authorizers: TemplateMap,
): readonly TemplateResource[] {
  return Object.keys(authorizers).flatMap((name) => {
    const authorizer = mapAt(authorizers, name);
    const functionArn = own(authorizer, 'FunctionArn');
    if (functionArn === undefined || own(authorizer, 'DisableFunctionDefaultPermissions') === true) return [];
    return [
      generatedResource(api, {
        logicalId: `${api.logicalId}${name}AuthorizerPermission`,
        type: 'AWS::Lambda::Permission',
        properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: functionArn,
          Principal: 'apigateway.amazonaws.com',
          SourceArn: {
            'Fn::Sub': [
              'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*',
              { __ApiId__: { Ref: api.logicalId } },
            ],
          },
        },
      }),
    ];
  });
}
