// Findings as JUnit's XML, which every CI system can show: a finding that counts is a failed case.
import type { Finding } from '../finding.ts';
import { counts, levelOf } from './level.ts';
import type { Report, ReportStyle } from './report.ts';
import { reportWords } from './words.ts';

export function junitReport(
  { findings, missing }: Report,
  { language, failOn, confidenceLeast }: Pick<ReportStyle, 'language' | 'failOn' | 'confidenceLeast'>,
): string {
  const words = reportWords[language];
  const failures = findings.filter((finding) => counts(finding, failOn, confidenceLeast));
  const cases =
    findings.length === 0
      ? [`    <testcase classname="varco.doctor" name="${attribute(words.nothingFound)}"/>`]
      : findings.map((finding) => testCase(finding, failures.includes(finding), words.fix));
  const total = cases.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="varco doctor" tests="${total}" failures="${failures.length}" errors="0">`,
    `  <testsuite name="varco doctor" tests="${total}" failures="${failures.length}" errors="0" skipped="0">`,
    ...cases,
    ...(missing.length === 0
      ? []
      : [`    <system-out>${content(`${words.missing}: ${missing.join('; ')}`)}</system-out>`]),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(finding: Finding, fails: boolean, fixWord: string): string {
  const { source, fix } = finding;
  const place = source === null ? '' : ` (${source.file}:${source.line})`;
  const file =
    source === null ? '' : ` file="${attribute(source.file)}" line="${attribute(String(source.line))}"`;
  const open = `    <testcase classname="${attribute(finding.cause)}" name="${attribute(finding.title + place)}"${file}>`;
  const text = [
    finding.why,
    ...finding.evidence,
    `${fixWord}: ${fix.text}`,
    ...(fix.command === undefined ? [] : [`$ ${fix.command}`]),
  ].join('\n');
  const inner = fails
    ? `      <failure type="${attribute(finding.cause)}" message="${attribute(finding.title)}">${content(text)}</failure>`
    : `      <system-out>${content(`${levelOf(finding)}: ${text}`)}</system-out>`;
  return [open, inner, '    </testcase>'].join('\n');
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function content(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  );
}

function attribute(text: string): string {
  return content(text)
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/g, ' ');
}
