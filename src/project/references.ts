// Which names a value mentions through Ref, Fn::GetAtt and Fn::Sub.
import { splitAttribute } from './template-yaml.ts';
import { intrinsicOf, isList, isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

/** A name, and the attribute asked of it; null is `Ref`. */
export interface Reference {
  readonly name: string;
  readonly attribute: string | null;
  /** The map that holds the function, for the message's line. */
  readonly at: TemplateMap;
}

/**
 * SAM's own names for what it makes of a resource (`Orders.Alias`, `Api.Stage`) → the logical id they stand for.
 * They are written as if they were attributes: `!Ref Orders.Alias`, `${Orders.Version}`, `!GetAtt Orders.Version.Version`.
 * A layer's own name stands for the version that is made of it.
 */
export type GeneratedNames = ReadonlyMap<string, string>;

export const noGeneratedNames: GeneratedNames = new Map();

/** `${Name}`, `${Name.Attribute}` and `${!Literal}` of an Fn::Sub text. */
export const placeholderPattern = /\$\{(!?)([^{}]*)\}/g;

/** What `text` of a Ref means. */
export function readRef(text: string, at: TemplateMap, generated: GeneratedNames): Reference {
  return { name: generated.get(text) ?? text, attribute: null, at };
}

/** What the arguments of Fn::GetAtt mean. */
export function readGetAtt(
  name: string,
  attribute: string,
  at: TemplateMap,
  generated: GeneratedNames,
): Reference {
  const [property = '', rest] = splitAttribute(attribute);
  const resource = generated.get(`${name}.${property}`);
  return resource === undefined
    ? { name: generated.get(name) ?? name, attribute, at }
    : { name: resource, attribute: rest ?? null, at };
}

/** What the name between the braces of Fn::Sub means. */
export function readPlaceholder(text: string, at: TemplateMap, generated: GeneratedNames): Reference {
  const [name = '', attribute] = splitAttribute(text);
  return attribute === undefined ? readRef(name, at, generated) : readGetAtt(name, attribute, at, generated);
}

/** Calls back for every reference in a value, wherever it is; names that Fn::Sub defines itself are none. */
export function eachReference(
  value: TemplateValue,
  generated: GeneratedNames,
  visit: (reference: Reference) => void,
): void {
  if (isList(value)) {
    for (const item of value) eachReference(item, generated, visit);
    return;
  }
  if (!isMap(value)) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === null) {
    for (const item of Object.values(value)) eachReference(item, generated, visit);
    return;
  }
  const { name, argument, at } = intrinsic;
  if (name === 'Ref' && typeof argument === 'string') visit(readRef(argument, at, generated));
  else if (name === 'Fn::GetAtt') eachInGetAtt(argument, at, generated, visit);
  else if (name === 'Fn::Sub') eachInSub(argument, at, generated, visit);
  else if (name !== 'Condition') eachReference(argument, generated, visit);
}

function eachInGetAtt(
  argument: TemplateValue,
  at: TemplateMap,
  generated: GeneratedNames,
  visit: (reference: Reference) => void,
): void {
  const [name, attribute] =
    typeof argument === 'string' ? splitAttribute(argument) : isList(argument) ? argument : [];
  if (typeof name !== 'string') return;
  visit(readGetAtt(name, typeof attribute === 'string' ? attribute : '', at, generated));
  if (attribute !== undefined) eachReference(attribute, generated, visit);
}

function eachInSub(
  argument: TemplateValue,
  at: TemplateMap,
  generated: GeneratedNames,
  visit: (reference: Reference) => void,
): void {
  const [text, variables] = isList(argument) ? argument : [argument];
  if (variables !== undefined) eachReference(variables, generated, visit);
  if (typeof text !== 'string') return;
  for (const [, literal, name] of text.matchAll(placeholderPattern)) {
    if (literal === '!' || (isMap(variables) && own(variables, name!) !== undefined)) continue;
    visit(readPlaceholder(name!.trim(), at, generated));
  }
}
