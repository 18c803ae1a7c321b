// What a handler hands to its callback, or to the old methods of its context.
import type { AnyNode, BlockStatement, CallExpression, Statement } from 'acorn';
import { ancestor } from 'acorn-walk';
import type { CallbackCall, Output } from '../outline.ts';
import type { Viewpoint } from './function.ts';
import { spanOf } from './parse.ts';
import { isFunction, isName, memberName, parameterName, textOf, type FunctionNode } from './syntax.ts';
import { alternativesOf } from './value.ts';

interface Callbacks {
  readonly name: string | null;
  readonly passedOn: boolean;
  readonly contextPassedOn: boolean;
  readonly calls: readonly CallbackCall[];
  readonly outputs: readonly Output[];
}

/** `callback(error, value)`, `context.succeed(value)`, `context.done(error, value)`, `context.fail(error)`. */
export function readCallbacks(node: FunctionNode, inside: Viewpoint): Callbacks {
  const name = parameterName(node, 2);
  const context = parameterName(node, 1);
  const calls: CallbackCall[] = [];
  const outputs: Output[] = [];
  let passedOn = false;
  let contextPassedOn = false;
  ancestor(node.body, {
    CallExpression: (call, _state, ancestors) => {
      if (name !== null && call.arguments.some((argument) => isName(argument, name))) passedOn = true;
      if (context !== null && !isLog(call) && call.arguments.some((argument) => isName(argument, context)))
        contextPassedOn = true;
      const given = callbackArguments(call, name, context);
      if (given === null) return;
      const { path } = inside.module;
      const at = spanOf(call);
      const isError = given.error !== undefined && !isNothing(given.error);
      calls.push({ path, at, isError, logTextBeside: logTextBeside(call, ancestors) });
      if (given.value === undefined || isError) return;
      const around = [...inside.around, ...ancestors.filter((each) => isFunction(each))];
      for (const alternative of alternativesOf(given.value, { ...inside, around })) {
        outputs.push({
          path: alternative.path,
          how: 'callback',
          at,
          value: alternative.value,
          isPromised: false,
        });
      }
    },
  });
  return { name, passedOn, contextPassedOn, calls, outputs };
}

function callbackArguments(
  call: CallExpression,
  callback: string | null,
  context: string | null,
): { readonly error: AnyNode | undefined; readonly value: AnyNode | undefined } | null {
  const [first, second] = call.arguments;
  if (callback !== null && isName(call.callee, callback)) return { error: first, value: second };
  if (context === null || call.callee.type !== 'MemberExpression' || !isName(call.callee.object, context))
    return null;
  switch (memberName(call.callee)) {
    case 'succeed':
      return { error: undefined, value: first };
    case 'fail':
      return { error: first, value: undefined };
    case 'done':
      return { error: first, value: second };
    default:
      return null;
  }
}

function isNothing(node: AnyNode): boolean {
  return (
    isName(node, 'undefined') ||
    (node.type === 'Literal' && node.value === null && !node.regex) ||
    node.type === 'UnaryExpression'
  );
}

function isLog({ callee }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' && (isName(callee.object, 'console') || isName(callee.object, 'JSON'))
  );
}

/** The text that the log call next to this one prints: the handler's last words. */
function logTextBeside(call: CallExpression, ancestors: readonly AnyNode[]): string | null {
  const block = ancestors.findLast((each): each is BlockStatement => each.type === 'BlockStatement');
  if (block === undefined) return null;
  const index = block.body.findIndex(
    (statement) => statement.start <= call.start && call.end <= statement.end,
  );
  for (const neighbour of [block.body[index + 1], block.body[index - 1]]) {
    const logged = neighbour === undefined ? null : loggedText(neighbour);
    if (logged !== null) return logged;
  }
  return null;
}

function loggedText(statement: Statement): string | null {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return null;
  const { callee, arguments: given } = statement.expression;
  if (callee.type !== 'MemberExpression' || !isName(callee.object, 'console') || given[0] === undefined)
    return null;
  return given[0].type === 'TemplateLiteral' ? (given[0].quasis[0]?.value.cooked ?? null) : textOf(given[0]);
}
