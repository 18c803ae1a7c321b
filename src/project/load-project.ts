// A project from a path: the template found, read and checked, its parameters decided.
import { basename } from 'node:path';
import { findTemplate } from './find-template.ts';
import { resolveParameters } from './parameters.ts';
import { stackNameFrom } from './physical-name.ts';
import { planProject } from './plan.ts';
import type { Project } from './project.ts';
import { readTemplate } from './template-file.ts';

export interface LoadOptions {
  /** Parameter → value. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default: the name of the project's folder. */
  readonly stackName?: string;
}

/** Varco's default account and region: most projects are deployed there, and then planned once only. */
const likely = { accountId: '000000000000', region: 'us-east-1' };

/**
 * `path` is a SAM or CloudFormation template (YAML or JSON), or a folder that holds one.
 * @throws UserError with one sentence for whatever is wrong with the path, the template or the parameters.
 */
export async function loadProject(path: string, options: LoadOptions = {}): Promise<Project> {
  const file = await readTemplate(await findTemplate(path));
  const project: Project = {
    file,
    stackName: options.stackName ?? stackNameFrom(projectFolderName(file.folder)),
    parameters: resolveParameters(file, options.parameters ?? {}),
  };
  planProject(project, likely);
  return project;
}

/** Of a template that a build wrote, the project is the folder above. */
function projectFolderName(folder: string): string {
  return basename(folder.replace(/[\\/](\.aws-sam[\\/]build|cdk\.out)$/, ''));
}
