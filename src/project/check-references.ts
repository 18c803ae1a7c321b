// Every name that Ref, Fn::GetAtt, Fn::Sub and DependsOn mention must exist, as CloudFormation insists before it starts.
import { UserError } from '../core/errors.ts';
import { didYouMean } from './nearest-name.ts';
import type { TemplateResource } from './project.ts';
import { eachReference, type GeneratedNames, type Reference } from './references.ts';
import type { TemplateFile } from './template-file.ts';
import type { TemplateMap } from './template-value.ts';

export interface KnownNames {
  /** Logical ids of resources that will be there. */
  readonly resources: ReadonlySet<string>;
  /** Logical ids that conditions switch off. */
  readonly switchedOff: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
  readonly pseudoParameters: ReadonlySet<string>;
  readonly generated: GeneratedNames;
}

/** @throws UserError naming the resource or output, the name it mentions, and the line. */
export function checkReferences(
  resources: readonly TemplateResource[],
  outputs: TemplateMap,
  known: KnownNames,
  file: TemplateFile,
): void {
  for (const resource of resources) {
    for (const name of resource.dependsOn) checkDependency(resource, name, known, file);
    eachReference(resource.properties, known.generated, (reference) =>
      check(resource.source, reference, known, file),
    );
  }
  for (const [name, output] of Object.entries(outputs)) {
    eachReference(output, known.generated, (reference) => check(`output ${name}`, reference, known, file));
  }
}

function check(who: string, reference: Reference, known: KnownNames, file: TemplateFile): void {
  const { name, attribute, at } = reference;
  if (known.resources.has(name)) return;
  if (attribute === null && (known.parameters.has(name) || known.pseudoParameters.has(name))) return;
  if (name === 'AWS::NoValue') return;
  const where = file.where(at);
  if (known.switchedOff.has(name)) {
    throw new UserError(
      `${where}: ${who} refers to ${name}, which its condition switches off: give ${who} the same condition, or use Fn::If.`,
    );
  }
  if (attribute !== null && known.parameters.has(name)) {
    throw new UserError(
      `${where}: ${who} asks for ${attribute} of ${name}, but that is a parameter: use Ref.`,
    );
  }
  const hint = didYouMean(name, [...known.resources, ...known.parameters, ...known.pseudoParameters]);
  const what = attribute === null ? 'neither a parameter nor a resource' : 'no resource';
  throw new UserError(
    `${where}: ${who} refers to ${name}, which is ${what} of the template${hint}: correct the name.`,
  );
}

function checkDependency(
  resource: TemplateResource,
  name: string,
  known: KnownNames,
  file: TemplateFile,
): void {
  if (known.resources.has(name) || known.switchedOff.has(name) || known.generated.has(name)) return;
  const hint = didYouMean(name, known.resources);
  throw new UserError(
    `${file.where(resource.declaration, 'DependsOn')}: ${resource.source} depends on ${name}, which is no resource of the template${hint}: correct the name.`,
  );
}
