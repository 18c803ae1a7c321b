// ES module code loaded as CommonJS, or the reverse.
import { defineCause, type Place, type Told } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import type { Case } from '../../case.ts';
import { handlerModule } from '../../source/javascript/function.ts';
import { isSyntaxFault } from '../../source/javascript/parse.ts';
import { importOrExportPlace } from '../../source/import-place.ts';
import { cut } from '../../words.ts';

type Kind = 'esm-as-cjs' | 'cjs-as-esm' | 'require-of-esm' | 'dynamic-require' | 'named-export';

// Node.js's words in each of its versions.
const signs: readonly (readonly [text: string, kind: Kind])[] = [
  ['Cannot use import statement outside a module', 'esm-as-cjs'],
  ["Unexpected token 'export'", 'esm-as-cjs'],
  ['Unexpected token export', 'esm-as-cjs'],
  ['Unexpected token import', 'esm-as-cjs'],
  ["Unexpected token 'import'", 'esm-as-cjs'],
  ['await is only valid in async functions and the top level bodies of modules', 'esm-as-cjs'],
  ['__dirname is not defined', 'cjs-as-esm'],
  ['__filename is not defined', 'cjs-as-esm'],
  ['Must use import to load ES Module', 'require-of-esm'],
  ['ERR_UNSUPPORTED_DIR_IMPORT', 'cjs-as-esm'],
  ['ERR_UNKNOWN_FILE_EXTENSION', 'cjs-as-esm'],
  ["does not provide an export named 'default'", 'named-export'],
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
  words: { en: (facts) => tellEnglish(facts), it: (facts) => tellItalian(facts) },
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

function tellItalian({ kind, name }: Facts): Told {
  switch (kind) {
    case 'esm-as-cjs':
      return {
        title: 'Il file è un modulo ES, e Node.js lo carica come CommonJS',
        why: 'Un file `.js` vale come CommonJS, a meno che il package.json più vicino nel pacchetto dica `"type": "module"`.',
        fix: 'Chiama il file `.mjs`, oppure metti nel pacchetto un package.json con `"type": "module"`.',
      };
    case 'cjs-as-esm':
      return {
        title: 'Il file è CommonJS, e Node.js lo carica come modulo ES',
        why: '`require`, `exports` e `module` esistono solo in CommonJS; un file `.mjs`, o un `.js` sotto `"type": "module"`, è un modulo ES.',
        fix: 'Chiama il file `.cjs`, oppure usa `import` ed `export`.',
      };
    case 'require-of-esm':
      return {
        title: `${name === null ? 'Un pacchetto' : `\`${name}\``} è un modulo ES e non può essere caricato con \`require\``,
        why: 'Il pacchetto contiene solo moduli ES, oppure usa await al primo livello.',
        fix: `Caricalo con \`await import(${name === null ? '…' : `'${name}'`})\`, fai della funzione un modulo ES, oppure includilo in un bundle.`,
      };
    case 'dynamic-require':
      return {
        title: `Il bundle chiede ${name === null ? 'un modulo' : `\`${name}\``} con \`require\`, che in un modulo ES non esiste`,
        why: 'Un bundler ha messo codice CommonJS in un bundle di moduli ES.',
        fix: "Crea il bundle come CommonJS, oppure dai a esbuild il banner `import { createRequire } from 'module'; const require = createRequire(import.meta.url);`.",
      };
    case 'named-export':
      return {
        title: `${name === null ? 'Un export con nome' : `\`${name}\``} non può essere importato per nome da un modulo CommonJS`,
        why: 'Node.js non può vedere tutti gli export di un modulo CommonJS prima di eseguirlo.',
        fix: `Importa il modulo intero e poi scomponilo: \`import pkg from '…'; const { ${name ?? 'name'} } = pkg;\`.`,
      };
  }
}
