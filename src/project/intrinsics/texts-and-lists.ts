// Functions that make texts and lists of others: Fn::Join, Fn::Split, Fn::Select, Fn::Base64 and their like.
import { isList, type TemplateValue } from '../template-value.ts';
import { type Call, fail, pair, textOf } from './call.ts';

export function resolveJoin(call: Call): TemplateValue {
  const [separator, values] = pair(call, 'a separator and a list');
  if (typeof separator !== 'string' || !isList(values))
    throw fail(call, 'Fn::Join takes a separator and a list');
  return values.map((value) => textOf(call, value, 'an item of Fn::Join')).join(separator);
}

export function resolveSplit(call: Call): TemplateValue {
  const [separator, text] = pair(call, 'a separator and a text');
  if (typeof separator !== 'string' || typeof text !== 'string') {
    throw fail(call, 'Fn::Split takes a separator and a text');
  }
  return text.split(separator);
}

export function resolveSelect(call: Call): TemplateValue {
  const [index, values] = pair(call, 'an index and a list');
  const position = Number(index);
  if (!isList(values) || !Number.isInteger(position))
    throw fail(call, 'Fn::Select takes an index and a list');
  const value = values[position];
  if (value === undefined || value === null) {
    throw fail(
      call,
      `Fn::Select asks for item ${position} of a list that has ${values.length}: the first is 0`,
    );
  }
  return value;
}

export function resolveBase64(call: Call): TemplateValue {
  return Buffer.from(textOf(call, call.resolve(call.argument), 'Fn::Base64')).toString('base64');
}

/** Three zones, which every region has; which letters an account sees differs. */
export function resolveGetAZs(call: Call): TemplateValue {
  const region = call.resolve(call.argument);
  const name = typeof region === 'string' && region !== '' ? region : call.scope.region;
  return ['a', 'b', 'c'].map((zone) => `${name}${zone}`);
}

export function resolveLength(call: Call): TemplateValue {
  const value = call.resolve(call.argument);
  if (!isList(value)) throw fail(call, 'Fn::Length takes a list');
  return value.length;
}

export function resolveToJsonString(call: Call): TemplateValue {
  return JSON.stringify(call.resolve(call.argument));
}
