// Diagnoses log text for `varco doctor -` and `varco doctor FILE.log`: every request in it on its own, like causes together.
import type { Language } from '../../doctor/cause.ts';
import { diagnoseLog } from '../../doctor/evidence/diagnose-log.ts';
import type { Report } from '../../doctor/report/report.ts';
import { runPythonAst } from '../explain.ts';

export async function examineLog(text: string, language: Language): Promise<Report> {
  return diagnoseLog(text, { language, runPython: runPythonAst });
}
