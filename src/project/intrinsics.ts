// CloudFormation's functions, resolved against what is known of parameters, mappings and resources.
import { UserError } from '../core/errors.ts';
import { didYouMean } from './nearest-name.ts';
import {
  placeholderPattern,
  readGetAtt,
  readPlaceholder,
  readRef,
  type GeneratedNames,
  type Reference,
} from './references.ts';
import type { TemplateFile } from './template-file.ts';
import { splitAttribute } from './template-yaml.ts';
import {
  intrinsicOf,
  isList,
  isMap,
  isNoValue,
  own,
  scalarText,
  type Intrinsic,
  type TemplateMap,
  type TemplateValue,
} from './template-value.ts';

/** What the functions are resolved against. */
export interface Scope {
  readonly file: TemplateFile;
  readonly region: string;
  readonly generatedNames: GeneratedNames;
  /** The value of a Ref or Fn::GetAtt. @throws UserError where there is none. */
  lookUp(reference: Reference): TemplateValue;
  /** Whether a condition of the template holds. */
  condition(name: string, at: TemplateMap): boolean;
}

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

type Resolver = (intrinsic: Intrinsic, scope: Scope) => TemplateValue;

const resolvers: ReadonlyMap<string, Resolver> = new Map<string, Resolver>([
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
  [
    'Fn::ForEach',
    'is a loop that Varco does not expand: write the items out, or process the template with "sam build" or "cdk synth" first',
  ],
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
  return resolver(intrinsic, scope);
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

function fail(intrinsic: Intrinsic, scope: Scope, sentence: string): UserError {
  return new UserError(`${scope.file.where(intrinsic.at)}: ${sentence}.`);
}

function resolveRef(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const { argument, at } = intrinsic;
  if (typeof argument !== 'string')
    throw fail(intrinsic, scope, 'Ref takes the name of a parameter or resource');
  return scope.lookUp(readRef(argument, at, scope.generatedNames));
}

function resolveGetAtt(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const { argument, at } = intrinsic;
  const [name, attribute] =
    typeof argument === 'string' ? splitAttribute(argument) : isList(argument) ? argument : [];
  const resolved = attribute === undefined ? undefined : resolve(attribute, scope);
  if (typeof name !== 'string' || typeof resolved !== 'string') {
    throw fail(
      intrinsic,
      scope,
      'Fn::GetAtt takes the name of a resource and of an attribute, as in "Api.RootResourceId"',
    );
  }
  return scope.lookUp(readGetAtt(name, resolved, at, scope.generatedNames));
}

function resolveSub(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const { argument, at } = intrinsic;
  const [text, variables = {}] = isList(argument) ? argument : [argument];
  if (typeof text !== 'string' || !isMap(variables)) {
    throw fail(intrinsic, scope, 'Fn::Sub takes a text, or a list of a text and a map of variables');
  }
  return text.replaceAll(placeholderPattern, (_, literal: string, inside: string) => {
    if (literal === '!') return `\${${inside}}`;
    const variable = own(variables, inside);
    const value =
      variable === undefined
        ? scope.lookUp(readPlaceholder(inside.trim(), at, scope.generatedNames))
        : resolve(variable, scope);
    return textOf(intrinsic, scope, value, `\${${inside}} in Fn::Sub`);
  });
}

function resolveJoin(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const [separator, values] = pair(intrinsic, scope, 'a separator and a list');
  if (typeof separator !== 'string' || !isList(values))
    throw fail(intrinsic, scope, 'Fn::Join takes a separator and a list');
  return values.map((value) => textOf(intrinsic, scope, value, 'an item of Fn::Join')).join(separator);
}

function resolveSplit(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const [separator, text] = pair(intrinsic, scope, 'a separator and a text');
  if (typeof separator !== 'string' || typeof text !== 'string') {
    throw fail(intrinsic, scope, 'Fn::Split takes a separator and a text');
  }
  return text.split(separator);
}

function resolveSelect(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const [index, values] = pair(intrinsic, scope, 'an index and a list');
  const position = Number(index);
  if (!isList(values) || !Number.isInteger(position))
    throw fail(intrinsic, scope, 'Fn::Select takes an index and a list');
  const value = values[position];
  if (value === undefined || value === null) {
    throw fail(
      intrinsic,
      scope,
      `Fn::Select asks for item ${position} of a list that has ${values.length}: the first is 0`,
    );
  }
  return value;
}

function resolveFindInMap(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const parts = isList(intrinsic.argument) ? intrinsic.argument : [];
  const [mapName, topKey, secondKey] = parts.slice(0, 3).map((part) => scalarText(resolve(part, scope)));
  if (typeof mapName !== 'string' || typeof topKey !== 'string' || typeof secondKey !== 'string') {
    throw fail(intrinsic, scope, 'Fn::FindInMap takes the name of a mapping and two keys');
  }
  const mappings = own(scope.file.body, 'Mappings') ?? {};
  const mapping = isMap(mappings) ? own(mappings, mapName) : undefined;
  const row = isMap(mapping) ? own(mapping, topKey) : undefined;
  const value = isMap(row) ? own(row, secondKey) : undefined;
  if (value !== undefined) return value;
  const options = parts[3];
  const fallback = isMap(options) ? own(options, 'DefaultValue') : undefined;
  if (fallback !== undefined) return resolve(fallback, scope);
  throw fail(intrinsic, scope, `the mapping ${mapName} has no ${topKey}.${secondKey}: add it under Mappings`);
}

function resolveBase64(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  return Buffer.from(textOf(intrinsic, scope, resolve(intrinsic.argument, scope), 'Fn::Base64')).toString(
    'base64',
  );
}

/** Three zones, which every region has; which letters an account sees differs. */
function resolveGetAZs(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const region = resolve(intrinsic.argument, scope);
  const name = typeof region === 'string' && region !== '' ? region : scope.region;
  return ['a', 'b', 'c'].map((zone) => `${name}${zone}`);
}

function resolveLength(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const value = resolve(intrinsic.argument, scope);
  if (!isList(value)) throw fail(intrinsic, scope, 'Fn::Length takes a list');
  return value.length;
}

function resolveToJsonString(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  return JSON.stringify(resolve(intrinsic.argument, scope));
}

function resolveCondition(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  if (typeof intrinsic.argument !== 'string')
    throw fail(intrinsic, scope, 'Condition takes the name of a condition');
  return scope.condition(intrinsic.argument, intrinsic.at);
}

/** Compared as texts: a parameter `"1"` equals a plain `1`, and a `true` equals `"true"`. */
function resolveEquals(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  const [left, right] = pair(intrinsic, scope, 'two values');
  return comparable(left) === comparable(right);
}

function comparable(value: TemplateValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function resolveAnd(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  return truths(intrinsic, scope).every(Boolean);
}

function resolveOr(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  return truths(intrinsic, scope).some(Boolean);
}

function resolveNot(intrinsic: Intrinsic, scope: Scope): TemplateValue {
  return !truths(intrinsic, scope)[0];
}

function truths(intrinsic: Intrinsic, scope: Scope): readonly boolean[] {
  const { argument, name } = intrinsic;
  if (!isList(argument) || argument.length === 0)
    throw fail(intrinsic, scope, `${name} takes a list of conditions`);
  return argument.map((item) => {
    const value = resolve(item, scope);
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw fail(intrinsic, scope, `${name} takes conditions, such as {Condition: Name} or Fn::Equals`);
  });
}

function pair(intrinsic: Intrinsic, scope: Scope, of: string): readonly [TemplateValue, TemplateValue] {
  const argument = intrinsic.argument;
  if (!isList(argument) || argument.length !== 2)
    throw fail(intrinsic, scope, `${intrinsic.name} takes ${of}`);
  return [resolve(argument[0]!, scope), resolve(argument[1]!, scope)];
}

function textOf(intrinsic: Intrinsic, scope: Scope, value: TemplateValue, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // A list parameter inside a text is written with commas, as AWS does.
  if (isList(value) && value.every((item) => typeof item !== 'object')) return value.join(',');
  throw fail(
    intrinsic,
    scope,
    `${what} must be a text, but is ${value === null ? 'empty' : 'a map or list'}`,
  );
}
