// A piece of handler code as a person pastes it, made into something that the parsers take.
import { parse } from 'acorn';
import { exportedNames } from '../source/javascript/exports.ts';
import { parseModule } from '../source/javascript/parse.ts';
import type { SourceReader } from '../source/source-reader.ts';

export type CodeLanguage =
  | 'nodejs'
  | 'python'
  | 'go'
  | 'java'
  | 'dotnet'
  | 'ruby'
  | 'php'
  | 'rust'
  | 'unknown';

export interface Snippet {
  readonly language: CodeLanguage;
  readonly text: string;
  /** As a file with a handler, and the handler's name; null where no parser takes it. */
  readonly module: { readonly text: string; readonly path: string; readonly handler: string } | null;
  /** False where a piece was put into a function to be read: what the function around it does is not known. */
  readonly isWhole: boolean;
}

const signs: readonly (readonly [CodeLanguage, RegExp])[] = [
  [
    'go',
    /^\s*(?:package \w+|func |import \()|:= |\berr != nil|errors\.New\(|events\.APIGateway|lambda\.Start\(/m,
  ],
  [
    'java',
    /\bpublic (?:class|static|final|void|\w+ handleRequest)|implements RequestHandler|APIGatewayProxyResponseEvent|@SpringBootApplication/,
  ],
  [
    'dotnet',
    /\bnamespace \w|APIGatewayProxyFunction|\bpublic (?:async )?Task|\bILambdaContext|using Amazon\./,
  ],
  ['rust', /\bfn \w+|Ok\(|Err\(|lambda_runtime|#\[tokio::main\]/],
  ['php', /<\?php|\$\w+ = |->\w+\(|=> \[/],
  ['ruby', /^\s*(?:require(?:_relative)? ['"]|module \w+$|end$)|def \w+\(event:, context:\)/m],
  [
    'python',
    /^\s*(?:def \w+\(|from [\w.]+ import|import [\w.]+$|@\w[\w.]*(?:\(|$)|class \w+.*:$|return \{['"]|elif |print )|json\.dumps|\bNone\b|\bTrue\b|\bself\./m,
  ],
  [
    'nodejs',
    /=>|exports\.|\bconst |\blet |\bvar |\bfunction\b|\bawait |require\(|callback\(|JSON\.stringify|import .+ from /,
  ],
];

export function languageOfCode(code: string, runtime: string): CodeLanguage {
  if (/^node/i.test(runtime) && !/^\s*(?:def |from [\w.]+ import )/m.test(code)) return 'nodejs';
  if (/^python/i.test(runtime)) return /^\s*(?:func |package )/m.test(code) ? 'go' : 'python';
  if (/^go/i.test(runtime) || /\(go\)/i.test(runtime)) return 'go';
  if (/^java/i.test(runtime)) return 'java';
  if (/^dotnet/i.test(runtime)) return 'dotnet';
  if (/ruby/i.test(runtime)) return 'ruby';
  return signs.find(([, sign]) => sign.test(code))?.[0] ?? 'unknown';
}

export function readSnippet(code: string, runtime: string, handler: string | undefined): Snippet {
  const language = languageOfCode(code, runtime);
  const text = code.replaceAll(/^\s*(?:```|~~~)\w*\s*$/gm, '');
  const module =
    language === 'nodejs'
      ? javascriptModule(text, handler)
      : language === 'python'
        ? pythonModule(text, handler)
        : null;
  const isWhole = module !== null && (module.text === text || module.text === withoutGaps(text));
  return { language, text, module, isWhole };
}

/** `…` and `...` where something was left out. */
function withoutGaps(code: string): string {
  return code
    .replaceAll('…', '...')
    .replace(/([:=]\s*)\.\.\.(?=\s*[,;)\]}\n]|\s*$)/g, '$1undefined')
    .replace(/\[\s*\.\.\.\s*\]/g, '[]')
    .replace(/\{\s*\.\.\.\s*\}/g, '{}')
    .replace(/,?\s*\.\.\.(?=\s*[,)\]}\n]|\s*$)/g, '')
    .replace(/\(\s*\.\.\.\s*\)/g, '()');
}

function parses(text: string): boolean {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      parse(text, {
        ecmaVersion: 'latest',
        sourceType,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowHashBang: true,
      });
      return true;
    } catch {
      // The next reading is tried.
    }
  }
  return false;
}

function javascriptModule(code: string, handler: string | undefined): Snippet['module'] {
  const name = handler?.split('.').at(-1) ?? 'handler';
  const file = handler?.slice(0, handler.lastIndexOf('.')).replace(/^\.\//, '') || 'index';
  const path = `${/^[\w/.@-]+$/.test(file) ? file : 'index'}.js`;
  const named = `${path.slice(0, -3)}.${/^\w+$/.test(name) ? name : 'handler'}`;
  for (const text of [code, withoutGaps(code)]) {
    if (/\b(?:exports|export)\b/.test(text) && parses(text))
      return { text, path, handler: exportedHandler(text, path, named) };
  }
  for (const text of [withoutGaps(code), code]) {
    for (const wrapped of [
      text,
      `${text}\n}`,
      `${text}\n}}`,
      `${text}\n})`,
      `${text}\n});\n}`,
      `return ({ ${text} })`,
      `return (${text})`,
      `return ({ ${text}`,
      `return { ${text} }}`,
    ]) {
      const isAsync = /\bcallback\(/.test(wrapped) && !/\bawait\b/.test(wrapped) ? '' : 'async ';
      const whole = `exports.handler = ${isAsync}function (event, context, callback) {\n${wrapped}\n};`;
      if (parses(whole)) return { text: whole, path, handler: `${path.slice(0, -3)}.handler` };
    }
  }
  return null;
}

/** The handler as it is named; where nothing is named so, the one export that there is. */
function exportedHandler(text: string, path: string, named: string): string {
  const module = parseModule(
    { read: (each) => (each === path ? text : null), displayPath: (each) => each },
    path,
  );
  const names = module === null ? [] : exportedNames(module);
  const name = named.split('.').at(-1)!;
  const [only, ...others] = names;
  return names.includes(name) || only === undefined || others.length > 0
    ? named
    : `${path.slice(0, -3)}.${only}`;
}

/** Whether it parses, only an interpreter can tell: a piece without a function is put into one. */
function pythonModule(code: string, handler: string | undefined): Snippet['module'] {
  const name = handler?.split('.').at(-1) ?? 'lambda_handler';
  const module = handler?.slice(0, handler.lastIndexOf('.')).replaceAll('/', '.') || 'lambda_function';
  const path = `${module.replaceAll('.', '/')}.py`;
  const functions = [...code.matchAll(/^(?:async )?def (\w+)/gm)].map((match) => match[1]!);
  if (functions.length > 0) {
    const wanted = functions.includes(name)
      ? name
      : (functions.find((each) => /handler/.test(each)) ?? functions.at(-1)!);
    return { text: code, path, handler: `${module}.${wanted}` };
  }
  const indented = code
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return {
    text: `def lambda_handler(event, context):\n${indented}\n`,
    path,
    handler: `${module}.lambda_handler`,
  };
}

/** The snippet as the one file of a package. */
export function snippetReader(snippet: Snippet): SourceReader | undefined {
  const { module } = snippet;
  if (module === null) return undefined;
  return {
    read: (path) => (path === module.path ? module.text : null),
    displayPath: (path) => path,
    isEditable: false,
  };
}
