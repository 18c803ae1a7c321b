// A compiled extension was built for another system, C library or interpreter.
import type { Case, RuntimeFamily } from '../../case.ts';
import { runtimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import { importFaultOf } from './import-fault.ts';
import { isNative } from './native-module.ts';

const texts = [
  'sharp" module',
  'Module did not self-register',
  'undefined symbol: ',
  'Importing the numpy C-extensions failed',
  'numpy C-extensions',
  'musl',
  'Error importing numpy',
  'Unable to import required dependencies',
  'from partially initialized module',
  'GLIBCXX_',
  'CXXABI_',
  'is not a mach-o file',
  'ERR_DLOPEN_FAILED',
  'not a valid Win32 application',
  'no precompiled binary',
  'cannot load native',
  'Failed to load native binding',
  "-gnu'",
  '-linux-x64',
  '-linux-arm64',
  'UnsatisfiedLinkError',
  'BadImageFormatException',

  'invalid ELF header',
  'wrong ELF class',
  'GLIBC_2.',
  'version `GLIBC_',
  "version 'GLIBC_",
  'version GLIBC_',
  'was compiled against a different Node.js version',
  'Could not load the "sharp" module',
  'ld-linux-',
  'mach-o',
];

export const nativeWrongPlatform = defineCause<{ readonly family: RuntimeFamily }>({
  id: 'package.native-wrong-platform',
  step: 4,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const quoted =
      texts.some((text) => fault.message.includes(text)) ||
      (/\.node['"]?(?:\n|$| )/.test(fault.message) && /Cannot find module/.test(fault.message)) ||
      // A compiled module that does not load is reported as itself or as a name that it should give.
      /cannot import name '_\w+'|\/\S+\.(?:abi3|cpython-\d+\S*)\.so: cannot open|[\w-]+-(?:linux|darwin|win32)-(?:x64|arm64)/.test(
        fault.message,
      );
    if (!quoted && !isMissingNative(subject)) return null;
    return {
      confidence: quoted ? 0.96 : 0.85,
      evidence: [cut(faultText(fault))],
      facts: { family: runtimeFamily(subject) },
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: ({ family }) => ({
      title: 'A compiled module in the package was built for another platform',
      why: 'Lambda runs Amazon Linux on x86_64 or arm64 with the interpreter of its runtime; modules with machine code must be built for exactly that.',
      fix:
        family === 'python'
          ? 'Install with `pip install --platform manylinux2014_x86_64 --only-binary=:all: --python-version <runtime> -t .` (aarch64 for arm64), or `sam build --use-container`.'
          : 'Install with `npm install --os=linux --cpu=x64` (arm64 for that architecture), or build in the Lambda image.',
    }),
    it: ({ family }) => ({
      title: "Un modulo compilato del pacchetto è stato costruito per un'altra piattaforma",
      why: "Lambda esegue Amazon Linux su x86_64 o arm64 con l'interprete del suo runtime; i moduli con codice macchina devono essere compilati proprio per quello.",
      fix:
        family === 'python'
          ? 'Installa con `pip install --platform manylinux2014_x86_64 --only-binary=:all: --python-version <runtime> -t .` (aarch64 per arm64), oppure `sam build --use-container`.'
          : "Installa con `npm install --os=linux --cpu=x64` (arm64 per quell'architettura), oppure costruisci nell'immagine di Lambda.",
    }),
  },
});

function isMissingNative(subject: Case): boolean {
  const found = importFaultOf(subject);
  return found !== null && isNative(found);
}
