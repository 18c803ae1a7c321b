// Environment variables that the code cannot do without, and the template does not set.
import type { AnyNode } from 'acorn';
import { ancestor } from 'acorn-walk';
import type { Case } from '../../case.ts';
import { runtimeFamily } from '../../case.ts';
import type { Language, Told } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { handlerModule } from '../../source/javascript/function.ts';
import { isSyntaxFault, relativeImport, spanOf, type ParsedModule } from '../../source/javascript/parse.ts';
import { staticImports } from '../../source/javascript/static-imports.ts';
import { isFunction, isName, memberName } from '../../source/javascript/syntax.ts';
import type { Span } from '../../source/source-reader.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';
import { defineObservation } from '../observation.ts';

interface Facts {
  readonly name: string;
  readonly isPython: boolean;
}

const words = {
  en: ({ name, isPython }: Facts): Told => ({
    title: `The code reads the environment variable \`${name}\`, and the function has none of that name`,
    why: isPython
      ? 'os.environ[…] raises KeyError for a variable that is not set.'
      : 'What is read of it is undefined, and goes on into whatever it is used for.',
    fix: `Add \`${name}\` under Environment.Variables of the function, or give it a default in the code.`,
  }),
  it: ({ name, isPython }: Facts): Told => ({
    title: `Il codice legge la variabile d’ambiente \`${name}\`, e la funzione non ne ha una con questo nome`,
    why: isPython
      ? 'os.environ[…] solleva KeyError per una variabile non impostata.'
      : 'Il valore letto è undefined, e prosegue in qualunque cosa lo usi.',
    fix: `Aggiungi \`${name}\` sotto Environment.Variables della funzione, oppure dalle un valore predefinito nel codice.`,
  }),
};

const atStart = defineObservation<Facts>({ id: 'init.env-missing', step: 6, words });
const later = defineObservation<Facts>({ id: 'runtime.env-missing', step: 6, words });

/** Set by Lambda, or by Node.js and the operating system. */
const given =
  /^(AWS_|_?X_AMZN_|LAMBDA_|_HANDLER$|TZ$|LANG$|PATH$|LD_LIBRARY_PATH$|NODE_|PYTHON|HOME$|PWD$|npm_|CI$|DEBUG$|LOG_LEVEL$|IS_OFFLINE$|IS_LOCAL$|POWERTOOLS_|STAGE_DEBUG$)/;

interface Read {
  readonly path: string;
  readonly name: string;
  readonly at: Span;
  readonly isAtStart: boolean;
}

/** `names`: those the function has. */
export function examineEnvironment(
  subject: Case,
  names: ReadonlySet<string>,
  language: Language,
): readonly Finding[] {
  const { source } = subject;
  if (source === undefined) return [];
  const isPython = runtimeFamily(subject) === 'python';
  const seen = new Set<string>();
  return (isPython ? pythonReads(subject) : javaScriptReads(subject)).flatMap((read) => {
    if (names.has(read.name) || given.test(read.name) || seen.has(read.name)) return [];
    seen.add(read.name);
    const place = placeAt(source, read.path, read.at, null);
    const tell = read.isAtStart ? atStart : later;
    return [
      tell(
        {
          // Python fails on the spot; JavaScript goes on with undefined, and may well be right to.
          confidence: isPython ? (read.isAtStart ? 0.9 : 0.7) : 0.45,
          evidence:
            place === null
              ? []
              : [cut(`${place.location.file}:${place.location.line}: ${place.location.text.trim()}`)],
          place,
        },
        { name: read.name, isPython },
        language,
      ),
    ];
  });
}

function pythonReads({ pythonModule }: Case): readonly Read[] {
  return (pythonModule?.environment ?? []).map((read) => ({ ...read, path: pythonModule!.path }));
}

/** The handler's file and those it loads at once, one import deep. */
function javaScriptReads({ source, function: called }: Case): readonly Read[] {
  const start = called?.handler === undefined ? null : handlerModule(source!, called.handler);
  if (start === null || isSyntaxFault(start)) return [];
  const imported = staticImports(start)
    .map(({ specifier }) => relativeImport(start, specifier))
    .filter((each): each is ParsedModule => each !== null && !isSyntaxFault(each));
  return [start, ...imported].flatMap(readsIn);
}

function readsIn(module: ParsedModule): readonly Read[] {
  const found: Read[] = [];
  ancestor(module.program, {
    MemberExpression(node, _state, ancestors) {
      if (node.object.type !== 'MemberExpression' || !isName(node.object.object, 'process')) return;
      if (memberName(node.object) !== 'env') return;
      const name = memberName(node);
      if (name === null || !isNeeded(node, ancestors)) return;
      found.push({
        path: module.path,
        name,
        at: spanOf(node),
        isAtStart: !ancestors.some((each) => isFunction(each)),
      });
    },
  });
  return found;
}

/** Not where the code expects that it may be missing: a default, a comparison, a condition, an assignment. */
function isNeeded(node: AnyNode, ancestors: readonly AnyNode[]): boolean {
  const parent = ancestors.at(-2);
  switch (parent?.type) {
    case 'Property':
    case 'TemplateLiteral':
      return true;
    case 'CallExpression':
    case 'NewExpression':
      return parent.arguments.some((argument) => argument === node);
    case 'MemberExpression':
      return parent.object === node && !parent.optional;
    default:
      // A plain `const TABLE = process.env.TABLE` may be checked later.
      return false;
  }
}
