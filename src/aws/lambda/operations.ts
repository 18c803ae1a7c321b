// Lambda's operations: the table of contents by which a request finds its operation.
import { addPermission } from './add-permission.ts';
import { createAlias } from './create-alias.ts';
import { createFunction } from './create-function.ts';
import { deleteAlias } from './delete-alias.ts';
import { deleteFunctionConcurrency } from './delete-function-concurrency.ts';
import { deleteFunction } from './delete-function.ts';
import { getAlias } from './get-alias.ts';
import { getFunctionConcurrency } from './get-function-concurrency.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { getFunction } from './get-function.ts';
import { getPolicy } from './get-policy.ts';
import { listAliases } from './list-aliases.ts';
import { listFunctions } from './list-functions.ts';
import { listVersionsByFunction } from './list-versions-by-function.ts';
import { publishVersion } from './publish-version.ts';
import { putFunctionConcurrency } from './put-function-concurrency.ts';
import { removePermission } from './remove-permission.ts';
import { updateAlias } from './update-alias.ts';
import { updateFunctionCode } from './update-function-code.ts';
import { updateFunctionConfiguration } from './update-function-configuration.ts';

/** AWS's name of the operation → `(input, context) → output`. An operation that is not here is not built. */
export const lambdaOperations = {
  AddPermission: addPermission,
  CreateAlias: createAlias,
  CreateFunction: createFunction,
  DeleteAlias: deleteAlias,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  DeleteFunction: deleteFunction,
  GetAlias: getAlias,
  GetFunctionConcurrency: getFunctionConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunction: getFunction,
  GetPolicy: getPolicy,
  ListAliases: listAliases,
  ListFunctions: listFunctions,
  ListVersionsByFunction: listVersionsByFunction,
  PublishVersion: publishVersion,
  PutFunctionConcurrency: putFunctionConcurrency,
  RemovePermission: removePermission,
  UpdateAlias: updateAlias,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
} as const;
