// The expression at which a Node.js error arose, by the place its stack names: `event.queryStringParameters` of `….id`.
import type { AnyNode } from 'acorn';
import { full } from 'acorn-walk';
import { parseModule, spanOf } from './javascript/parse.ts';
import { isName, memberName } from './javascript/syntax.ts';
import type { Position, SourceReader } from './source-reader.ts';

interface FailingExpression {
  /** Names from the root on: `['process', 'env', 'TABLE']`. */
  readonly chain: readonly string[];
  /** What was read of it, or the function it was given to: `split`, `JSON.parse`. */
  readonly use: string;
}

/** V8 names the place of the property that was read, or of the method that was called. Null where nothing is seen there. */
export function failingExpression(
  reader: SourceReader,
  path: string,
  at: Position,
): FailingExpression | null {
  const module = parseModule(reader, path);
  if (module === null) return null;
  let found: FailingExpression | null = null;
  full(module.program, (node) => {
    if (
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      isName(node.callee.object, 'JSON')
    ) {
      const starts = startsAt(node.callee.property, at) || startsAt(node, at);
      const chain = starts && node.arguments[0] !== undefined ? chainOf(node.arguments[0]) : null;
      if (chain !== null) found = { chain, use: `JSON.${memberName(node.callee) ?? ''}` };
      return;
    }
    if (node.type !== 'MemberExpression' || !startsAt(node.property, at)) return;
    const chain = chainOf(node.object);
    if (chain !== null) found ??= { chain, use: memberName(node) ?? '[…]' };
  });
  return found;
}

function startsAt(node: AnyNode, at: Position): boolean {
  const { line, column } = spanOf(node);
  return line === at.line && column === at.column;
}

/** `a.b['c']` → [a, b, c]; null where a part is not a plain name. */
function chainOf(node: AnyNode): readonly string[] | null {
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'ChainExpression') return chainOf(node.expression);
  if (node.type !== 'MemberExpression') return null;
  const before = chainOf(node.object);
  const name = memberName(node);
  return before === null || name === null ? null : [...before, name];
}

/** The names of a chain as V8 writes it in a message: `event.pathParameters`. */
export function chainOfText(text: string): readonly string[] | null {
  const names = text.split('.');
  return names.every((name) => /^[A-Za-z_$][\w$]*$/.test(name)) ? names : null;
}
