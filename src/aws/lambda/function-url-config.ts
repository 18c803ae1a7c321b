// What the operations on function URLs share: finding, reading and answering (recorded in November 2025).
import type { Cors, FunctionUrlConfig } from '@aws-sdk/client-lambda';
import type { AwsError } from '../../core/errors.ts';
import type { FunctionDocument, FunctionUrl, FunctionUrlCors } from '../../lambda/model.ts';
import { assertConstraints, matches, oneOf, pattern } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { resourceNotFound } from './errors.ts';
import type { FunctionName } from './function-reference.ts';

const qualifierPattern = pattern('((?!^\\d+$)^[0-9a-zA-Z-_]+$)');

interface UrlInput {
  readonly Qualifier?: string | undefined;
  readonly AuthType?: string | undefined;
  readonly InvokeMode?: string | undefined;
}

/** A version has no URL, and `$LATEST` has that of the function. @throws AwsError ValidationException */
export function assertUrlInput({ Qualifier, AuthType, InvokeMode }: UrlInput): void {
  assertConstraints(
    matches('qualifier', Qualifier, qualifierPattern),
    oneOf('authType', AuthType, ['NONE', 'AWS_IAM']),
    oneOf('invokeMode', InvokeMode, ['RESPONSE_STREAM', 'BUFFERED']),
  );
}

export function noSuchFunction(): AwsError {
  return resourceNotFound('Function does not exist');
}

export function noUrl(): AwsError {
  return resourceNotFound('The resource you requested does not exist.');
}

/** The function, with the alias where one was named; null where either is missing. */
export async function findUrlOwner(
  context: OperationContext,
  { functionName, qualifier }: FunctionName,
): Promise<FunctionDocument | null> {
  const document = await context.store.get<FunctionDocument>('function', functionName);
  if (document === null) return null;
  return qualifier === null || Object.hasOwn(document.aliases, qualifier) ? document : null;
}

export function urlAt(
  document: FunctionDocument | null,
  { qualifier }: FunctionName,
): FunctionUrl | undefined {
  const urls = document?.urls ?? {};
  return Object.hasOwn(urls, qualifier ?? '') ? urls[qualifier ?? ''] : undefined;
}

export function withUrl(
  document: FunctionDocument,
  { qualifier }: FunctionName,
  url: FunctionUrl,
): FunctionDocument {
  return { ...document, urls: { ...document.urls, [qualifier ?? '']: url } };
}

export function readCors(cors: Cors | undefined): FunctionUrlCors | null {
  if (cors === undefined) return null;
  return present({
    allowCredentials: cors.AllowCredentials,
    allowHeaders: cors.AllowHeaders,
    allowMethods: cors.AllowMethods,
    allowOrigins: cors.AllowOrigins,
    exposeHeaders: cors.ExposeHeaders,
    maxAgeSeconds: cors.MaxAge,
  });
}

function corsShape(cors: FunctionUrlCors): Cors {
  return present({
    AllowCredentials: cors.allowCredentials,
    AllowHeaders: cors.allowHeaders?.slice(),
    AllowMethods: cors.allowMethods?.slice(),
    AllowOrigins: cors.allowOrigins?.slice(),
    ExposeHeaders: cors.exposeHeaders?.slice(),
    MaxAge: cors.maxAgeSeconds,
  });
}

/** As creating answers it; what reads answers more. */
export function createdUrlShape(
  name: FunctionName,
  url: FunctionUrl,
  context: OperationContext,
): Omit<FunctionUrlConfig, 'LastModifiedTime'> {
  return present({
    FunctionUrl: addressOf(url.urlId, context),
    FunctionArn: name.arn,
    AuthType: url.authType,
    Cors: url.cors === null ? undefined : corsShape(url.cors),
    CreationTime: new Date(url.createdMs).toISOString(),
    InvokeMode: url.invokeMode,
  }) as Omit<FunctionUrlConfig, 'LastModifiedTime'>;
}

export function urlShape(name: FunctionName, url: FunctionUrl, context: OperationContext): FunctionUrlConfig {
  return {
    ...createdUrlShape(name, url, context),
    LastModifiedTime: new Date(url.lastModifiedMs).toISOString(),
    InvokeMode: url.invokeMode ?? 'BUFFERED',
  };
}

/** Names under `localhost` lead to this machine, so that the address works as it is; AWS's own where nothing listens. */
function addressOf(urlId: string, { region, endpoint }: OperationContext): string {
  const here = endpoint();
  if (here === null) return `https://${urlId}.lambda-url.${region}.on.aws/`;
  const { protocol, port } = new URL(here);
  return `${protocol}//${urlId}.lambda-url.${region}.localhost${port === '' ? '' : `:${port}`}/`;
}
