// Names of a function as Invoke takes them, resolved to account, function and qualifier.
import { type FunctionReference, parseFunctionArn } from '../core/arn.ts';

/**
 * `name`, `name:qualifier`, `123456789012:function:name[:qualifier]` or a full ARN; null where it is none of these.
 * A name alone means the function in the given account and region.
 */
export function parseFunctionName(text: string, accountId: string, region: string): FunctionReference | null {
  if (text.startsWith('arn:')) return parseFunctionArn(text);
  const parts = text.split(':');
  if (parts[1] === 'function') {
    const [partialAccount, , functionName, qualifier, ...rest] = parts;
    if (functionName === undefined || functionName === '' || rest.length > 0) return null;
    return { region, accountId: partialAccount!, functionName, qualifier: qualifier || null };
  }
  const [functionName, qualifier, ...rest] = parts;
  if (functionName === undefined || functionName === '' || rest.length > 0) return null;
  return { region, accountId, functionName, qualifier: qualifier || null };
}
