// The layers of a function as the one folder that becomes /opt: each laid over those before it.
import { createHash } from 'node:crypto';
import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { FunctionLayer } from '../model.ts';
import type { CodePackage, CodePackages } from '../package.ts';
import { removeTree } from './work-folders.ts';

export interface LayerFolders {
  /** Null where there are no layers. Rejects with a UserError where the content of one is gone. */
  folderOf(layers: readonly FunctionLayer[]): Promise<string | null>;
}

/** @param folder Where layers are laid over one another; what is laid out stays until Varco ends. */
export function createLayerFolders(folder: string, packages: CodePackages): LayerFolders {
  const laidOut = new Map<string, Promise<string>>();

  const packageOf = async ({ arn, codeSha256 }: FunctionLayer): Promise<CodePackage> => {
    const code = await packages.find(codeSha256);
    if (code === null) throw new UserError(`The content of layer ${arn} is not there: publish it again.`);
    return code;
  };

  return {
    async folderOf(layers) {
      if (layers.length === 0) return null;
      const contents = await Promise.all(layers.map(async (layer) => (await packageOf(layer)).materialise()));
      if (contents.length === 1) return contents[0]!;
      const key = createHash('sha256').update(contents.join('\n')).digest('hex');
      const target = join(folder, `opt-${key}`);
      const laying = laidOut.get(key) ?? layOver(contents, target);
      laidOut.set(key, laying);
      laying.catch(() => laidOut.delete(key));
      return laying;
    },
  };
}

/** All or nothing. A file of a later layer takes the place of an earlier one's, and folders are joined. */
async function layOver(contents: readonly string[], target: string): Promise<string> {
  const partial = `${target}.partial`;
  try {
    await mkdir(partial, { recursive: true, mode: 0o755 });
    for (const content of contents) {
      await cp(content, partial, { recursive: true, force: true, verbatimSymlinks: true });
    }
    await rename(partial, target);
    return target;
  } catch (error) {
    await removeTree(partial);
    throw error;
  }
}
