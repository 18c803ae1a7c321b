// The explanation on the spot: one live request, what is known around it, one finding.
import type { Execution } from '../execution/execution.ts';
import { runtimeFamily, type Case } from './case.ts';
import { caseOf, type ExplainContext } from './case-of-execution.ts';
import { likeliest } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { readPythonModule, type RunPythonAst } from './source/python/module.ts';

export type { ExplainContext } from './case-of-execution.ts';

/**
 * The cause of a 4xx or 5xx that the gateway made. Null for what is no fault of anyone's; a 5xx of the function's own gets
 * a short note that it is the function's (chosen: without a word it would look like the gateway's). Python sources are
 * located only by `explainWithPython`.
 */
export function explain(execution: Execution, context: ExplainContext): Finding | null {
  return likeliest(caseOf(execution, context), context.language);
}

/** As `explain`; a Python handler's source is read by an interpreter that the caller runs, where that can help. */
export async function explainWithPython(
  execution: Execution,
  context: ExplainContext,
  run: RunPythonAst,
): Promise<Finding | null> {
  const subject = caseOf(execution, context);
  return likeliest(await withPythonModule(subject, run), context.language);
}

const endingsInCode = new Set([
  'malformed-output',
  'function-error',
  'function-timeout',
  'integration-timeout',
  'base64-undecodable',
]);

async function withPythonModule(subject: Case, run: RunPythonAst): Promise<Case> {
  const handler = subject.function?.handler;
  const isInCode = endingsInCode.has(subject.outcome?.kind ?? '');
  if (
    !isInCode ||
    handler === undefined ||
    subject.source === undefined ||
    runtimeFamily(subject) !== 'python'
  )
    return subject;
  const pythonModule = await readPythonModule(subject.source, handler, run);
  return pythonModule === null ? subject : { ...subject, pythonModule };
}
