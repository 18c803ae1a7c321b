// The Parameters section: which values a template is given, checked as CloudFormation checks them.
import { UserError } from '../core/errors.ts';
import { didYouMean } from './nearest-name.ts';
import type { TemplateFile } from './template-file.ts';
import { isList, isMap, own, scalarText, type TemplateMap, type TemplateValue } from './template-value.ts';

/** What `Ref` gives for a parameter; a parameter that only AWS could look up says so when it is asked for. */
export type ParameterValue =
  | { readonly kind: 'value'; readonly value: TemplateValue }
  | { readonly kind: 'unknown'; readonly sentence: string };

const sections: ReadonlySet<string> = new Set([
  'AllowedPattern',
  'AllowedValues',
  'ConstraintDescription',
  'Default',
  'Description',
  'MaxLength',
  'MaxValue',
  'MinLength',
  'MinValue',
  'NoEcho',
  'Type',
]);

/**
 * Every parameter of the template with its value: the one given, else its default.
 * @throws UserError for a name the template does not have, a missing value, or one that the parameter does not allow.
 */
export function resolveParameters(
  file: TemplateFile,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, ParameterValue> {
  const declared = declaredParameters(file);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declared, name)) continue;
    const names = Object.keys(declared);
    const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    throw new UserError(
      `${file.where()} has no parameter ${name} (${known}): leave it out or correct the name.`,
    );
  }
  const values = new Map<string, ParameterValue>();
  for (const [name, declaration] of Object.entries(declared)) {
    values.set(
      name,
      resolveParameter(
        file,
        declared,
        name,
        declaration,
        Object.hasOwn(given, name) ? given[name] : undefined,
      ),
    );
  }
  return values;
}

function declaredParameters(file: TemplateFile): TemplateMap {
  const section = own(file.body, 'Parameters') ?? {};
  if (!isMap(section))
    throw new UserError(`${file.where(file.body, 'Parameters')}: Parameters must be a map of parameters.`);
  return section;
}

function resolveParameter(
  file: TemplateFile,
  declared: TemplateMap,
  name: string,
  declaration: TemplateValue,
  given: string | undefined,
): ParameterValue {
  const where = (): string => file.where(declared, name);
  if (!isMap(declaration)) throw new UserError(`${where()}: parameter ${name} must be a map with a Type.`);
  const unknown = Object.keys(declaration).find((key) => !sections.has(key));
  if (unknown !== undefined) {
    throw new UserError(
      `${where()}: parameter ${name} has ${unknown}, which CloudFormation does not know${didYouMean(unknown, sections)}: remove it.`,
    );
  }
  const type = own(declaration, 'Type');
  if (typeof type !== 'string')
    throw new UserError(`${where()}: parameter ${name} needs a Type, for instance String.`);
  const fallback = own(declaration, 'Default');
  if (given === undefined && type.startsWith('AWS::SSM::Parameter::Value')) {
    return {
      kind: 'unknown',
      sentence: `parameter ${name} is kept in the Systems Manager of an AWS account (${textOf(fallback ?? '')}), which Varco does not ask: start with --parameter ${name}=VALUE`,
    };
  }
  if (given === undefined && fallback === undefined) {
    throw new UserError(
      `${where()}: parameter ${name} has no default: start with --parameter ${name}=VALUE.`,
    );
  }
  const text = given ?? textOf(fallback!);
  const isDeclaredList =
    /^(Comma|List<)/.test(type) || type.includes('Value<List') || type.includes('Value<Comma');
  const items = isDeclaredList ? listOf(given === undefined ? fallback! : given) : [text];
  for (const item of items) check(where, name, type, declaration, item);
  return { kind: 'value', value: isDeclaredList ? items : text };
}

function textOf(value: TemplateValue): string {
  if (value === null) return '';
  return isList(value) ? value.map(textOf).join(',') : (scalarText(value) ?? JSON.stringify(value));
}

function listOf(value: TemplateValue): readonly string[] {
  if (isList(value)) return value.map(textOf);
  const text = textOf(value);
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

function check(
  where: () => string,
  name: string,
  type: string,
  declaration: TemplateMap,
  value: string,
): void {
  const complaint = complaintAbout(type, declaration, value);
  if (complaint === null) return;
  const description = own(declaration, 'ConstraintDescription');
  const hint = typeof description === 'string' ? ` (${description})` : '';
  const shown = own(declaration, 'NoEcho') === undefined ? `"${value}"` : 'its value';
  throw new UserError(
    `${where()}: parameter ${name} must ${complaint}, but ${shown} does not${hint}: start with --parameter ${name}=VALUE.`,
  );
}

function complaintAbout(type: string, declaration: TemplateMap, value: string): string | null {
  const limit = (key: string): number | null =>
    own(declaration, key) === undefined ? null : Number(declaration[key]);
  if (type === 'Number' || type === 'List<Number>') {
    if (value.trim() === '' || Number.isNaN(Number(value))) return 'be a number';
    const [least, most] = [limit('MinValue'), limit('MaxValue')];
    if (least !== null && Number(value) < least) return `be at least ${least}`;
    if (most !== null && Number(value) > most) return `be at most ${most}`;
  }
  const allowed = own(declaration, 'AllowedValues');
  if (isList(allowed) && !allowed.map(textOf).includes(value)) {
    return `be one of ${allowed.map(textOf).join(', ')}`;
  }
  const [shortest, longest] = [limit('MinLength'), limit('MaxLength')];
  if (shortest !== null && value.length < shortest) return `have at least ${shortest} characters`;
  if (longest !== null && value.length > longest) return `have at most ${longest} characters`;
  const pattern = own(declaration, 'AllowedPattern');
  if (typeof pattern === 'string' && !matches(pattern, value)) return `match ${pattern}`;
  return null;
}

/** The whole value must match, as in Java. A pattern that JavaScript cannot read is not checked. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(value);
  } catch (cause) {
    if (cause instanceof SyntaxError) return true;
    throw cause;
  }
}
