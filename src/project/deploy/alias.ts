// AWS::Lambda::Alias → CreateAlias.
import { createAlias } from '../../aws/lambda/create-alias.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, listOf, mapOf, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import { provision, provisionedConcurrency } from './provisioned-concurrency.ts';
import { readFunctionReference } from './function-reference.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  Description: honoured,
  FunctionName: honoured,
  FunctionVersion: honoured,
  Name: honoured,
  ProvisionedConcurrencyConfig: provisionedConcurrency,
  RoutingConfig: mapOf({
    AdditionalVersionWeights: listOf(mapOf({ FunctionVersion: honoured, FunctionWeight: honoured })),
  }),
};

export const alias: ResourceType = {
  properties,
  async create(_resource, read, { context }) {
    const { FunctionName } = readFunctionReference(read.requiredText('FunctionName'));
    const created = await createAlias(
      present({
        FunctionName,
        Name: read.requiredText('Name'),
        FunctionVersion: read.requiredText('FunctionVersion'),
        Description: read.text('Description'),
        RoutingConfig: readRouting(read.within('RoutingConfig')),
      }),
      context,
    );
    await provision(read, { FunctionName, Qualifier: created.Name! }, context);
    const arn = created.AliasArn!;
    return { physicalId: arn, attributes: { AliasArn: arn } };
  },
};

function readRouting(
  read: PropertyReader | undefined,
): { AdditionalVersionWeights: Record<string, number> } | undefined {
  const weights = read?.each('AdditionalVersionWeights') ?? [];
  if (weights.length === 0) return undefined;
  return {
    AdditionalVersionWeights: Object.fromEntries(
      weights.map((weight) => [weight.requiredText('FunctionVersion'), weight.number('FunctionWeight') ?? 0]),
    ),
  };
}
