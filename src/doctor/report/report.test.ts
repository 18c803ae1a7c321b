import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv-draft-04';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as fc from 'fast-check';
import type { Finding } from '../finding.ts';
import { counts, levelOf } from './level.ts';
import { renderReport, reportFormats, type Report } from './report.ts';
import { sarifReport } from './sarif.ts';

const style = { language: 'en', version: '0.1.0', failOn: 'warning', color: false, width: 100 } as const;

const sure: Finding = {
  cause: 'response.body-not-string',
  confidence: 0.95,
  step: 2,
  title: '`body` is an object; API Gateway takes a string there',
  why: 'A REST API passes `body` on as text & serialises <nothing>.',
  evidence: ['src/my orders.js:12: body: order, // ```'],
  source: { file: 'src/my orders.js', line: 12, column: 11, text: '    body: order,' },
  fix: {
    text: 'Serialise the body.',
    patch:
      '--- a/src/my orders.js\n+++ b/src/my orders.js\n@@ -12 +12 @@\n-    body: order,\n+    body: JSON.stringify(order),\n',
  },
};
const unsure: Finding = {
  cause: 'permission.missing-statement',
  confidence: 0.5,
  step: 3,
  title: 'No statement',
  why: 'Nobody added one.',
  evidence: [],
  source: null,
  fix: { text: 'Add it.', command: 'aws lambda add-permission --function-name "a&b"' },
};
const report: Report = { findings: [sure, unsure], missing: ['the execution log'] };

const schema = JSON.parse(
  readFileSync(new URL('../../../test/data/sarif/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'),
) as object;
// The formats are annotations here: uri, uri-reference and date-time are checked by the patterns beside them.
const validate = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

function assertValidSarif(findings: readonly Finding[]): void {
  const log: unknown = JSON.parse(JSON.stringify(sarifReport(findings, style)));
  assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3), null, 1));
}

test('SARIF is valid against the published schema: with findings, without any, in both languages', () => {
  assertValidSarif([]);
  assertValidSarif(report.findings);
  const italian: unknown = JSON.parse(
    JSON.stringify(sarifReport(report.findings, { ...style, language: 'it' })),
  );
  assert.ok(validate(italian));
});

test('SARIF is valid whatever a finding holds', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const finding = fc.record({
    cause: fc.constantFrom('response.unknown-key', 'a.b'),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    step: fc.constantFrom(1, 2, null),
    title: text,
    why: text,
    evidence: fc.array(text, { maxLength: 2 }),
    source: fc.option(
      fc.record({
        file: text,
        line: fc.integer({ min: 1, max: 9 }),
        column: fc.option(fc.integer({ min: 1, max: 9 })),
        text,
      }),
    ),
    fix: fc.record({ text }, { requiredKeys: ['text'] }),
  }) as fc.Arbitrary<Finding>;
  fc.assert(fc.property(fc.array(finding, { maxLength: 3 }), (findings) => assertValidSarif(findings)));
});

test('SARIF has a rule a cause, file and line of each finding, and the edit', () => {
  const [run] = sarifReport(report.findings, style).runs as unknown as readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; readonly name: string }[] };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly level: string;
        readonly locations?: readonly unknown[];
        readonly fixes?: readonly unknown[];
      }[];
    },
  ];
  assert.deepEqual(
    run.tool.driver.rules.map(({ id, name }) => [id, name]),
    [
      ['response.body-not-string', 'ResponseBodyNotString'],
      ['permission.missing-statement', 'PermissionMissingStatement'],
    ],
  );
  const [first, second] = run.results;
  assert.equal(first!.level, 'error');
  assert.deepEqual(first!.locations, [
    {
      physicalLocation: {
        artifactLocation: { uri: 'src/my%20orders.js', uriBaseId: '%SRCROOT%' },
        region: { startLine: 12, startColumn: 11, snippet: { text: '    body: order,' } },
      },
    },
  ]);
  assert.match(JSON.stringify(first!.fixes), /JSON\.stringify\(order\)/);
  assert.equal(second!.level, 'warning');
  assert.equal(second!.locations, undefined);
  const [placed] = sarifReport([unsure], { ...style, input: 'dist/function.zip' }).runs;
  assert.match(JSON.stringify(placed), /"uri":"dist\/function\.zip"/);
});

test('JUnit is well-formed XML, and fails for what counts only', () => {
  const xml = renderReport(report, 'junit', { ...style, failOn: 'error' });
  assert.equal(XMLValidator.validate(xml), true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
    testsuites: { '@_failures': string; testsuite: { testcase: readonly { failure?: unknown }[] } };
  };
  assert.equal(testsuites['@_failures'], '1');
  assert.deepEqual(
    testsuites.testsuite.testcase.map(({ failure }) => failure !== undefined),
    [true, false],
  );
  const control = renderReport(
    { findings: [{ ...sure, why: '\u0000\u001b]]>' }], missing: [] },
    'junit',
    style,
  );
  assert.equal(XMLValidator.validate(control), true);
});

test('Markdown quotes evidence in a fence that it cannot end', () => {
  const text = renderReport(report, 'markdown', style);
  assert.match(text, /^## Varco doctor: 2 findings$/m);
  assert.match(text, /^````text\nsrc\/my orders\.js:12: body: order, \/\/ ```\n````$/m);
  assert.match(text, /serialises \\<nothing\\>/);
  assert.match(text, /```diff\n--- a\/src/);
});

test('a report without findings says so in every form, in the language asked for', () => {
  for (const format of reportFormats) {
    const text = renderReport({ findings: [], missing: [] }, format, { ...style, language: 'it' });
    if (format === 'text' || format === 'markdown' || format === 'junit')
      assert.match(text, /Nessun guasto trovato/);
    assert.ok(text.endsWith('\n'));
  }
});

test('a build fails on what is as grave, and as sure, as it was told', () => {
  assert.deepEqual([sure, unsure].map(levelOf), ['error', 'warning']);
  assert.deepEqual(
    [sure, unsure].map((each) => counts(each, 'error')),
    [true, false],
  );
  assert.deepEqual(
    [sure, unsure].map((each) => counts(each, 'warning')),
    [true, true],
  );
  assert.deepEqual(
    [sure, unsure].map((each) => counts(each, 'none')),
    [false, false],
  );
  assert.deepEqual(
    [sure, unsure].map((each) => counts(each, 'warning', 0.6)),
    [true, false],
  );
});
