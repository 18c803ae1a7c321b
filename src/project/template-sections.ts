// The template's top-level sections: which are read, which change nothing, and which are reported.
import { UserError } from '../core/errors.ts';
import type { NotHonouredList } from './not-honoured.ts';
import type { TemplateFile } from './template-file.ts';
import { isList, isMap, own, type TemplateValue } from './template-value.ts';

/** The type by which a section appears in the report. */
export const sectionType = 'template section';

const sections: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Globals',
  'Hooks',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
]);

const samTransform = 'AWS::Serverless-2016-10-31';

/**
 * Reports what is left out of the sections that are not read part by part elsewhere.
 * @throws UserError where SAM resources stand without the SAM transform, or a macro would write the template.
 */
export function checkSections(file: TemplateFile, notHonoured: NotHonouredList): void {
  const { body } = file;
  for (const name of Object.keys(body)) {
    if (name === 'Fn::Transform') {
      throw new UserError(
        `${file.where(body, name)}: Fn::Transform runs a macro of an AWS account, which Varco cannot: write out what it would produce.`,
      );
    }
    if (!sections.has(name)) add(notHonoured, name, 'CloudFormation has no such section');
  }
  if (own(body, 'Hooks') !== undefined)
    add(notHonoured, 'Hooks', 'there are no deployments between two environments');
  checkRules(own(body, 'Rules'), notHonoured);
  checkTransforms(file, notHonoured);
}

/** The rule that every CDK template has asks about the account's bootstrap stack, which nothing local needs. */
function checkRules(rules: TemplateValue | undefined, notHonoured: NotHonouredList): void {
  if (!isMap(rules)) return;
  for (const name of Object.keys(rules)) {
    if (name !== 'CheckBootstrapVersion') {
      notHonoured.add({
        logicalId: 'Rules',
        type: sectionType,
        property: name,
        reason: 'rules about parameters are not checked',
      });
    }
  }
}

function checkTransforms(file: TemplateFile, notHonoured: NotHonouredList): void {
  const { body } = file;
  const written = own(body, 'Transform');
  const transforms = written === undefined ? [] : isList(written) ? written : [written];
  for (const transform of transforms) {
    if (transform === samTransform || transform === 'AWS::LanguageExtensions') continue;
    const name = typeof transform === 'string' ? transform : JSON.stringify(transform);
    notHonoured.add({
      logicalId: 'Transform',
      type: sectionType,
      property: null,
      reason: `the macro ${name} is not run`,
    });
  }
  if (transforms.includes(samTransform)) return;
  const resources = own(body, 'Resources');
  for (const [logicalId, resource] of Object.entries(isMap(resources) ? resources : {})) {
    const type = isMap(resource) ? own(resource, 'Type') : undefined;
    if (typeof type === 'string' && type.startsWith('AWS::Serverless::')) {
      throw new UserError(
        `${file.where(resources as object, logicalId)}: ${logicalId} is an ${type}, which AWS knows only in templates with "Transform: ${samTransform}": add that line.`,
      );
    }
  }
}

function add(notHonoured: NotHonouredList, name: string, reason: string): void {
  notHonoured.add({ logicalId: name, type: sectionType, property: null, reason });
}
