// Builds the native module of AWS's Node.js runtime client, for the comparison of the two lanes (`npm run test:oracle`).
// Needs cmake, make and g++; prints the module's path on standard output, or says on standard error why there is none.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = join(root, 'node_modules/.cache/varco/native-client');
const module_ = join(target, 'rapid-client.node');

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function run(command: string, words: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) fail(`${command} failed:\n${`${stdout}${stderr}`.slice(-4000)}`);
}

function build(): void {
  for (const tool of ['cmake', 'make', 'g++']) {
    if (spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0)
      fail(`${tool} is not installed here: the native client cannot be built.`);
  }
  const headers = join(dirname(dirname(process.execPath)), 'include/node');
  if (!existsSync(join(headers, 'node_api.h'))) fail(`The headers of Node.js are not at ${headers}.`);
  const work = join(target, 'build');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(join(root, 'node_modules/aws-lambda-ric'), work, { recursive: true });
  // AWS's own script: libcurl and the C++ runtime client, from the sources in the package.
  run('/bin/sh', ['scripts/preinstall.sh'], work);
  const artifacts = join(work, 'deps/artifacts');
  const library = existsSync(join(artifacts, 'lib64/libaws-lambda-runtime.a')) ? 'lib64' : 'lib';
  const flags = '-shared -fPIC -O1 -std=c++20 -DNODE_GYP_MODULE_NAME=rapid_client -pthread'.split(' ');
  const includes = [join(root, 'node_modules/node-addon-api'), headers, join(artifacts, 'include')];
  const libraries = [join(artifacts, library, 'libaws-lambda-runtime.a'), join(artifacts, 'lib/libcurl.a')];
  const source = 'src/native/rapid-client.cc';
  const paths = includes.map((each) => `-I${each}`);
  run('g++', [...flags, ...paths, source, '-o', module_, ...libraries], work);
  rmSync(work, { recursive: true });
}

if (!existsSync(module_)) build();
process.stdout.write(`${module_}\n`);
