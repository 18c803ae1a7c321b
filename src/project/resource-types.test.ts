// fixtures/property-names.json lists the properties AWS has: of CloudFormation's registry as cfn-lint 1.51 carries it, and of
// aws-sam-translator 1.110.0. `[]` stands for the items of a list.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findProperties, type PropertyTable } from './property-table.ts';
import { propertiesOf } from './resource-types.ts';
import type { TemplateMap, TemplateValue } from './template-value.ts';
import { fixture } from './testing/fixture.ts';

const propertyNames = JSON.parse(readFileSync(fixture('property-names.json'), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
>;

/** A resource that has every property AWS knows; those without properties of their own have a text. */
function everything(names: Readonly<Record<string, readonly string[]>>, path: string): TemplateMap {
  const below = (property: string): TemplateValue => {
    if (Object.hasOwn(names, property)) return everything(names, property);
    return Object.hasOwn(names, `${property}[]`) ? [everything(names, `${property}[]`)] : 'any';
  };
  return Object.fromEntries(
    names[path]!.map((name) => [name, below(path === '' ? name : `${path}.${name}`)]),
  );
}

function unheardOf(properties: TemplateMap, table: PropertyTable): readonly string[] {
  return findProperties(properties, table)
    .filter(({ verdict }) => verdict.kind === 'ignored' && verdict.reason.includes('has not heard'))
    .map(({ property }) => property);
}

for (const [type, names] of Object.entries(propertyNames)) {
  test(`every property of ${type} that AWS knows has its one verdict, and no other is listed`, () => {
    const table = propertiesOf(type);
    assert.ok(table !== null);
    assert.deepEqual(unheardOf(everything(names, ''), table), []);
    assert.deepEqual(Object.keys(table).toSorted(), names['']);
  });
}

test('every property of an Api event has its verdict', () => {
  const names = propertyNames['AWS::Serverless::Function']!['Events.Any.Properties']!;
  const event = { Type: 'Api', Properties: Object.fromEntries(names.map((name) => [name, 'any'])) };
  assert.deepEqual(unheardOf({ Events: { Any: event } }, propertiesOf('AWS::Serverless::Function')!), []);
});

test('a property AWS does not know is told of, wherever it is', () => {
  const properties = {
    Timout: 3,
    Environment: { Variabels: {} },
    Events: { A: { Type: 'Api', Properties: { Pfad: '/' } } },
  };
  assert.deepEqual(unheardOf(properties, propertiesOf('AWS::Serverless::Function')!), [
    'Timout',
    'Environment.Variabels',
    'Events.A.Properties.Pfad',
  ]);
});
