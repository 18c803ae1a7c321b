// Text evidence as cases: one for every ending and every failure that it shows, weighed by how sure it is that this was it.
import { parseExecutionLog } from '../../execution/parse-log.ts';
import type { Case } from '../case.ts';
import type { RunPythonAst } from '../source/python/module.ts';
import { baseCase } from './base-case.ts';
import { Readings } from './readings.ts';
import type { GivenEvidence } from './read-evidence.ts';
import { sortLines } from './sort-lines.ts';

/** One reading of what happened. */
export interface WeighedCase {
  readonly subject: Case;
  /** 0–1: how far the evidence makes this reading the one that ended the request. */
  readonly weight: number;
  /** True where nothing says that the line is an error at all: causes of last resort are then not asked. */
  readonly isMere?: true;
}

/** Never throws. `runPython` reads Python code with an interpreter, where one is at hand. */
export async function casesOfEvidence(
  evidence: GivenEvidence,
  runPython: RunPythonAst | null,
): Promise<readonly WeighedCase[]> {
  const sorted = sortLines(evidence);
  const executions = parseExecutionLog(sorted.gateway);
  const base = await baseCase(evidence, sorted, executions.at(-1), runPython);
  return new Readings(base, sorted, evidence.template ?? '').read(executions);
}
