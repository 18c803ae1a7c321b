// Which file is meant by a path: the template itself, or the one that a folder holds.
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '../core/errors.ts';

/** In the order in which they are looked for. The first four are `sam deploy`'s and Visual Studio's, the last two habit. */
const templateNames = [
  'template.yaml',
  'template.yml',
  'template.json',
  'serverless.template',
  'cloudformation.yaml',
  'cloudformation.yml',
] as const;

/** What `cdk synth` writes. */
const cdkTemplate = /\.template\.json$/;

/** A path as the user would type it: relative where it is below the working directory. */
export function displayPath(path: string): string {
  const below = relative(process.cwd(), path);
  return below !== '' && !below.startsWith('..') ? below : path;
}

/**
 * The template file meant by `path`. A folder built by `sam build` is never preferred by itself: the source template is
 * what people edit. Whoever wants the built one names it, as `.aws-sam/build` or with the file.
 * @throws UserError where nothing is there, or a folder holds no template, or several.
 */
export async function findTemplate(path: string): Promise<string> {
  const found = await stat(path).catch((cause: unknown) => {
    const gone = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UserError(
      `${displayPath(path)} ${gone ? 'does not exist' : 'cannot be read'}: name a template file, or a folder that holds one.`,
      { cause },
    );
  });
  if (!found.isDirectory()) return path;
  const names = new Set(await readdir(path));
  const named = templateNames.find((name) => names.has(name));
  if (named !== undefined) return join(path, named);
  return findCdkTemplate(path, names);
}

async function findCdkTemplate(folder: string, names: ReadonlySet<string>): Promise<string> {
  const isApp = names.has('cdk.json');
  if (isApp && !names.has('cdk.out')) {
    throw new UserError(
      `${displayPath(folder)} is a CDK app that is not synthesised: run "npx cdk synth" in it first.`,
    );
  }
  const output = isApp ? join(folder, 'cdk.out') : folder;
  const synthesised = (await readdir(output)).filter((name) => cdkTemplate.test(name)).sort();
  const [only] = synthesised;
  if (only !== undefined && synthesised.length === 1) return join(output, only);
  if (synthesised.length > 1) {
    const choices = synthesised.map((name) => displayPath(join(output, name))).join(', ');
    throw new UserError(`${displayPath(output)} holds several templates: name one of ${choices}.`);
  }
  throw new UserError(
    `${displayPath(folder)} holds no template: name a SAM or CloudFormation file, or put ${templateNames[0]} there.`,
  );
}
