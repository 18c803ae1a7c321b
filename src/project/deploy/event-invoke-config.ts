// AWS::Lambda::EventInvokeConfig → PutFunctionEventInvokeConfig.
import { putFunctionEventInvokeConfig } from '../../aws/lambda/put-function-event-invoke-config.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, mapOf, type PropertyTable } from '../property-table.ts';
import { reportOtherTarget } from './event-target.ts';
import { readFunctionReference } from './function-reference.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const destination = mapOf({ Destination: honoured });

const properties: PropertyTable = {
  DestinationConfig: mapOf({ OnFailure: destination, OnSuccess: destination }),
  FunctionName: honoured,
  MaximumEventAgeInSeconds: honoured,
  MaximumRetryAttempts: honoured,
  Qualifier: honoured,
};

export const eventInvokeConfig: ResourceType = {
  properties,
  async create(resource, read, { context, names, leaveOut }) {
    const destinations = read.within('DestinationConfig');
    for (const name of ['OnFailure', 'OnSuccess']) {
      const target = destinations?.within(name)?.text('Destination');
      if (target !== undefined) reportOtherTarget(resource, `DestinationConfig.${name}`, target, leaveOut);
    }
    await putFunctionEventInvokeConfig(
      present({
        ...readFunctionReference(read.requiredText('FunctionName')),
        Qualifier: read.requiredText('Qualifier'),
        MaximumEventAgeInSeconds: read.number('MaximumEventAgeInSeconds'),
        MaximumRetryAttempts: read.number('MaximumRetryAttempts'),
        DestinationConfig:
          destinations &&
          present({
            OnFailure: readDestination(destinations.within('OnFailure')),
            OnSuccess: readDestination(destinations.within('OnSuccess')),
          }),
      }),
      context,
    );
    return { physicalId: names.make(resource.logicalId, 64), attributes: {} };
  },
};

function readDestination(read: PropertyReader | undefined): { Destination?: string } | undefined {
  return read && present({ Destination: read.text('Destination') });
}
