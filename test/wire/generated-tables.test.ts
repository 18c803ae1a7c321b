// The committed tables of AWS's wire are what their generator writes today, byte for byte.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedFile, generateTable } from '../../scripts/generate-wire.ts';
import { findBotocore } from '../../scripts/wire/botocore.ts';
import { printedOrder } from '../../scripts/wire/enum-order.ts';
import { wireSources } from '../../scripts/wire/sources.ts';

const botocore = findBotocore();

for (const source of wireSources) {
  const committed = readFileSync(generatedFile(source.id), 'utf8');
  const version = /botocore (\S+) /.exec(committed)?.[1];
  const skip =
    botocore?.version === version
      ? false
      : `the table was written with botocore ${version}, and here is ${botocore === null ? 'none' : botocore.version}`;

  test(`the table of ${source.id} is as generated`, { skip }, async () => {
    assert.ok(botocore !== null);
    assert.ok((await generateTable(source, botocore)) === committed, 'run: node scripts/generate-wire.ts');
  });
}

test('the values of an enum stand in the order in which AWS prints them', () => {
  // Each as the model lists it, and as AWS was recorded to print it.
  const recorded: readonly (readonly [string, string])[] = [
    ['HTTP AWS MOCK HTTP_PROXY AWS_PROXY', 'HTTP MOCK AWS_PROXY HTTP_PROXY AWS'],
    ['REGIONAL EDGE PRIVATE', 'PRIVATE EDGE REGIONAL'],
    ['ipv4 dualstack', 'ipv4 dualstack'],
    ['add remove replace move copy test', 'add remove move test replace copy'],
    ['OK ALARM INSUFFICIENT_DATA', 'INSUFFICIENT_DATA ALARM OK'],
    ['Allow Terminate', 'Terminate Allow'],
    ['BUFFERED RESPONSE_STREAM', 'RESPONSE_STREAM BUFFERED'],
    [
      'API AUTHORIZER MODEL RESOURCE METHOD PATH_PARAMETER QUERY_PARAMETER REQUEST_HEADER REQUEST_BODY RESPONSE RESPONSE_HEADER RESPONSE_BODY',
      'RESPONSE_BODY RESPONSE METHOD MODEL AUTHORIZER RESPONSE_HEADER RESOURCE PATH_PARAMETER REQUEST_BODY QUERY_PARAMETER API REQUEST_HEADER',
    ],
  ];
  for (const [model, printed] of recorded)
    assert.deepEqual(printedOrder(model.split(' ')), printed.split(' '));
});
