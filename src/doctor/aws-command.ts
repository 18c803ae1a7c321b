// Commands of the AWS CLI with real values, quoted for a POSIX shell.
import { parseFunctionArn } from '../core/arn.ts';
import type { Case } from './case.ts';

/** `aws …` with `--endpoint-url` where the endpoint is not AWS's. */
export function awsCommand(subject: Case, ...words: readonly string[]): string {
  const endpoint = subject.endpointUrl === undefined ? [] : ['--endpoint-url', subject.endpointUrl];
  return ['aws', ...words, ...(subject.commandOptions ?? []), ...endpoint].join(' ');
}

/** In double quotes, whatever it holds. */
export function quoted(value: string): string {
  return `"${value.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;
}

/** Bare where a shell takes it as it is. */
export function word(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : quoted(value);
}

/** `aws lambda add-permission …` that lets one method of an API, on every stage, call the function. */
export function addPermission(
  subject: Case,
  permission: { readonly functionArn: string; readonly sourceArn: string },
): string {
  const reference = parseFunctionArn(permission.functionArn);
  const name = reference?.functionName ?? permission.functionArn;
  return awsCommand(
    subject,
    'lambda',
    'add-permission',
    '--function-name',
    word(name),
    ...(reference?.qualifier == null ? [] : ['--qualifier', word(reference.qualifier)]),
    '--statement-id',
    statementId(permission.sourceArn),
    '--action',
    'lambda:InvokeFunction',
    '--principal',
    'apigateway.amazonaws.com',
    '--source-arn',
    quoted(widened(permission.sourceArn)),
  );
}

/** Letters, digits, `-` and `_` only (SPEC §9.2), and different for different methods and paths. */
export function statementId(sourceArn: string): string {
  const resource = sourceArn.split(':').slice(5).join(':');
  const [apiId = 'api', , ...rest] = resource.split('/');
  const tail = rest
    .join('-')
    .replaceAll(/[^\w-]+/g, '')
    .replaceAll(/-{2,}/g, '-')
    .replace(/-$/, '');
  return ['apigateway', apiId, tail]
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 100);
}

/**
 * The source ARN as the console and SAM write it: any stage, so that the console's Test works too, and `*` for `ANY` and
 * for path parameters (SPEC §9.1).
 */
export function widened(sourceArn: string): string {
  const parts = sourceArn.split(':');
  const resource = parts.slice(5).join(':');
  const [apiId, stage, method, ...path] = resource.split('/');
  if (stage === undefined || method === undefined) return sourceArn;
  const steps = path.map((step) => (step.startsWith('{') && step.endsWith('}') ? '*' : step));
  return [...parts.slice(0, 5), [apiId, '*', method === 'ANY' ? '*' : method, ...steps].join('/')].join(':');
}
