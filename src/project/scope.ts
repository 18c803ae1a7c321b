// The scopes in which functions are resolved: with parameters alone, and with resources as they come to exist.
import { UserError } from '../core/errors.ts';
import type { Conditions } from './conditions.ts';
import type { Scope } from './intrinsics/call.ts';
import type { ParameterValue } from './parameters.ts';
import type { Project } from './project.ts';
import { pseudoParameters, type Identity } from './pseudo-parameters.ts';
import { noGeneratedNames, type GeneratedNames, type Reference } from './references.ts';
import type { TemplateFile } from './template-file.ts';
import type { TemplateMap, TemplateValue } from './template-value.ts';

/** Answers for a name that is neither a parameter nor a pseudo parameter. */
export type ResourceLookUp = (reference: Reference) => TemplateValue;

export interface Scopes {
  readonly pseudoParameters: ReadonlyMap<string, TemplateValue>;
  /** Resources are not known. */
  static(condition: Conditions): Scope;
  withResources(condition: Conditions, generatedNames: GeneratedNames, lookUp: ResourceLookUp): Scope;
}

export function createScopes(project: Project, identity: Identity): Scopes {
  const { file, parameters } = project;
  const pseudo = pseudoParameters(identity, project.stackName);
  const scope = (condition: Conditions, generatedNames: GeneratedNames, resource: ResourceLookUp): Scope => ({
    file,
    region: identity.region,
    generatedNames,
    condition,
    lookUp(reference) {
      if (reference.attribute !== null) return resource(reference);
      const parameter = parameters.get(reference.name);
      if (parameter !== undefined) return valueOf(parameter, reference.at, file);
      return pseudo.get(reference.name) ?? resource(reference);
    },
  });
  return {
    pseudoParameters: pseudo,
    static: (condition) =>
      scope(condition, noGeneratedNames, ({ name, at }) => {
        throw new UserError(
          `${file.where(at)}: ${name} is no parameter, and this must be known before any resource exists: use a parameter or write the value.`,
        );
      }),
    withResources: scope,
  };
}

/** @throws UserError for a parameter that only an AWS account could tell. */
export function valueOf(parameter: ParameterValue, at: TemplateMap, file: TemplateFile): TemplateValue {
  if (parameter.kind === 'value') return parameter.value;
  throw new UserError(`${file.where(at)}: ${parameter.sentence}.`);
}
