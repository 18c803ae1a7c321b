// A package that Lambda refuses for its size. Varco's own id: AWS refuses it when it is uploaded, so no request ever fails of it.
import { packageUnzippedBytesMax, packageZippedBytesMax } from '../../../core/limits.ts';
import type { Language, Told } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { defineObservation } from '../observation.ts';
import type { PackageContents } from './contents.ts';

interface Facts {
  readonly bytes: number;
  readonly bytesMax: number;
  readonly isZipped: boolean;
}

const tooLarge = defineObservation<Facts>({
  id: 'package.too-large',
  step: 4,
  words: {
    en: ({ bytes, bytesMax, isZipped }): Told => ({
      title: isZipped
        ? `The zip is ${megabytes(bytes)}, more than one upload may have`
        : `Unzipped, the package is ${megabytes(bytes)}; Lambda takes ${megabytes(bytesMax)}`,
      why: isZipped
        ? `CreateFunction and UpdateFunctionCode take zips up to ${megabytes(bytesMax)} directly; larger ones must come from S3.`
        : 'The limit is for the package and all of its layers together; a larger one is refused when it is uploaded.',
      fix: isZipped
        ? 'Upload the zip to S3 and name bucket and key, or make it smaller.'
        : 'Leave out development dependencies, tests and maps, bundle with tree shaking, or use a container image (up to 10 GB).',
    }),
    it: ({ bytes, bytesMax, isZipped }): Told => ({
      title: isZipped
        ? `Lo zip è di ${megabytes(bytes)}, più di quanto ammesso in un solo upload`
        : `Decompresso, il pacchetto è di ${megabytes(bytes)}; Lambda ne accetta ${megabytes(bytesMax)}`,
      why: isZipped
        ? `CreateFunction e UpdateFunctionCode accettano direttamente zip fino a ${megabytes(bytesMax)}; quelli più grandi devono passare da S3.`
        : 'Il limite vale per il pacchetto insieme a tutti i suoi layer; un pacchetto più grande viene rifiutato al caricamento.',
      fix: isZipped
        ? 'Carica lo zip su S3 e indica bucket e chiave, oppure riducilo.'
        : 'Escludi dipendenze di sviluppo, test e source map, crea un bundle con tree shaking, oppure usa un’immagine container (fino a 10 GB).',
    }),
  },
});

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_048_576)} MB`;
}

export function examineSize(
  { unzippedBytes, zippedBytes }: PackageContents,
  language: Language,
): Finding | null {
  if (unzippedBytes !== null && unzippedBytes > packageUnzippedBytesMax)
    return tooLarge(
      { confidence: 0.98, evidence: [`${unzippedBytes} > ${packageUnzippedBytesMax}`], place: null },
      { bytes: unzippedBytes, bytesMax: packageUnzippedBytesMax, isZipped: false },
      language,
    );
  if (zippedBytes !== null && zippedBytes > packageZippedBytesMax)
    return tooLarge(
      { confidence: 0.5, evidence: [`${zippedBytes} > ${packageZippedBytesMax}`], place: null },
      { bytes: zippedBytes, bytesMax: packageZippedBytesMax, isZipped: true },
      language,
    );
  return null;
}
