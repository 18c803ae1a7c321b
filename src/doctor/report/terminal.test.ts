import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import type { Finding } from '../finding.ts';
import { jsonReport } from './json.ts';
import { renderFinding } from './terminal.ts';

const finding: Finding = {
  cause: 'response.body-not-string',
  confidence: 0.984,
  step: 2,
  title: '`body` is an object; API Gateway takes a string there',
  why: 'A REST API passes `body` on as text and serialises nothing itself.',
  evidence: ['body is an object: {"id":7}'],
  source: { file: 'src/orders.js', line: 12, column: 11, text: '    body: order,' },
  fix: {
    text: 'Serialise the body: `body: JSON.stringify(…)`.',
    command: 'aws lambda add-permission --source-arn "arn:…"',
  },
};

test('a finding shows cause, field with value, place, line with an arrow, reason, fix and command', () => {
  const lines = renderFinding(finding, { color: false, width: 80 }).split('\n');
  const text = lines.join('\n');
  for (const part of [
    finding.title,
    finding.cause,
    '{"id":7}',
    'src/orders.js:12:11',
    'body: order,',
    finding.why,
    finding.fix.text,
    `$ ${finding.fix.command}`,
  ]) {
    assert.ok(text.includes(part), part);
  }
  const code = lines.findIndex((line) => line.includes('body: order,'));
  assert.equal(
    lines[code + 1]!.indexOf('▲'),
    lines[code]!.indexOf('order,'),
    'the arrow stands under the column',
  );
  assert.ok(lines.length <= 12);
});

test('colours change nothing but the look', () => {
  const plain = renderFinding(finding, { color: false, width: 80 });
  const coloured = renderFinding(finding, { color: true, width: 80 });
  assert.notEqual(coloured, plain);
  assert.equal(stripVTControlCharacters(coloured), plain);
});

test('lines keep within the width, but for the command', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 140 }),
      fc.array(fc.string({ maxLength: 20 }), { maxLength: 40 }),
      fc.string({ maxLength: 300 }),
      fc.nat({ max: 300 }),
      (width, words, code, column) => {
        const told: Finding = {
          ...finding,
          why: words.join(' '),
          evidence: [code],
          source: { file: 'a.js', line: 3, column: column + 1, text: code.trimEnd() },
          fix: { text: words.join(' ') },
        };
        for (const line of renderFinding(told, { color: false, width }).split('\n')) {
          assert.ok(line.length <= Math.max(width, 40), `${line.length} > ${width}: ${line}`);
        }
      },
    ),
  );
});

test('what a client or function sent cannot steer the terminal', () => {
  const evil = '\u001b[2J\u0007\r\n\u009b';
  const told = renderFinding(
    {
      ...finding,
      title: evil,
      why: evil,
      evidence: [evil],
      source: { ...finding.source!, file: evil, text: evil },
      fix: { text: evil, command: evil },
    },
    { color: false, width: 80 },
  );
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  assert.doesNotMatch(told, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('a finding without place and command is as short as it can be', () => {
  const { source: _source, ...rest } = finding;
  const lines = renderFinding(
    { ...rest, source: null, fix: { text: 'x' } },
    { color: false, width: 100 },
  ).split('\n');
  assert.equal(lines.length, 4);
});

test('the JSON has the members that DESIGN §5 fixes, and the place beside them', () => {
  const report = jsonReport([finding, { ...finding, source: null }], ['package listing']);
  assert.deepEqual(Object.keys(report), ['findings', 'missing']);
  const [first, second] = report.findings;
  assert.deepEqual(Object.keys(first!), [
    'cause',
    'confidence',
    'step',
    'title',
    'why',
    'evidence',
    'fix',
    'source',
  ]);
  assert.equal(first!.confidence, 0.98);
  assert.ok(!('source' in second!));
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
});
