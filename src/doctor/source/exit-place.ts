// The call that ends the process, in the handler's file or one it imports.
import { full } from 'acorn-walk';
import { runtimeFamily, type Case } from '../case.ts';
import type { Place } from '../cause.ts';
import { handlerModule } from './javascript/function.ts';
import { isSyntaxFault, relativeImport, spanOf, type ParsedModule } from './javascript/parse.ts';
import { isName, memberName } from './javascript/syntax.ts';
import type { Span } from './source-reader.ts';
import { importsOf } from './syntax-fault.ts';
import { placeAt } from './violation-place.ts';

interface ExitCall {
  readonly module: ParsedModule;
  readonly at: Span;
}

/** Null where there is no such call, or more than one. */
export function exitPlace(subject: Case): Place | null {
  const [only, ...others] = exitCalls(subject) ?? [];
  if (only === undefined || others.length > 0) return null;
  return placeAt(only.module.reader, only.module.path, only.at, null);
}

/** Node.js only, one import deep; null where the source cannot be read. */
export function exitCalls(subject: Case): readonly ExitCall[] | null {
  const { source } = subject;
  const handler = subject.function?.handler;
  if (source === undefined || handler === undefined || runtimeFamily(subject) !== 'nodejs') return null;
  const start = handlerModule(source, handler);
  if (start === null || isSyntaxFault(start)) return null;
  const imported = importsOf(start)
    .map((specifier) => relativeImport(start, specifier))
    .filter((each): each is ParsedModule => each !== null && !isSyntaxFault(each));
  return [start, ...imported].flatMap((module) => callsIn(module).map((at) => ({ module, at })));
}

function callsIn(module: ParsedModule): readonly Span[] {
  const found: Span[] = [];
  full(module.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
    const name = memberName(node.callee);
    const isExit = name === 'exit' || name === 'abort' || name === 'kill' || name === 'reallyExit';
    if (isExit && isName(node.callee.object, 'process')) found.push(spanOf(node));
  });
  return found;
}
