// Names of resources that the template leaves unnamed, in the form CloudFormation makes them.
import { stableCharacters } from './stable-ids.ts';

export interface PhysicalNames {
  /** `{stack}-{logicalId}-{12 letters and digits}`, at most `charactersMax`; always the same for one stack and id. */
  make(logicalId: string, charactersMax: number): string;
}

export const functionNameCharactersMax = 64;

const lastCharacters = 12;

export function createPhysicalNames(stackName: string, stackId: string): PhysicalNames {
  return {
    make(logicalId, charactersMax) {
      // Where both are long AWS cuts both; that they share the room evenly is a choice.
      const room = charactersMax - lastCharacters - 2;
      const logical = logicalId
        .replaceAll(/[^A-Za-z0-9]+/g, '')
        .slice(0, Math.max(Math.floor(room / 2), room - stackName.length));
      const stack = stackName.slice(0, room - logical.length);
      return `${stack}-${logical}-${stableCharacters(`${stackId}/${logicalId}`, lastCharacters).toUpperCase()}`;
    },
  };
}

/** A folder's name as a stack's: letters, digits and hyphens, starting with a letter, at most 128 characters. */
export function stackNameFrom(folderName: string): string {
  const clean = folderName
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^[^A-Za-z]+|-+$/g, '')
    .slice(0, 128);
  return clean === '' ? 'varco' : clean;
}
