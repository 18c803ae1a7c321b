// A function's package, downloaded from where GetFunction says it lies, and opened.
import type { GetFunctionResponse } from '@aws-sdk/client-lambda';
import { doctorPackageBytesMax } from '../../core/limits.ts';
import { messageOf } from '../../core/errors.ts';
import type { Asked, Unanswered } from './ask.ts';
import type { PackagePicture } from './function-picture.ts';
import { openZip } from './open-zip.ts';

const downloadTimeoutMs = 60_000;

export async function downloadPackage(
  { Code, Configuration }: GetFunctionResponse,
  name: string,
  arn: string,
): Promise<Asked<PackagePicture>> {
  const failed = (message: string): Unanswered => ({
    ok: false,
    reason: 'failed',
    action: 'lambda:GetFunction',
    resource: arn,
    message,
  });
  const location = Code?.Location;
  if (location === undefined) return failed('GetFunction names no place to download the code from.');
  const bytes = Configuration?.CodeSize ?? 0;
  if (bytes > doctorPackageBytesMax)
    return failed(
      `The package has ${bytes} bytes, more than the ${doctorPackageBytesMax} that are looked at here.`,
    );
  try {
    const answer = await fetch(location, { signal: AbortSignal.timeout(downloadTimeoutMs) });
    if (!answer.ok) return failed(`The download of the code answers ${answer.status}.`);
    const zip = await bounded(answer);
    if (zip === null) return failed('The download is longer than GetFunction says.');
    return { ok: true, value: openZip(zip, `${name}.zip`) };
  } catch (thrown) {
    return failed(`The code could not be downloaded: ${messageOf(thrown)}`);
  }
}

async function bounded({ body }: Response): Promise<Uint8Array | null> {
  if (body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > doctorPackageBytesMax) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
