// AWS::Lambda::Permission → AddPermission.
import { addPermission } from '../../aws/lambda/add-permission.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import { readFunctionReference } from './function-reference.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  Action: honoured,
  EventSourceToken: honoured,
  FunctionName: honoured,
  FunctionUrlAuthType: honoured,
  InvokedViaFunctionUrl: honoured,
  Principal: honoured,
  PrincipalOrgID: honoured,
  SourceAccount: honoured,
  SourceArn: honoured,
};

/** The statement's id is made like a name, as CloudFormation does. */
const statementIdCharactersMax = 100;

export const permission: ResourceType = {
  properties,
  async create(resource, read, { context, names }) {
    const statementId = names.make(resource.logicalId, statementIdCharactersMax);
    await addPermission(
      present({
        ...readFunctionReference(read.requiredText('FunctionName')),
        StatementId: statementId,
        Action: read.requiredText('Action'),
        Principal: read.requiredText('Principal'),
        EventSourceToken: read.text('EventSourceToken'),
        InvokedViaFunctionUrl: read.flag('InvokedViaFunctionUrl'),
        FunctionUrlAuthType: read.text('FunctionUrlAuthType') as 'NONE' | undefined,
        PrincipalOrgID: read.text('PrincipalOrgID'),
        SourceAccount: read.text('SourceAccount'),
        SourceArn: read.text('SourceArn'),
      }),
      context,
    );
    return { physicalId: statementId, attributes: { Id: statementId } };
  },
};
