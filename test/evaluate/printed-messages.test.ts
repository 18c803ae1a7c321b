// The messages that runtimes and services print lead to their cause.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runPythonAst } from '../../src/cli/explain.ts';
import { diagnoseEvidence } from '../../src/doctor/evidence/diagnose-evidence.ts';
import { printedMessages } from './printed-messages.ts';

for (const [index, [cause, evidence]] of printedMessages.entries()) {
  test(`message ${index} is told as ${cause}`, async () => {
    const { findings } = await diagnoseEvidence(evidence, { runPython: runPythonAst });
    const found = findings.map((finding) => `${finding.cause} ${finding.confidence.toFixed(2)}`);
    assert.equal(findings[0]?.cause, cause, `${found.slice(0, 4).join(', ')} of ${JSON.stringify(evidence)}`);
  });
}
