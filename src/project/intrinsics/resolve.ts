// CloudFormation's functions, resolved against what is known of parameters, mappings and resources.
import { UserError } from '../../core/errors.ts';
import { didYouMean } from '../nearest-name.ts';
import type { TemplateFile } from '../template-file.ts';
import {
  intrinsicOf,
  isList,
  isMap,
  isNoValue,
  type Intrinsic,
  type TemplateValue,
} from '../template-value.ts';
import type { Call, Scope } from './call.ts';
import { resolveAnd, resolveCondition, resolveEquals, resolveNot, resolveOr } from './logic.ts';
import { resolveFindInMap, resolveGetAtt, resolveRef, resolveSub } from './look-ups.ts';
import {
  resolveBase64,
  resolveGetAZs,
  resolveJoin,
  resolveLength,
  resolveSelect,
  resolveSplit,
  resolveToJsonString,
} from './texts-and-lists.ts';

/**
 * The value with every function in its place resolved. `AWS::NoValue` and Fn::If are gone by then: see conditions.ts.
 * @throws UserError for a function that cannot be resolved locally, with its line.
 */
export function resolve(value: TemplateValue, scope: Scope): TemplateValue {
  if (isList(value)) return value.filter((item) => !isNoValue(item)).map((item) => resolve(item, scope));
  if (!isMap(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== null) return resolveIntrinsic(intrinsic, scope);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => !isNoValue(item))
      .map(([key, item]) => [key, resolve(item, scope)]),
  );
}

const resolvers: ReadonlyMap<string, (call: Call) => TemplateValue> = new Map([
  ['Ref', resolveRef],
  ['Condition', resolveCondition],
  ['Fn::And', resolveAnd],
  ['Fn::Base64', resolveBase64],
  ['Fn::Equals', resolveEquals],
  ['Fn::FindInMap', resolveFindInMap],
  ['Fn::GetAtt', resolveGetAtt],
  ['Fn::GetAZs', resolveGetAZs],
  ['Fn::Join', resolveJoin],
  ['Fn::Length', resolveLength],
  ['Fn::Not', resolveNot],
  ['Fn::Or', resolveOr],
  ['Fn::Select', resolveSelect],
  ['Fn::Split', resolveSplit],
  ['Fn::Sub', resolveSub],
  ['Fn::ToJsonString', resolveToJsonString],
]);

/** Functions that need something Varco does not have, with what to do instead. */
const refused: ReadonlyMap<string, string> = new Map([
  ['Fn::Cidr', 'computes network addresses, which no function or REST API needs: write the addresses out'],
  ['Fn::ForEach', 'is a loop that Varco does not expand: write the items out'],
  [
    'Fn::GetStackOutput',
    "asks for another stack's output, which does not exist locally: replace it by a parameter",
  ],
  [
    'Fn::ImportValue',
    "asks for another stack's export, which does not exist locally: replace it by a parameter",
  ],
  ['Fn::Transform', 'runs a macro of an AWS account, which Varco cannot: write out what it would produce'],
]);

function resolveIntrinsic(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const resolver = resolvers.get(intrinsic.name);
  if (resolver === undefined) throw refusal(intrinsic, scope.file);
  return resolver({ ...intrinsic, scope, resolve: (value) => resolve(value, scope) });
}

/** @throws UserError where a function that cannot be resolved locally stands anywhere in a value. */
export function checkFunctions(value: TemplateValue, file: TemplateFile): void {
  if (isList(value)) {
    for (const item of value) checkFunctions(item, file);
  } else if (isMap(value)) {
    const intrinsic = intrinsicOf(value);
    if (intrinsic !== null && !resolvers.has(intrinsic.name)) throw refusal(intrinsic, file);
    for (const item of Object.values(value)) checkFunctions(item, file);
  }
}

function refusal(intrinsic: Intrinsic, file: TemplateFile): UserError {
  const name = intrinsic.name.startsWith('Fn::ForEach') ? 'Fn::ForEach' : intrinsic.name;
  const reason =
    refused.get(name) ??
    `is no function that CloudFormation has${didYouMean(name, resolvers.keys())}: correct it`;
  return new UserError(`${file.where(intrinsic.at)}: ${name} ${reason}.`);
}
