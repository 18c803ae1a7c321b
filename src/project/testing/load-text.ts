// A template given as text, loaded as a project.
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { loadProject } from '../load-project.ts';
import type { Project } from '../project.ts';
import { folderWith } from './template-folder.ts';

const code = { 'code/index.js': 'exports.handler = async () => ({});\n' };

/** The template is `template.yaml` in a folder of its own, with a function's code in `code/`. */
export function loadText(
  test: TestContext,
  text: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const folder = folderWith(test, { 'template.yaml': text, ...code });
  return loadProject(join(folder, 'template.yaml'), { parameters, stackName: 'stack' });
}
