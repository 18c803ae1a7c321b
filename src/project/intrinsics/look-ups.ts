// Functions that look a value up: Ref, Fn::GetAtt, Fn::Sub and Fn::FindInMap.
import { placeholderPattern, readGetAtt, readPlaceholder, readRef } from '../references.ts';
import { splitAttribute } from '../template-yaml.ts';
import { isList, isMap, own, scalarText, type TemplateValue } from '../template-value.ts';
import { type Call, fail, textOf } from './call.ts';

export function resolveRef(call: Call): TemplateValue {
  const { argument, at } = call;
  if (typeof argument !== 'string') throw fail(call, 'Ref takes the name of a parameter or resource');
  return call.scope.lookUp(readRef(argument, at, call.scope.generatedNames));
}

export function resolveGetAtt(call: Call): TemplateValue {
  const { argument, at } = call;
  const [name, attribute] =
    typeof argument === 'string' ? splitAttribute(argument) : isList(argument) ? argument : [];
  const resolved = attribute === undefined ? undefined : call.resolve(attribute);
  if (typeof name !== 'string' || typeof resolved !== 'string') {
    throw fail(
      call,
      'Fn::GetAtt takes the name of a resource and of an attribute, as in "Api.RootResourceId"',
    );
  }
  return call.scope.lookUp(readGetAtt(name, resolved, at, call.scope.generatedNames));
}

export function resolveSub(call: Call): TemplateValue {
  const { argument, at } = call;
  const [text, variables = {}] = isList(argument) ? argument : [argument];
  if (typeof text !== 'string' || !isMap(variables)) {
    throw fail(call, 'Fn::Sub takes a text, or a list of a text and a map of variables');
  }
  return text.replaceAll(placeholderPattern, (_, literal: string, inside: string) => {
    if (literal === '!') return `\${${inside}}`;
    const variable = own(variables, inside);
    const value =
      variable === undefined
        ? call.scope.lookUp(readPlaceholder(inside.trim(), at, call.scope.generatedNames))
        : call.resolve(variable);
    return textOf(call, value, `\${${inside}} in Fn::Sub`);
  });
}

export function resolveFindInMap(call: Call): TemplateValue {
  const parts = isList(call.argument) ? call.argument : [];
  const [mapName, topKey, secondKey] = parts.slice(0, 3).map((part) => scalarText(call.resolve(part)));
  if (typeof mapName !== 'string' || typeof topKey !== 'string' || typeof secondKey !== 'string') {
    throw fail(call, 'Fn::FindInMap takes the name of a mapping and two keys');
  }
  const mappings = own(call.scope.file.body, 'Mappings') ?? {};
  const mapping = isMap(mappings) ? own(mappings, mapName) : undefined;
  const row = isMap(mapping) ? own(mapping, topKey) : undefined;
  const value = isMap(row) ? own(row, secondKey) : undefined;
  if (value !== undefined) return value;
  const options = parts[3];
  const fallback = isMap(options) ? own(options, 'DefaultValue') : undefined;
  if (fallback !== undefined) return call.resolve(fallback);
  throw fail(call, `the mapping ${mapName} has no ${topKey}.${secondKey}: add it under Mappings`);
}
