// Amazon Resource Names: taken apart into their six parts and written again.

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All behind the fifth colon, colons and slashes included. */
  readonly resource: string;
}

/** The parts of an ARN, or null where the text is none. */
export function parseArn(text: string): Arn | null {
  const parts = text.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return null;
  return {
    partition: parts[1]!,
    service: parts[2]!,
    region: parts[3]!,
    accountId: parts[4]!,
    resource: parts.slice(5).join(':'),
  };
}

export interface FunctionReference {
  readonly region: string;
  readonly accountId: string;
  readonly functionName: string;
  /** Version or alias; null is the unqualified function. */
  readonly qualifier: string | null;
}

/** `arn:aws:lambda:{region}:{account}:function:{name}[:{qualifier}]`, or null. */
export function parseFunctionArn(text: string): FunctionReference | null {
  const arn = parseArn(text);
  if (arn === null || arn.service !== 'lambda') return null;
  const [kind, functionName, qualifier, ...rest] = arn.resource.split(':');
  if (kind !== 'function' || functionName === undefined || functionName === '' || rest.length > 0)
    return null;
  return { region: arn.region, accountId: arn.accountId, functionName, qualifier: qualifier || null };
}

export function functionArn(reference: FunctionReference): string {
  const base = `arn:aws:lambda:${reference.region}:${reference.accountId}:function:${reference.functionName}`;
  return reference.qualifier === null ? base : `${base}:${reference.qualifier}`;
}

/**
 * The source ARN API Gateway presents to Lambda: configured method and resource path, not the actual ones
 * (SPEC §9.1). `ANY` stays literal, as recorded in 2017; whether it does today is unknown, and chosen so.
 */
export function executeApiArn(parts: {
  readonly region: string;
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  readonly resourcePath: string;
}): string {
  return `arn:aws:execute-api:${parts.region}:${parts.accountId}:${parts.apiId}/${parts.stage}/${parts.method}${parts.resourcePath}`;
}
