// AWS::Lambda::Url → CreateFunctionUrlConfig.
import { createFunctionUrlConfig } from '../../aws/lambda/create-function-url-config.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, mapOf, type PropertyTable, type Verdict } from '../property-table.ts';
import { readFunctionReference } from './function-reference.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const cors: Verdict = mapOf({
  AllowCredentials: honoured,
  AllowHeaders: honoured,
  AllowMethods: honoured,
  AllowOrigins: honoured,
  ExposeHeaders: honoured,
  MaxAge: honoured,
});

/** What SAM's FunctionUrlConfig hands through. */
export const functionUrlShared: PropertyTable = { AuthType: honoured, Cors: cors, InvokeMode: honoured };

const properties: PropertyTable = { ...functionUrlShared, Qualifier: honoured, TargetFunctionArn: honoured };

export const functionUrl: ResourceType = {
  properties,
  async create(resource, read, { context, record }) {
    const target = readFunctionReference(read.requiredText('TargetFunctionArn'));
    const created = await createFunctionUrlConfig(
      present({
        ...target,
        Qualifier: read.text('Qualifier') ?? target.Qualifier,
        AuthType: read.requiredText('AuthType') as 'NONE',
        Cors: readCors(read.within('Cors')),
        InvokeMode: read.text('InvokeMode') as 'BUFFERED' | undefined,
      }),
      context,
    );
    const url = created.FunctionUrl!;
    record.functionUrl({
      logicalId: resource.source,
      functionName: target.FunctionName,
      url,
      authType: created.AuthType!,
    });
    const arn = created.FunctionArn!;
    return { physicalId: arn, attributes: { FunctionArn: arn, FunctionUrl: url } };
  },
};

function readCors(read: PropertyReader | undefined) {
  return (
    read &&
    present({
      AllowCredentials: read.flag('AllowCredentials'),
      AllowHeaders: read.texts('AllowHeaders'),
      AllowMethods: read.texts('AllowMethods'),
      AllowOrigins: read.texts('AllowOrigins'),
      ExposeHeaders: read.texts('ExposeHeaders'),
      MaxAge: read.number('MaxAge'),
    })
  );
}
