// One handler read without running it: what API Gateway would refuse of what it gives, and what the runtime would refuse of it.
import { nodeMajor, runtimeFamily, type Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { exportIsMissing } from '../../source/javascript/missing-export.ts';
import { handlerModule, readNodeHandler } from '../../source/javascript/function.ts';
import { isSyntaxFault } from '../../source/javascript/parse.ts';
import { handlerOutline } from '../../source/handler.ts';
import type { HandlerOutline } from '../../source/outline.ts';
import { readPythonHandler } from '../../source/python/module.ts';
import { findSyntaxFault } from '../../source/syntax-fault.ts';
import { placeAt } from '../../source/violation-place.ts';
import { functionError, predict } from '../predict.ts';
import type { Contract } from './contract.ts';
import { examineReturns } from './nothing-returned.ts';
import { examineOutputs } from './outputs.ts';

/**
 * `subject` needs `function.handler`, `function.runtime` and `source`, and for Python `pythonModule`. Silent on what cannot
 * be read, and on another runtime's code.
 */
export function examineHandler(subject: Case, contract: Contract, language: Language): readonly Finding[] {
  const broken = unreadable(subject, language) ?? missingFunction(subject, language);
  if (broken !== null) return [broken];
  const outline = handlerOutline(subject);
  if (outline === null) return [];
  const callback = unsupportedCallback(subject, outline, language);
  if (callback !== null) return [callback];
  const coroutine = unawaited(subject, outline, language);
  if (coroutine !== null) return [coroutine];
  const nothing = examineReturns(subject, outline, contract, language);
  return [...(nothing === null ? [] : [nothing]), ...examineOutputs(subject, outline, contract, language)];
}

/** Text that no parser takes. */
function unreadable(subject: Case, language: Language): Finding | null {
  const { source, pythonModule } = subject;
  const handler = subject.function?.handler;
  if (source === undefined || handler === undefined) return null;
  if (pythonModule?.syntaxError != null) {
    const { line, column, message } = pythonModule.syntaxError;
    const file = pythonModule.path;
    return predict(
      subject,
      {
        outcome: functionError(
          'Runtime.UserCodeSyntaxError',
          `Syntax error in module '${readPythonHandler(handler)?.module ?? file}': ${message} (${file.split('/').at(-1)}, line ${line})`,
        ),
        confidence: 0.95,
        evidence: [`${source.displayPath(file)}:${line}: ${message}`],
        place: placeAt(source, file, { line, column, endLine: line, endColumn: column }, null),
      },
      language,
    );
  }
  if (runtimeFamily(subject) !== 'nodejs') return null;
  const fault = findSyntaxFault(source, handler);
  if (fault === null) return null;
  const { at, path, message } = fault;
  return predict(
    subject,
    {
      outcome: functionError('Runtime.UserCodeSyntaxError', `SyntaxError: ${message}`),
      confidence: 0.9,
      evidence: [`${source.displayPath(path)}:${at.line}: ${message}`],
      place: placeAt(source, path, { ...at, endLine: at.line, endColumn: at.column }, null),
    },
    language,
  );
}

/** The file is there, and surely gives no such name. */
function missingFunction(subject: Case, language: Language): Finding | null {
  const { source, pythonModule } = subject;
  const handler = subject.function?.handler;
  if (source === undefined || handler === undefined) return null;
  if (pythonModule !== undefined) {
    const parts = readPythonHandler(handler);
    const isGiven = parts === null || pythonModule.isOpen === true || pythonModule.names.includes(parts.name);
    return isGiven
      ? null
      : predict(
          subject,
          {
            outcome: functionError(
              'Runtime.HandlerNotFound',
              `Handler '${parts.name}' missing on module '${parts.module}'`,
            ),
            confidence: 0.93,
            evidence: [`handler: ${handler}`, `${pythonModule.path}: ${pythonModule.names.join(', ')}`],
          },
          language,
        );
  }
  const parts = readNodeHandler(handler);
  if (parts === null || runtimeFamily(subject) !== 'nodejs') return null;
  const module = handlerModule(source, handler);
  if (module === null || isSyntaxFault(module) || !exportIsMissing(module, parts.names[0]!)) return null;
  return predict(
    subject,
    {
      outcome: functionError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`),
      confidence: 0.93,
      evidence: [`handler: ${handler}`],
    },
    language,
  );
}

/** nodejs24.x refuses a function that has a third parameter. */
function unsupportedCallback(subject: Case, outline: HandlerOutline, language: Language): Finding | null {
  const major = nodeMajor(subject);
  if (major === null || major < 24 || !outline.hasCallback || outline.isWrapped) return null;
  return predict(
    subject,
    {
      outcome: functionError(
        'Runtime.CallbackHandlerDeprecated',
        'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
      ),
      confidence: 0.95,
      evidence: [`runtime: ${subject.function?.runtime}`],
      ...(subject.source === undefined
        ? {}
        : { place: placeAt(subject.source, outline.path, outline.at, null) }),
    },
    language,
  );
}

/** Python: nobody awaits a coroutine, and a generator has no JSON. */
function unawaited(subject: Case, outline: HandlerOutline, language: Language): Finding | null {
  if (runtimeFamily(subject) !== 'python' || outline.isWrapped) return null;
  if (!outline.isAsync && !outline.isGenerator) return null;
  const type = outline.isAsync ? (outline.isGenerator ? 'async_generator' : 'coroutine') : 'generator';
  return predict(
    subject,
    {
      outcome: functionError(
        'Runtime.MarshalError',
        `Unable to marshal response: Object of type ${type} is not JSON serializable`,
      ),
      confidence: 0.95,
      evidence: [`${outline.isAsync ? 'async def' : 'yield'}: ${type}`],
      ...(subject.source === undefined
        ? {}
        : { place: placeAt(subject.source, outline.path, outline.at, null) }),
    },
    language,
  );
}
