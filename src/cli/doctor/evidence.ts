// Diagnoses evidence objects for `varco doctor --evidence FILE`: one, or an array of them.
import { UserError } from '../../core/errors.ts';
import type { Language } from '../../doctor/cause.ts';
import { diagnoseEvidence } from '../../doctor/evidence/diagnose-evidence.ts';
import type { Report } from '../../doctor/report/report.ts';
import { runPythonAst } from '../explain.ts';

/** An array gives an array. @throws UserError where the text is no JSON, or no evidence */
export async function examineEvidence(
  text: string,
  name: string,
  language: Language,
): Promise<Report | readonly Report[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(
      `${name} is not JSON: give a log as \`varco doctor FILE\`, evidence as a JSON object.`,
      { cause },
    );
  }
  const options = { language, runPython: runPythonAst };
  if (!Array.isArray(value)) return diagnoseEvidence(value, options);
  const reports: Report[] = [];
  for (const each of value) reports.push(await diagnoseEvidence(each, options));
  return reports;
}
