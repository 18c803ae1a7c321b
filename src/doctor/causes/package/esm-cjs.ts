// ES module code loaded as CommonJS, or the reverse.
import { defineCause, type Place, type Told } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import type { Case } from '../../case.ts';
import { handlerModule } from '../../source/javascript/function.ts';
import { isSyntaxFault } from '../../source/javascript/parse.ts';
import { importOrExportPlace } from '../../source/import-place.ts';
import { cut } from '../../words.ts';

type Kind = 'esm-as-cjs' | 'cjs-as-esm' | 'require-of-esm' | 'dynamic-require' | 'named-export';

const signs: readonly (readonly [text: string, kind: Kind])[] = [
  ['Cannot use import statement outside a module', 'esm-as-cjs'],
  ["Unexpected token 'export'", 'esm-as-cjs'],
  ["Cannot use 'import.meta' outside a module", 'esm-as-cjs'],
  ['require is not defined in ES module scope', 'cjs-as-esm'],
  ['exports is not defined in ES module scope', 'cjs-as-esm'],
  ['module is not defined in ES module scope', 'cjs-as-esm'],
  ['__dirname is not defined in ES module scope', 'cjs-as-esm'],
  ['__filename is not defined in ES module scope', 'cjs-as-esm'],
  ['require() of ES Module', 'require-of-esm'],
  ['ERR_REQUIRE_ESM', 'require-of-esm'],
  ['ERR_REQUIRE_ASYNC_MODULE', 'require-of-esm'],
  ['require() cannot be used on an ESM graph with top-level await', 'require-of-esm'],
  ['Cannot determine intended module format', 'cjs-as-esm'],
  ['Dynamic require of ', 'dynamic-require'],
  ['is a CommonJS module, which may not support all module.exports as named exports', 'named-export'],
];

interface Facts {
  readonly kind: Kind;
  /** What the message names: the package that is an ES module, the export that is missing. */
  readonly name: string | null;
}

export const esmCjs = defineCause<Facts>({
  id: 'package.esm-cjs',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const sign = signs.find(([text]) => fault.message.includes(text));
    if (sign === undefined) return null;
    const [, kind] = sign;
    return {
      confidence: 0.97,
      evidence: [cut(faultText(fault))],
      facts: { kind, name: nameIn(fault.message, kind) },
      place: () => faultPlace(subject, fault) ?? moduleSyntaxPlace(subject, kind),
    };
  },
  words: { en: (facts) => tellEnglish(facts) },
});

function nameIn(message: string, kind: Kind): string | null {
  switch (kind) {
    case 'require-of-esm':
      return /node_modules\/((?:@[^/]+\/)?[^/\s]+)/.exec(message)?.[1] ?? null;
    case 'dynamic-require':
      return /Dynamic require of "([^"]+)"/.exec(message)?.[1] ?? null;
    case 'named-export':
      return /Named export '([^']+)' not found/.exec(message)?.[1] ?? null;
    default:
      return null;
  }
}

/** The first import or export of the handler's file: what makes it an ES module. */
function moduleSyntaxPlace(subject: Case, kind: Kind): Place | null {
  const { source } = subject;
  const handler = subject.function?.handler;
  if (kind !== 'esm-as-cjs' || source === undefined || handler === undefined) return null;
  const module = handlerModule(source, handler);
  return module === null || isSyntaxFault(module) ? null : importOrExportPlace(source, module);
}

function tellEnglish({ kind, name }: Facts): Told {
  switch (kind) {
    case 'esm-as-cjs':
      return {
        title: 'The file is an ES module, and Node.js loads it as CommonJS',
        why: 'A `.js` file counts as CommonJS unless the nearest package.json in the package says `"type": "module"`.',
        fix: 'Name the file `.mjs`, or package a package.json with `"type": "module"`.',
      };
    case 'cjs-as-esm':
      return {
        title: 'The file is CommonJS, and Node.js loads it as an ES module',
        why: '`require`, `exports` and `module` exist in CommonJS only; a `.mjs` file, or a `.js` file under `"type": "module"`, is an ES module.',
        fix: 'Name the file `.cjs`, or use `import` and `export`.',
      };
    case 'require-of-esm':
      return {
        title: `${name === null ? 'A package' : `\`${name}\``} is an ES module and cannot be loaded with \`require\``,
        why: 'The package ships ES modules only, or waits at its top level.',
        fix: `Load it with \`await import(${name === null ? '…' : `'${name}'`})\`, make the function an ES module, or bundle it.`,
      };
    case 'dynamic-require':
      return {
        title: `The bundle asks for ${name === null ? 'a module' : `\`${name}\``} by \`require\`, which an ES module does not have`,
        why: 'A bundler put CommonJS code into an ES module bundle.',
        fix: "Bundle as CommonJS, or give esbuild the banner `import { createRequire } from 'module'; const require = createRequire(import.meta.url);`.",
      };
    case 'named-export':
      return {
        title: `${name === null ? 'A named export' : `\`${name}\``} cannot be imported by name from a CommonJS module`,
        why: 'Node.js cannot see all exports of a CommonJS module before it runs.',
        fix: `Import the module whole and take it apart: \`import pkg from '…'; const { ${name ?? 'name'} } = pkg;\`.`,
      };
  }
}
