// AWS::Lambda::Version → PublishVersion.
import { publishVersion } from '../../aws/lambda/publish-version.ts';
import { honoured, ignored, noEffect, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import { provision, provisionedConcurrency } from './provisioned-concurrency.ts';
import { readFunctionReference } from './function-reference.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  CodeSha256: noEffect('the version is of the code that was just read'),
  Description: honoured,
  FunctionName: honoured,
  FunctionScalingConfig: ignored('functions run on this machine'),
  ProvisionedConcurrencyConfig: provisionedConcurrency,
  RuntimePolicy: noEffect('the runtime is the one on this machine'),
};

export const version: ResourceType = {
  properties,
  async create(_resource, read, { context }) {
    const { FunctionName } = readFunctionReference(read.requiredText('FunctionName'));
    const created = await publishVersion(
      present({ FunctionName, Description: read.text('Description') }),
      context,
    );
    const arn = created.FunctionArn!;
    const version = created.Version!;
    await provision(read, { FunctionName, Qualifier: version }, context);
    return { physicalId: arn, attributes: { FunctionArn: arn, Version: version } };
  },
};
