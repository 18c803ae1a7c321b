// A compiled extension was built for another system, C library or interpreter.
import type { Case, RuntimeFamily } from '../../case.ts';
import { runtimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import { importFaultOf } from './import-fault.ts';
import { isNative } from './native-module.ts';

const texts = [
  'invalid ELF header',
  'wrong ELF class',
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
    const quoted = texts.some((text) => fault.message.includes(text));
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
  },
});

function isMissingNative(subject: Case): boolean {
  const found = importFaultOf(subject);
  return found !== null && isNative(found);
}
