// Findings as SARIF 2.1.0, for code scanning: one rule a cause, one result a finding, with file, line and edit.
import { createHash } from 'node:crypto';
import type { Language } from '../cause.ts';
import type { Finding, SourceLocation } from '../finding.ts';
import { causeName } from './cause-names.ts';
import { levelOf } from './level.ts';

interface SarifStyle {
  readonly language: Language;
  readonly version: string;
  /** Where a finding stands that has no place of its own; code scanning wants one for each. */
  readonly input?: string;
}

/** The parts of SARIF that Varco writes. */
interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly object[];
}

/** Paths are relative to the root of the repository, which only the reader knows. */
const root = '%SRCROOT%';

export function sarifReport(
  findings: readonly Finding[],
  { language, version, input }: SarifStyle,
): SarifLog {
  const causes = [...new Set(findings.map(({ cause }) => cause))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Varco',
            semanticVersion: version,
            language,
            rules: causes.map((cause) => rule(cause, findings, language)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The root of the repository.' } } },
        results: findings.map((finding) => result(finding, causes.indexOf(finding.cause), input)),
      },
    ],
  };
}

function rule(cause: string, findings: readonly Finding[], language: Language): object {
  const { step } = findings.find((finding) => finding.cause === cause)!;
  const text = causeName(cause, language);
  return {
    id: cause,
    name: cause
      .split(/[.-]/)
      .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
      .join(''),
    shortDescription: { text },
    defaultConfiguration: { level: 'error' },
    properties: { tags: [cause.split('.')[0]!, ...(step === null ? [] : [`step-${step}`])] },
  };
}

function result(finding: Finding, ruleIndex: number, input: string | undefined): object {
  const { fix } = finding;
  const source =
    finding.source ?? (input === undefined ? null : { file: input, line: 1, column: null, text: '' });
  return {
    ruleId: finding.cause,
    ruleIndex,
    level: levelOf(finding),
    rank: Math.round(finding.confidence * 1000) / 10,
    message: {
      text: [finding.title, finding.why, fix.text, ...(fix.command === undefined ? [] : [fix.command])].join(
        '\n\n',
      ),
    },
    ...(source === null ? {} : { locations: [{ physicalLocation: physical(source) }] }),
    partialFingerprints: { 'varcoFinding/v1': fingerprint(finding) },
    ...(fix.patch === undefined ? {} : fixes(fix.patch, fix.text)),
    properties: { evidence: finding.evidence },
  };
}

function physical({ file, line, column, text }: SourceLocation): object {
  return {
    artifactLocation: artifact(file),
    region: {
      startLine: Math.max(1, line),
      ...(column === null ? {} : { startColumn: Math.max(1, column) }),
      ...(text === '' ? {} : { snippet: { text } }),
    },
  };
}

function artifact(file: string): object {
  const uri = file.split(/[\\/]/).map(encodeURIComponent).join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: root };
}

/** The same fault on the same line of text stays the same finding when lines move. */
function fingerprint({ cause, source, title }: Finding): string {
  const parts = source === null ? [cause, title] : [cause, source.file, source.text.trim()];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

// The one-line diffs that the doctor writes; a template's fragment is no edit of a file.
const oneLineDiff = /^--- a\/(.+)\n\+\+\+ b\/.+\n@@ -(\d+) \+\d+ @@\n-(.*)\n\+(.*)\n$/;

function fixes(patch: string, description: string): object {
  const [, file, line, before, after] = oneLineDiff.exec(patch) ?? [];
  if (file === undefined || before === undefined) return {};
  return {
    fixes: [
      {
        description: { text: description },
        artifactChanges: [
          {
            artifactLocation: artifact(file),
            replacements: [
              {
                deletedRegion: {
                  startLine: Number(line),
                  startColumn: 1,
                  endLine: Number(line),
                  endColumn: before.length + 1,
                },
                insertedContent: { text: after },
              },
            ],
          },
        ],
      },
    ],
  };
}
