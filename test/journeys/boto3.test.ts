// boto3, where the machine has it, from the role to the metrics and back to nothing.
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startJourney } from './testing/deployment.ts';
import { installed, runProgram } from './testing/programs.ts';

const python = installed(['python3', '/usr/bin/python3'], ['-c', 'import boto3']);
const skip = python === null ? 'boto3 is not on this machine: apt-get install python3-boto3' : false;

test('boto3 makes, deploys, asks, inspects and deletes an API with its function', { skip }, async (t) => {
  const { endpoint, folder } = await startJourney(t);
  const script = fileURLToPath(new URL('testing/boto3_journey.py', import.meta.url));
  await runProgram(python!, [script, endpoint, join(folder, 'hello.zip')]);
});
