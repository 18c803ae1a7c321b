// Resolved properties read as the types AWS wants, coerced as CloudFormation does, with a sentence for what does not fit.
import { UserError } from '../core/errors.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

export interface PropertyReader {
  text(key: string): string | undefined;
  /** @throws UserError where it is missing. */
  requiredText(key: string): string;
  number(key: string): number | undefined;
  flag(key: string): boolean | undefined;
  /** A list of texts; a single text counts as a list of one. */
  texts(key: string): string[] | undefined;
  /** A map of texts, such as an environment. */
  textMap(key: string): Record<string, string> | undefined;
  /** A map of switches. */
  flagMap(key: string): Record<string, boolean> | undefined;
  /** A text, or a document given as a map and written out as JSON. */
  document(key: string): string | undefined;
  within(key: string): PropertyReader | undefined;
  each(key: string): readonly PropertyReader[];
  value(key: string): TemplateValue | undefined;
  /** The error for a property that does not fit: `Orders.Timeout must be …`. */
  complain(key: string, must: string): UserError;
}

/** `where` gives the place of a top-level property, `name` the logical id. */
export function createReader(
  properties: TemplateMap,
  name: string,
  where: (key: string) => string,
): PropertyReader {
  const complain = (key: string, must: string): UserError =>
    new UserError(`${where(key)}: ${name}.${key} must be ${must}.`);
  const value = (key: string): TemplateValue | undefined => own(properties, key);

  function read<T>(
    key: string,
    what: string,
    convert: (value: TemplateValue) => T | undefined,
  ): T | undefined {
    const found = value(key);
    if (found === undefined || found === null) return undefined;
    const converted = convert(found);
    if (converted === undefined) throw complain(key, `${what}, but is ${describe(found)}`);
    return converted;
  }

  const reader: PropertyReader = {
    value,
    complain,
    text: (key) => read(key, 'a text', toText),
    requiredText(key) {
      const text = reader.text(key);
      if (text === undefined) throw new UserError(`${where(key)}: ${name} needs ${key}: add it.`);
      return text;
    },
    number: (key) => read(key, 'a number', toNumber),
    flag: (key) => read(key, 'true or false', toFlag),
    texts: (key) => read(key, 'a list of texts', (found) => toList(found, toText)),
    textMap: (key) => read(key, 'a map of texts', (found) => toMap(found, toText)),
    flagMap: (key) => read(key, 'a map of true and false', (found) => toMap(found, toFlag)),
    document: (key) =>
      read(key, 'a text or a map', (found) => (isMap(found) ? JSON.stringify(found) : toText(found))),
    within(key) {
      const map = read(key, 'a map', (found) => (isMap(found) ? found : undefined));
      return map === undefined ? undefined : createReader(map, `${name}.${key}`, () => where(key));
    },
    each(key) {
      const list = read(key, 'a list', (found) => (isList(found) ? found : undefined)) ?? [];
      return list.map((item, index) => {
        if (!isMap(item)) throw complain(key, `a list of maps, but its item ${index} is ${describe(item)}`);
        return createReader(item, `${name}.${key}[${index}]`, () => where(key));
      });
    },
  };
  return reader;
}

function toText(value: TemplateValue): string | undefined {
  return typeof value === 'object' ? undefined : String(value);
}

function toNumber(value: TemplateValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function toFlag(value: TemplateValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function toList<T>(value: TemplateValue, convert: (item: TemplateValue) => T | undefined): T[] | undefined {
  const items = (isList(value) ? value : [value]).map(convert);
  return items.every((item): item is NonNullable<typeof item> => item !== undefined) ? items : undefined;
}

function toMap<T>(
  value: TemplateValue,
  convert: (item: TemplateValue) => T | undefined,
): Record<string, T> | undefined {
  if (!isMap(value)) return undefined;
  const result: Record<string, T> = {};
  for (const [key, item] of Object.entries(value)) {
    const converted = convert(item);
    if (converted === undefined) return undefined;
    result[key] = converted;
  }
  return result;
}

function describe(value: TemplateValue): string {
  if (value === null) return 'empty';
  if (isList(value)) return 'a list';
  return isMap(value) ? 'a map' : JSON.stringify(value);
}
