// The Embedded Metric Format: what a function prints becomes a metric, once for each set of dimensions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTelemetry } from './create-telemetry.ts';

const atMs = Date.UTC(2026, 0, 31, 9, 0, 30);

async function metricsOf(...messages: readonly string[]): Promise<readonly unknown[]> {
  const telemetry = createTelemetry();
  const events = messages.map((message) => ({ timestampMs: atMs, message }));
  telemetry.putLogEvents({ logGroup: '/aws/lambda/f', logStream: 's', events });
  const metrics = await telemetry.metrics();
  const found = [];
  for (const identity of await metrics.list({ namespace: 'Shop' })) {
    const range = { ...identity, unit: null, startMs: 0, endMs: Number.MAX_SAFE_INTEGER };
    for (const { startMs, unit, aggregate } of await metrics.read(range)) {
      found.push([identity.name, identity.dimensions, startMs, unit, aggregate.count, aggregate.sum]);
    }
  }
  return found;
}

const document = (more: object, directive: object = {}): string =>
  JSON.stringify({
    _aws: {
      Timestamp: atMs,
      CloudWatchMetrics: [
        {
          Namespace: 'Shop',
          Dimensions: [['service'], []],
          Metrics: [{ Name: 'took', Unit: 'Milliseconds' }],
          ...directive,
        },
      ],
    },
    service: 'orders',
    ...more,
  });

const minuteMs = Date.UTC(2026, 0, 31, 9, 0);

test('a value counts for each set of dimensions, also behind what a runtime puts in front of a line', async () => {
  const line = `2026-01-31T09:00:30.000Z\t4e4f1fdd-0000-4000-8000-000000000001\tINFO\t${document({ took: 12 })}\n`;
  assert.deepEqual(await metricsOf(document({ took: 30 }), line), [
    ['took', { service: 'orders' }, minuteMs, 'Milliseconds', 2, 42],
    ['took', {}, minuteMs, 'Milliseconds', 2, 42],
  ]);
});

test('lists of values and values with counts count each; a high resolution keeps its second', async () => {
  const dimensions = { Dimensions: [[]] };
  assert.deepEqual(await metricsOf(document({ took: [1, 2, 3] }, dimensions)), [
    ['took', {}, minuteMs, 'Milliseconds', 3, 6],
  ]);
  const counted = document({ took: { Values: [5, 7], Counts: [2, 1] } }, dimensions);
  assert.deepEqual(await metricsOf(counted), [['took', {}, minuteMs, 'Milliseconds', 3, 17]]);
  const fine = { ...dimensions, Metrics: [{ Name: 'took', StorageResolution: 1 }] };
  assert.deepEqual(await metricsOf(document({ took: 1 }, fine)), [['took', {}, atMs, 'None', 1, 1]]);
});

test('what is no proper document counts nothing', async () => {
  assert.deepEqual(
    await metricsOf(
      '{"_aws": broken',
      '"_aws"',
      document({ took: 'long' }),
      document({ took: 1, service: undefined }, { Dimensions: [['service']] }),
      document({ took: 1 }, { Namespace: 7 }),
      document({ took: 1 }, { Metrics: [null, {}, { Name: 'missing' }] }),
      document({ took: 1 }, { Metrics: 'took' }),
    ),
    [],
  );
});
