// The values a template is made of once its file has been parsed: JSON, with every short tag written in its long form.

export type TemplateValue = string | number | boolean | null | readonly TemplateValue[] | TemplateMap;

export interface TemplateMap {
  readonly [key: string]: TemplateValue;
}

export function isMap(value: unknown): value is TemplateMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** The value under a key that the map itself holds: `constructor` and its like are no template's. */
export function own(map: TemplateMap, key: string): TemplateValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

export interface Intrinsic {
  /** `Ref`, `Condition` or `Fn::…` */
  readonly name: string;
  readonly argument: TemplateValue;
  readonly at: TemplateMap;
}

/** A map with one key that is `Ref`, `Condition` or starts with `Fn::`, as CloudFormation tells its functions; else null. */
export function intrinsicOf(value: unknown): Intrinsic | null {
  if (!isMap(value)) return null;
  const keys = Object.keys(value);
  const name = keys[0];
  if (keys.length !== 1 || name === undefined) return null;
  if (name !== 'Ref' && name !== 'Condition' && !name.startsWith('Fn::')) return null;
  return { name, argument: value[name]!, at: value };
}

/** `{Ref: AWS::NoValue}`: the property is to be as if it were not there. */
export function isNoValue(value: TemplateValue): boolean {
  return isMap(value) && value['Ref'] === 'AWS::NoValue' && Object.keys(value).length === 1;
}

/** A text, number or truth as text; null for what is empty, a map or a list. */
export function scalarText(value: TemplateValue | undefined): string | null {
  return value === undefined || value === null || typeof value === 'object' ? null : String(value);
}
