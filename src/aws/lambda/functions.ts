// Finding a function and its versions, and changing a function one caller at a time.
import type { FunctionConfiguration, FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import { functionNotFound, revisionMismatch } from './errors.ts';
import type { FunctionName } from './function-reference.ts';

/** @param notFoundArn The ARN in the error; AWS names it with or without qualifier, by operation. */
export async function findFunction(
  context: OperationContext,
  name: FunctionName,
  notFoundArn: string = name.arn,
): Promise<FunctionDocument> {
  const document = await context.store.get<FunctionDocument>('function', name.functionName);
  if (document === null) throw functionNotFound(notFoundArn);
  return document;
}

/** What the qualifier stands for: `$LATEST` without one, a version, or the version of an alias; null where nothing is. */
export function configurationAt(
  document: FunctionDocument,
  qualifier: string | null,
): FunctionConfiguration | null {
  if (qualifier === null || qualifier === '$LATEST') return document.latest;
  const alias = Object.hasOwn(document.aliases, qualifier) ? document.aliases[qualifier] : undefined;
  const version = alias?.functionVersion ?? qualifier;
  if (version === '$LATEST') return document.latest;
  return Object.hasOwn(document.versions, version) ? (document.versions[version] ?? null) : null;
}

/**
 * Reads the function, changes it, writes it back and publishes it, while nobody else changes it.
 *
 * @returns The document as written.
 */
export function changeFunction(
  context: OperationContext,
  name: FunctionName,
  change: (document: FunctionDocument) => FunctionDocument | Promise<FunctionDocument>,
  notFoundArn: string = name.arn,
): Promise<FunctionDocument> {
  return whileChangingFunction(context, name, async () => {
    const document = await change(await findFunction(context, name, notFoundArn));
    await writeFunction(context, document);
    return document;
  });
}

export function whileChangingFunction<T>(
  context: OperationContext,
  name: FunctionName,
  work: () => Promise<T>,
): Promise<T> {
  return context.store.exclusively('function', name.functionName, work);
}

export async function writeFunction(context: OperationContext, document: FunctionDocument): Promise<void> {
  await context.store.write([{ kind: 'function', key: document.functionName, value: document }]);
  context.lambda.publish(document);
}

/** @throws AwsError PreconditionFailedException where a revision was sent and it is another one. */
export function assertRevision(
  sent: string | undefined,
  current: string,
  operation: 'GetFunction/GetAlias' | 'GetPolicy' = 'GetFunction/GetAlias',
): void {
  if (sent !== undefined && sent !== current) throw revisionMismatch(operation);
}

/** Lambda's time format: ISO with milliseconds and `+0000`. */
export function lambdaTime(context: OperationContext): string {
  return lambdaTimeOf(context.clock.nowMs());
}

export function lambdaTimeOf(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '+0000');
}
