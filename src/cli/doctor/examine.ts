// What `varco doctor` was given, to the file that looks at such a thing; then the report and the exit code.
import { UserError } from '../../core/errors.ts';
import type { Language } from '../../doctor/cause.ts';
import { jsonReport } from '../../doctor/report/json.ts';
import { counts } from '../../doctor/report/level.ts';
import { renderReport, type Report, type ReportFormat } from '../../doctor/report/report.ts';
import type { DoctorOptions } from '../doctor.ts';
import { terminalOf } from '../terminal.ts';
import type { ExamineOptions } from './examined.ts';
import { inputText } from './input-text.ts';
import { kindOfInput } from './kind-of-input.ts';

/** Exit codes: 0 nothing found, 1 findings, 2 wrong usage. @throws UserError */
export async function examine(input: string | undefined, options: DoctorOptions): Promise<void> {
  const language = options.lang ?? languageOf(process.env);
  const found = await examined(input, options, language);
  const format: ReportFormat = options.json ? 'json' : options.format;
  const reports = Array.isArray(found) ? (found as readonly Report[]) : [found as Report];
  if (format === 'json' && Array.isArray(found)) {
    const answers = reports.map(({ findings, missing }) => jsonReport(findings, missing));
    process.stdout.write(`${JSON.stringify(answers, null, 2)}\n`);
  } else {
    const { color, width } = terminalOf(process.stdout);
    const { version, failOn, minConfidence: confidenceLeast } = options;
    const place = input === undefined || input === '-' ? {} : { input };
    const style = { language, version, failOn, confidenceLeast, color, width, ...place };
    // What machines read is one document.
    const told =
      format === 'text'
        ? reports
        : [
            {
              findings: reports.flatMap(({ findings }) => findings),
              missing: [...new Set(reports.flatMap(({ missing }) => missing))],
            },
          ];
    for (const report of told) process.stdout.write(renderReport(report, format, style));
  }
  const isFound = reports.some(({ findings }) =>
    findings.some((finding) => counts(finding, options.failOn, options.minConfidence)),
  );
  process.exitCode = isFound ? 1 : 0;
}

async function examined(
  input: string | undefined,
  options: DoctorOptions,
  language: Language,
): Promise<Report | readonly Report[]> {
  if (options.evidence !== undefined) {
    if (input !== undefined) throw new UserError('Give either --evidence or an input, not both.');
    const { examineEvidence } = await import('./evidence.ts');
    return examineEvidence(await inputText(options.evidence), options.evidence, language);
  }
  if (input === undefined)
    throw new UserError(
      'Nothing to examine: give a log, template, package or handler, - for standard input, or --evidence FILE.',
    );
  const told: ExamineOptions = {
    handler: options.handler,
    runtime: options.runtime,
    architecture: options.architecture,
    language,
  };
  switch (input === '-' ? 'other' : kindOfInput(input, told)) {
    case 'package':
      return (await import('./package.ts')).examinePackage(input, told);
    case 'template':
      return (await import('./template.ts')).examineTemplate(input, told);
    case 'handler':
      return (await import('./handler.ts')).examineHandler(input, told);
    case 'other':
      return (await import('./log.ts')).examineLog(await inputText(input), language);
  }
}

/** POSIX: the first of these that is set decides. */
export function languageOf(environment: NodeJS.ProcessEnv): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.toLowerCase().startsWith('it') ? 'it' : 'en';
}
