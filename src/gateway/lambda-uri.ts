// The URI by which integrations and authorizers name a Lambda function, stage variables filled in (SPEC §1.3).

/** The function’s ARN is the first group. AWS takes more than one slash behind `path` (recorded). */
export const lambdaUri =
  /^arn:[^:]+:apigateway:[^:]+:lambda:path\/+2015-03-31\/functions\/(.+)\/invocations$/;

/** `${stageVariables.name}`; an unset variable leaves nothing, so the ARN ends at the colon (SPEC §1.3). */
export function fillStageVariables(text: string, variables: Readonly<Record<string, string>> | null): string {
  if (!text.includes('${stageVariables.')) return text;
  return text.replaceAll(
    /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g,
    (_all, name: string) => variables?.[name] ?? '',
  );
}
