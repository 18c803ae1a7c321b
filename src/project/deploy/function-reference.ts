// A function as templates name it: by name, by ARN, or by the ARN of a version or alias.
import { parseFunctionArn } from '../../core/arn.ts';

/** The members FunctionName and Qualifier that Lambda's operations take. */
export function readFunctionReference(text: string): { FunctionName: string; Qualifier?: string } {
  const arn = parseFunctionArn(text);
  if (arn !== null) {
    return {
      FunctionName: arn.functionName,
      ...(arn.qualifier === null ? {} : { Qualifier: arn.qualifier }),
    };
  }
  const [name = text, qualifier] = text.split(':');
  return qualifier === undefined ? { FunctionName: text } : { FunctionName: name, Qualifier: qualifier };
}
