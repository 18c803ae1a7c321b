// Aliases: what the operations on them share: finding, checking and answering.
import type { AliasConfiguration, AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionAlias, FunctionDocument } from '../../lambda/model.ts';
import {
  type ConstraintCheck,
  lengthBetween,
  matches,
  pattern,
  required,
  valueBetween,
} from '../constraints.ts';
import { present } from '../present.ts';
import { functionNotFound, invalidParameter } from './errors.ts';
import type { FunctionName } from './function-reference.ts';

const namePattern = pattern('(?!^[0-9]+$)([a-zA-Z0-9-_]+)');
const versionPattern = pattern('(\\$LATEST(\\.PUBLISHED)?|[0-9]+)');

export function aliasNameConstraints(name: string | undefined): readonly ConstraintCheck[] {
  return [required('name', name), lengthBetween('name', name, 1, 128), matches('name', name, namePattern)];
}

interface AliasInput {
  readonly FunctionVersion?: string | undefined;
  readonly Description?: string | undefined;
  readonly RoutingConfig?: AliasRoutingConfiguration | undefined;
}

export function aliasConstraints(input: AliasInput): readonly ConstraintCheck[] {
  const weights = Object.values(input.RoutingConfig?.AdditionalVersionWeights ?? {});
  return [
    matches('functionVersion', input.FunctionVersion, versionPattern),
    lengthBetween('description', input.Description, 0, 256),
    ...weights.map((weight) => valueBetween('routingConfig.additionalVersionWeights', weight, 0, 1)),
  ];
}

export function aliasOf(document: FunctionDocument, name: string): FunctionAlias | undefined {
  return Object.hasOwn(document.aliases, name) ? document.aliases[name] : undefined;
}

/**
 * The second version of a sent routing, or null for none.
 *
 * @param functionVersion The alias's first version.
 */
export function readRouting(
  routing: AliasRoutingConfiguration | undefined,
  functionVersion: string,
  document: FunctionDocument,
  name: FunctionName,
): FunctionAlias['additionalVersion'] {
  const [first, ...others] = Object.entries(routing?.AdditionalVersionWeights ?? {});
  if (first === undefined) return null;
  if (others.length > 0) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  const [version, weight] = first;
  if (functionVersion === '$LATEST') {
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (version === functionVersion) {
    throw invalidParameter(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  assertVersion(document, version, name);
  return { version, weight };
}

/** @throws AwsError ResourceNotFoundException where the function has no such version. */
export function assertVersion(document: FunctionDocument, version: string, name: FunctionName): void {
  if (version === '$LATEST' || Object.hasOwn(document.versions, version)) return;
  throw functionNotFound(`${name.unqualifiedArn}:${version}`);
}

export function withAlias(document: FunctionDocument, alias: FunctionAlias): FunctionDocument {
  return { ...document, aliases: { ...document.aliases, [alias.name]: alias } };
}

export function aliasShape(alias: FunctionAlias, name: FunctionName): AliasConfiguration {
  const second = alias.additionalVersion;
  return present({
    AliasArn: `${name.unqualifiedArn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    RoutingConfig:
      second === null ? undefined : { AdditionalVersionWeights: { [second.version]: second.weight } },
    RevisionId: alias.revisionId,
  });
}
