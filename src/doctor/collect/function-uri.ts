// The Lambda function that an integration's URI names, stage variables filled in (SPEC §1.3).

const lambdaUri = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/+2015-03-31\/functions\/(.+)\/invocations$/;

/** The function's ARN as it will be called; null where the URI names none, or a stage variable is not set. */
export function functionOfUri(
  uri: string | null,
  variables: Readonly<Record<string, string>>,
): string | null {
  if (uri === null) return null;
  let isWhole = true;
  const filled = uri.replaceAll(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_all, name: string) => {
    isWhole &&= Object.hasOwn(variables, name);
    return variables[name] ?? '';
  });
  return isWhole ? (lambdaUri.exec(filled)?.[1] ?? null) : null;
}
