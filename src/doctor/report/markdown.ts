// Findings as Markdown, for a pull request's comment, a job summary or an issue.
import type { Language } from '../cause.ts';
import type { Finding } from '../finding.ts';
import type { Report } from './report.ts';
import { reportWords } from './words.ts';

export function markdownReport({ findings, missing }: Report, language: Language): string {
  const words = reportWords[language];
  const blocks = [
    `## ${words.title}: ${findings.length === 0 ? words.nothingFound : words.findings(findings.length)}`,
    ...findings.map((finding, index) => section(finding, index + 1, language)),
    ...(missing.length === 0
      ? []
      : [`### ${words.missing}`, missing.map((each) => `- ${prose(each)}`).join('\n')]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function section(finding: Finding, number: number, language: Language): string {
  const words = reportWords[language];
  const { source, fix } = finding;
  const facts = [
    `**${words.cause}** ${code(finding.cause)}`,
    `**${words.confidence}** ${Math.round(finding.confidence * 100)} %`,
    `**${words.step}** ${finding.step ?? words.outsideSteps}`,
    ...(source === null
      ? []
      : [
          `**${words.place}** ${code(`${source.file}:${source.line}${source.column === null ? '' : `:${source.column}`}`)}`,
        ]),
  ];
  return [
    `### ${number}. ${prose(finding.title)}`,
    facts.join(' · '),
    prose(finding.why),
    ...(finding.evidence.length === 0
      ? []
      : [`**${words.evidence}**`, fenced(finding.evidence.join('\n'), 'text')]),
    `**${words.fix}** ${prose(fix.text)}`,
    ...(fix.command === undefined ? [] : [fenced(fix.command, 'sh')]),
    ...(fix.patch === undefined ? [] : [fenced(fix.patch.trimEnd(), 'diff')]),
  ].join('\n\n');
}

/** A sentence's code spans stay; what a request or function wrote must not become markup. */
function prose(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(/[\\<>[\]|#*_]/g, String.raw`\$&`) : part))
    .join('`');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** The fence is longer than any within. */
function fenced(text: string, language: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}
