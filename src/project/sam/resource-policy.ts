// ResourcePolicy of an API or of one event: who may call, by account, address or network, as a policy in the document.
import { UserError } from '../../core/errors.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { anyMethod, mapAt } from './openapi-document.ts';

const policyKey = 'x-amazon-apigateway-policy';
const Action = 'execute-api:Invoke';

/** The statements for one path added to those that are there. @throws UserError */
export function withPathPolicy(
  document: TemplateMap,
  policy: TemplateMap,
  path: string,
  stage: TemplateValue,
  where: () => string,
): TemplateMap {
  const resources = resourcesOf(document, path, stage);
  let result = document;
  for (const [member, Effect] of accountMembers) {
    const accounts = listAt(policy, member);
    if (accounts.length === 0) continue;
    result = withStatements(result, [{ Effect, Action, Resource: resources, Principal: { AWS: accounts } }]);
  }
  for (const [member, operator] of addressMembers) {
    const ranges = listAt(policy, member);
    if (ranges.length === 0) continue;
    result = withPair(result, resources, { [operator]: { 'aws:SourceIp': ranges } });
  }
  for (const [kind, operator] of networkMembers) {
    const condition = networksOf(policy, kind, where);
    if (condition !== null) result = withPair(result, resources, { [operator]: condition });
  }
  return result;
}

const accountMembers = [
  ['AwsAccountWhitelist', 'Allow'],
  ['AwsAccountBlacklist', 'Deny'],
] as const;
const addressMembers = [
  ['IpRangeWhitelist', 'NotIpAddress'],
  ['IpRangeBlacklist', 'IpAddress'],
] as const;
const networkMembers = [
  ['Blacklist', 'StringEquals'],
  ['Whitelist', 'StringNotEquals'],
] as const;

export function withCustomStatements(document: TemplateMap, policy: TemplateMap): TemplateMap {
  const statements = listAt(policy, 'CustomStatements');
  return statements.length === 0 ? document : withStatements(document, statements);
}

function resourcesOf(document: TemplateMap, path: string, stage: TemplateValue): readonly TemplateMap[] {
  const pattern = path.replaceAll(/\{[A-Za-z0-9._-]+\+?\}/g, '*');
  return Object.keys(mapAt(mapAt(document, 'paths'), path)).map((key) => {
    const method = key === anyMethod || key.toLowerCase() === 'any' ? '*' : key.toUpperCase();
    return { 'Fn::Sub': [`execute-api:/\${__Stage__}/${method}${pattern}`, { __Stage__: stage }] };
  });
}

function networksOf(
  policy: TemplateMap,
  kind: 'Blacklist' | 'Whitelist',
  where: () => string,
): TemplateMap | null {
  const named = listAt(policy, `SourceVpc${kind}`);
  if (!named.every((id) => typeof id === 'string')) {
    throw new UserError(
      `${where()}: SourceVpc${kind} takes plain texts only: use IntrinsicVpc${kind} or IntrinsicVpce${kind} for functions.`,
    );
  }
  const vpcs = [...named.filter((id) => id.startsWith('vpc-')), ...listAt(policy, `IntrinsicVpc${kind}`)];
  const endpoints = [
    ...named.filter((id) => id.startsWith('vpce-')),
    ...listAt(policy, `IntrinsicVpce${kind}`),
  ];
  if (vpcs.length + endpoints.length === 0) return null;
  return {
    ...(vpcs.length === 0 ? {} : { 'aws:SourceVpc': vpcs }),
    ...(endpoints.length === 0 ? {} : { 'aws:SourceVpce': endpoints }),
  };
}

/** Everybody is let in, and then those who fit the condition are not. */
function withPair(
  document: TemplateMap,
  Resource: readonly TemplateMap[],
  Condition: TemplateMap,
): TemplateMap {
  const pair: readonly TemplateMap[] = [
    { Effect: 'Allow', Action, Resource, Principal: '*' },
    { Effect: 'Deny', Action, Resource, Principal: '*', Condition },
  ];
  const known = new Set(statementsOf(document).map((statement) => JSON.stringify(statement)));
  return withStatements(
    document,
    pair.filter((statement) => !known.has(JSON.stringify(statement))),
  );
}

function withStatements(document: TemplateMap, statements: readonly TemplateValue[]): TemplateMap {
  const Statement = [...statementsOf(document), ...statements];
  return { ...document, [policyKey]: { ...mapAt(document, policyKey), Version: '2012-10-17', Statement } };
}

function statementsOf(document: TemplateMap): readonly TemplateValue[] {
  return listAt(mapAt(document, policyKey), 'Statement');
}

/** A single value counts as a list of one. */
function listAt(map: TemplateMap, key: string): readonly TemplateValue[] {
  const value = own(map, key);
  if (value === undefined || value === null || value === '') return [];
  if (isMap(value) && Object.keys(value).length === 0) return [];
  return isList(value) ? value : [value];
}
