// FunctionUrlConfig of an AWS::Serverless::Function → a function URL, open to everyone where its AuthType is NONE.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own } from '../template-value.ts';
import { generatedResource } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';

/** @throws UserError for what SAM refuses */
export function urlOf(
  resource: TemplateResource,
  aliasId: string | null,
  scope: SamScope,
): readonly TemplateResource[] {
  const { logicalId, properties } = resource;
  const config = own(properties, 'FunctionUrlConfig');
  if (config === undefined || config === null) return [];
  const authType = isMap(config) ? own(config, 'AuthType') : undefined;
  if (!isMap(config) || (authType !== 'NONE' && authType !== 'AWS_IAM' && !isMap(authType))) {
    throw new UserError(
      `${scope.where(resource, 'FunctionUrlConfig')}: ${logicalId}.FunctionUrlConfig needs AuthType: NONE or AWS_IAM.`,
    );
  }
  const target = { Ref: aliasId ?? logicalId };
  const permission = (suffix: string, members: TemplateResource['properties']): TemplateResource =>
    generatedResource(resource, {
      logicalId: `${logicalId}${suffix}`,
      type: 'AWS::Lambda::Permission',
      properties: { FunctionName: target, Principal: '*', ...members },
    });
  return [
    generatedResource(resource, {
      logicalId: `${logicalId}Url`,
      type: 'AWS::Lambda::Url',
      properties: {
        AuthType: authType,
        Cors: own(config, 'Cors'),
        InvokeMode: own(config, 'InvokeMode'),
        TargetFunctionArn: target,
      },
    }),
    ...(authType === 'NONE'
      ? [
          permission('UrlPublicPermissions', {
            Action: 'lambda:InvokeFunctionUrl',
            FunctionUrlAuthType: authType,
          }),
          permission('URLInvokeAllowPublicAccess', {
            Action: 'lambda:InvokeFunction',
            InvokedViaFunctionUrl: true,
          }),
        ]
      : []),
  ];
}
