// The function that tests of Lambda's operations work on.
import { type CreateFunctionInput, createFunction } from '../lambda/create-function.ts';
import { createTestContext, type TestContext, zipNamed } from './operation-context.ts';

/** The input of CreateFunction with only what it needs. */
export const petsInput: CreateFunctionInput = {
  FunctionName: 'pets',
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Role: 'arn:aws:iam::111122223333:role/pets',
  Code: { ZipFile: zipNamed('one') },
};

export const petsArn = 'arn:aws:lambda:eu-south-1:111122223333:function:pets';

/** A context in which the function is there. */
export async function withPetsFunction(more: Partial<CreateFunctionInput> = {}): Promise<TestContext> {
  const context = createTestContext();
  await createFunction({ ...petsInput, ...more }, context);
  return context;
}
