// Every operation of every service, over every protocol: what AWS's client sends is what the operation gets, and back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { NormalizedSchema } from '@smithy/core/schema';
import * as fc from 'fast-check';
import type { OperationTable } from './serve.ts';
import type { ServiceId } from './services.ts';
import { services } from './services.ts';
import type { TestEndpoint } from './testing/endpoint.ts';
import { listenWith } from './testing/endpoint.ts';
import type { SdkClient, SdkOperation } from './testing/sdk-clients.ts';
import { clientVariants, sdkClient } from './testing/sdk-clients.ts';
import { valuesOf } from './testing/sdk-values.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.RUNS ?? 2);

let endpoint: TestEndpoint;
let received: unknown;
let output: unknown;

before(async () => {
  const tables = Object.entries(services).map(async ([id, service]) => [
    id,
    recorders((await service.tables()).operationNames),
  ]);
  endpoint = await listenWith({
    services: Object.fromEntries((await Promise.all(tables)) as [ServiceId, OperationTable<unknown>][]),
  });
});

after(() => endpoint.close());

function recorders(names: readonly string[]): OperationTable<unknown> {
  const record = (input: unknown): unknown => {
    received = input;
    return output;
  };
  return Object.fromEntries(names.map((name) => [name, record]));
}

for (const [id, protocol] of clientVariants) {
  describe(`${id} over ${protocol === 'own' ? "its client's own protocol" : protocol} (seed ${seed})`, async () => {
    const client = await sdkClient(id, protocol, 'http://127.0.0.1:1');
    for (const operation of client.operations) {
      const { name } = operation;
      test(`${name} gets what was sent, and its answer arrives`, async () => {
        const tables = await services[id].tables();
        const shapes = tables.operation(name);
        assert.ok(shapes !== null, `the table has no operation ${name}`);
        const sent = valuesOf(operation.input, shapes.input, { xml: client.answersXml, output: false });
        const given = valuesOf(operation.output, shapes.output, { xml: client.answersXml, output: true });
        const speaker = await sdkClient(id, protocol, endpoint.url);
        const property = fc.asyncProperty(sent, given, (value, result) =>
          roundTrip(speaker, operation, value, result),
        );
        await fc
          .assert(property, { seed, numRuns: runs, endOnFailure: true })
          .finally(() => speaker.destroy());
      });
    }
    client.destroy();
  });
}

async function roundTrip(
  client: SdkClient,
  { name, output: answer }: SdkOperation,
  value: Record<string, unknown>,
  result: Record<string, unknown>,
): Promise<void> {
  received = 'nothing';
  const stream = answer.isUnitSchema() ? '' : answer.getEventStreamMember();
  output = stream === '' ? result : { ...result, [stream]: eventsOf(result[stream] as unknown[]) };
  // The client may change what it is given.
  const { $metadata: _metadata, ...arrived } = await client.send(name, structuredClone(value));
  if (stream !== '') arrived[stream] = await collect(arrived[stream] as AsyncIterable<unknown>);
  assert.deepEqual(plain(received), plain(value), 'what the operation got');
  assert.deepEqual(withoutPayloadNull(answer, plain(arrived)), plain(result), 'what the client got');
}

async function* eventsOf(events: readonly unknown[]): AsyncGenerator {
  for (const event of events) yield Promise.resolve(event);
}

async function collect(events: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected: unknown[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

/** Bytes of whatever class, dates and records in a form that compares. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** The client sets a payload that did not arrive to null. */
function withoutPayloadNull(answer: NormalizedSchema, value: unknown): unknown {
  const record = { ...(value as Record<string, unknown>) };
  if (answer.isUnitSchema()) return record;
  for (const [name, member] of answer.structIterator()) {
    if (member.getMergedTraits().httpPayload && record[name] === null) delete record[name];
  }
  return record;
}
