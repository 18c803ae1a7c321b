// What each runtime brings along: its C library, the modules that need no packaging, and how it loads modules.
import type { PackagedFunction } from './contents.ts';

/** `2.34`: the newest glibc that the runtime's Amazon Linux has. Null for an unknown runtime. */
export function glibcOf(runtime: string): string | null {
  const system = systemOf(runtime);
  if (system === null) return null;
  return { al2: '2.26', al2023: '2.34' }[system];
}

/** docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: the operating system of each runtime. */
function systemOf(runtime: string): 'al2' | 'al2023' | null {
  if (runtime === 'provided.al2' || runtime === 'provided.al2023')
    return runtime === 'provided.al2' ? 'al2' : 'al2023';
  const [, family, version] = /^([a-z]+)(\d+(?:\.\d+)?)/.exec(runtime) ?? [];
  if (family === undefined || version === undefined) return null;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  switch (family) {
    case 'nodejs':
      return major >= 20 ? 'al2023' : 'al2';
    case 'python':
      return major === 3 && minor >= 12 ? 'al2023' : 'al2';
    case 'ruby':
      return major * 100 + minor >= 303 ? 'al2023' : 'al2';
    case 'java':
      return major >= 21 ? 'al2023' : 'al2';
    case 'dotnet':
      return major >= 8 ? 'al2023' : 'al2';
    default:
      return null;
  }
}

/** What a Node.js function may load without packaging it. */
export function isProvidedToNode(specifier: string, major: number): boolean {
  const isSdk3 =
    specifier.startsWith('@aws-sdk/') ||
    specifier.startsWith('@smithy/') ||
    specifier === '@aws/lambda-invoke-store';
  if (isSdk3) return major >= 18;
  return specifier === 'aws-sdk' && major < 18;
}

/** What comes with a Python runtime beside the standard library: the SDK, what it needs, and Lambda's own client. */
const python: ReadonlySet<string> = new Set([
  'boto3',
  'botocore',
  's3transfer',
  'jmespath',
  'dateutil',
  'urllib3',
  'six',
  'awslambdaric',
  'snapshot_restore_py',
  'simplejson',
  'bootstrap',
]);

export function isProvidedToPython(topLevel: string): boolean {
  return python.has(topLevel);
}

/** `311` of python3.11; null for another runtime. */
export function pythonTag(runtime: string): string | null {
  const minor = /^python3\.(\d+)$/.exec(runtime)?.[1];
  return minor === undefined ? null : `3${minor}`;
}

/**
 * Lambda starts nodejs20.x and nodejs22.x with `--no-experimental-require-module`, and nodejs22.x with
 * `--no-experimental-detect-module`; NODE_OPTIONS can take both back (docs, "Building Lambda functions with Node.js").
 */
export function loadsEsModulesByRequire(subject: PackagedFunction, major: number): boolean {
  return major >= 24 || (major >= 20 && optionsOf(subject).includes('--experimental-require-module'));
}

export function detectsModuleSyntax(subject: PackagedFunction, major: number): boolean {
  return major >= 24 || (major >= 20 && optionsOf(subject).includes('--experimental-detect-module'));
}

function optionsOf({ environment }: PackagedFunction): string {
  return environment?.['NODE_OPTIONS'] ?? '';
}
