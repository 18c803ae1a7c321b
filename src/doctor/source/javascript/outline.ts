// A JavaScript handler read from its source: what it returns, what it hands to its callback, what it drops.
import type { AnyNode, Statement } from 'acorn';
import { full, simple } from 'acorn-walk';
import type { HandlerOutline, Output } from '../outline.ts';
import type { SourceReader, Span } from '../source-reader.ts';
import { readCallbacks } from './callbacks.ts';
import {
  exportedFunction,
  handlerModule,
  readNodeHandler,
  type LocatedFunction,
  type Viewpoint,
} from './function.ts';
import { isSyntaxFault, spanOf } from './parse.ts';
import {
  isName,
  memberName,
  parameterName,
  propertyName,
  withoutFunctions,
  type FunctionNode,
} from './syntax.ts';
import { alternativesOf, returnedValues } from './value.ts';

/** Null where the file or its export cannot be found or read. */
export function outlineJavaScript(reader: SourceReader, handler: string): HandlerOutline | null {
  const parts = readNodeHandler(handler);
  const module = handlerModule(reader, handler);
  if (parts === null || module === null || isSyntaxFault(module)) return null;
  const found = exportedFunction(module, parts.names);
  return found === null ? null : outlineOf(found);
}

function outlineOf(found: LocatedFunction): HandlerOutline {
  const { node, module } = found;
  const inside: Viewpoint = { module, around: [...found.around, node], budget: found.budget };
  const returned: Output[] = returnedValues(found).flatMap(({ at, alternatives }) =>
    alternatives.map(({ path, value, isPromised }) => ({
      path,
      how: 'return' as const,
      at,
      value,
      isPromised,
    })),
  );
  const callbacks = readCallbacks(node, inside);
  const outputs = [...returned, ...callbacks.outputs];
  return {
    path: module.path,
    at: openingOf(node),
    isAsync: node.async,
    isGenerator: node.type !== 'ArrowFunctionExpression' && node.generator,
    isWrapped: found.isWrapped ?? false,
    parameterCount: node.params.length,
    eventName: parameterName(node, 0),
    outputs,
    awaits: awaitsOf(node),
    emptyReturns: emptyReturns(node),
    fallsThrough: node.body.type === 'BlockStatement' && canComplete(node.body),
    hasCallback: callbacks.name !== null,
    callbackPassedOn: callbacks.passedOn,
    contextPassedOn: callbacks.contextPassedOn,
    callbackCalls: callbacks.calls,
    strayReturns: strayReturns(node, outputs),
    droppedResult: droppedResult(node, inside),
  };
}

/** From the function's first character to its body: the line a reader takes for the handler. */
function openingOf(node: FunctionNode): Span {
  const { line, column } = spanOf(node);
  const body = spanOf(node.body);
  return { line, column, endLine: body.line, endColumn: body.column };
}

function awaitsOf(node: FunctionNode): readonly Span[] {
  const found: Span[] = [];
  simple(node.body, { AwaitExpression: (each) => void found.push(spanOf(each)) }, withoutFunctions);
  return found;
}

function emptyReturns(node: FunctionNode): readonly Span[] {
  const found: Span[] = [];
  const visit = (statement: { readonly argument?: AnyNode | null }): void => {
    if (!statement.argument) found.push(spanOf(statement as AnyNode));
  };
  simple(node.body, { ReturnStatement: visit }, withoutFunctions);
  return found;
}

/** Whether control can run past the end of a statement. Loops with an end and labels are taken to. */
function canComplete(statement: Statement): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return false;
    case 'BlockStatement':
      return statement.body.every(canComplete);
    case 'IfStatement':
      return !statement.alternate || canComplete(statement.consequent) || canComplete(statement.alternate);
    case 'TryStatement':
      if (statement.finalizer && !canComplete(statement.finalizer)) return false;
      return (
        canComplete(statement.block) || (statement.handler != null && canComplete(statement.handler.body))
      );
    case 'SwitchStatement': {
      const last = statement.cases.at(-1);
      const hasDefault = statement.cases.some((each) => !each.test);
      return !hasDefault || last === undefined || last.consequent.every(canComplete) || hasBreak(statement);
    }
    case 'ExpressionStatement':
      return !endsProcess(statement.expression);
    case 'WhileStatement':
      return !isTrue(statement.test) || hasBreak(statement.body);
    case 'DoWhileStatement':
      return canComplete(statement.body) || hasBreak(statement.body);
    case 'ForStatement':
      return (statement.test != null && !isTrue(statement.test)) || hasBreak(statement.body);
    default:
      return true;
  }
}

/** `process.exit(…)`: nothing comes after it. */
function endsProcess(node: AnyNode): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    isName(node.callee.object, 'process') &&
    memberName(node.callee) === 'exit'
  );
}

function isTrue(node: AnyNode): boolean {
  return node.type === 'Literal' && Boolean(node.value);
}

function hasBreak(node: AnyNode): boolean {
  let found = false;
  simple(node, { BreakStatement: () => (found = true) }, withoutFunctions);
  return found;
}

/** Responses that a function inside the handler returns to nobody. */
function strayReturns(node: FunctionNode, outputs: readonly Output[]): readonly Span[] {
  const known = new Set(outputs.map(({ value }) => `${value.at.line}:${value.at.column}`));
  const found: Span[] = [];
  const consider = (value: AnyNode | null | undefined): void => {
    if (!value || !looksLikeResponse(value)) return;
    const at = spanOf(value);
    if (!known.has(`${at.line}:${at.column}`)) found.push(at);
  };
  full(node.body, (each) => {
    if (each.type === 'ReturnStatement') consider(each.argument);
    if (each.type === 'ArrowFunctionExpression' && each.expression) consider(each.body);
  });
  return found;
}

function looksLikeResponse(node: AnyNode): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some(
      (property) => property.type === 'Property' && propertyName(property) === 'statusCode',
    )
  );
}

/** A statement whose value was meant as the result: a promise's chain or helper that gives a response, `{ statusCode: 200 }` as a block. */
function droppedResult(node: FunctionNode, inside: Viewpoint): Span | null {
  if (node.body.type !== 'BlockStatement') return null;
  let found: Span | null = null;
  const labels = new Set(['statusCode', 'body', 'headers']);
  simple(
    node.body,
    {
      LabeledStatement: (statement) => {
        if (labels.has(statement.label.name)) found ??= spanOf(statement);
      },
      ExpressionStatement: (statement) => {
        const expression =
          statement.expression.type === 'AwaitExpression'
            ? statement.expression.argument
            : statement.expression;
        if (expression.type !== 'CallExpression') return;
        const gives = alternativesOf(expression, inside).some(
          ({ value }) => value.type === 'object' && value.members.some(({ name }) => name === 'statusCode'),
        );
        if (gives) found ??= spanOf(statement);
      },
    },
    withoutFunctions,
  );
  return found;
}
