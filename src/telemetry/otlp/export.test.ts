// OpenTelemetry: what a collector gets of requests, and that a collector which is not there costs nothing.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { systemClock } from '../../core/clock.ts';
import { otlpQueueMax } from '../../core/limits.ts';
import { sampleExecution } from '../../execution/execution.cases.ts';
import { openOtlpExport } from './export.ts';
import { spansOf } from './spans.ts';

const environmentOf = (OTEL_EXPORTER_OTLP_ENDPOINT: string, more: object = {}) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT,
  ...more,
});

test('a collector gets a span for each request with a child for its function, and histograms', async () => {
  const got: { readonly url: string; readonly key: unknown; readonly body: string }[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      got.push({ url: request.url!, key: request.headers['x-key'], body });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const environment = environmentOf(`http://127.0.0.1:${port}/`, {
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b',
    OTEL_SERVICE_NAME: 'shop',
  });
  const exporting = openOtlpExport(environment, systemClock, assert.fail)!;
  exporting.add({
    ...sampleExecution,
    traceHeader: 'Root=1-5c755b5d-07b29b94e632d3da19d88789;Parent=53995c3f42cd8ad8',
  });
  await exporting.close();
  collector.close();
  assert.deepEqual(
    got.map(({ url, key }) => [url, key]),
    [
      ['/v1/traces', 'a b'],
      ['/v1/metrics', 'a b'],
    ],
  );
  assert.match(got[0]!.body, /"service.name","value":\{"stringValue":"shop"\}/);
  assert.match(got[0]!.body, /"traceId":"5c755b5d07b29b94e632d3da19d88789"/);
  assert.match(got[0]!.body, /"parentSpanId":"53995c3f42cd8ad8"/);
  assert.match(got[1]!.body, /"name":"http.server.request.duration"/);
  assert.match(got[1]!.body, /"name":"faas.invoke_duration"/);
});

test("the function's span is the gateway's child, and lies within it", () => {
  const [own, child, ...others] = spansOf(sampleExecution);
  assert.deepEqual(others, []);
  assert.equal(child?.parentSpanId, own?.spanId);
  assert.equal(child?.traceId, own?.traceId);
  assert.match(own!.traceId, /^[0-9a-f]{32}$/);
  assert.match(child!.spanId, /^[0-9a-f]{16}$/);
  assert.notEqual(child?.spanId, own?.spanId);
  assert.ok(BigInt(child!.startTimeUnixNano) >= BigInt(own!.startTimeUnixNano));
});

test('where nobody listens it is said once, what came is counted, and nothing piles up', async () => {
  const warned: string[] = [];
  const environment = environmentOf('http://127.0.0.1:9');
  const exporting = openOtlpExport(environment, systemClock, (sentence) => void warned.push(sentence))!;
  for (let index = 0; index < otlpQueueMax + 5; index++) exporting.add(sampleExecution);
  assert.equal(exporting.dropped(), 5);
  await exporting.close();
  assert.equal(exporting.dropped(), otlpQueueMax + 5);
  assert.equal(warned.length, 1);
});

test('nothing is exported unless it is asked for, in a protocol that is spoken', () => {
  const warned: string[] = [];
  const open = (environment: Readonly<Record<string, string>>) =>
    openOtlpExport(environment, systemClock, (sentence) => void warned.push(sentence));
  assert.equal(open({}), null);
  assert.equal(open(environmentOf('http://127.0.0.1:9', { OTEL_SDK_DISABLED: 'true' })), null);
  assert.equal(warned.length, 0);
  assert.equal(open(environmentOf('http://127.0.0.1:9', { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })), null);
  assert.match(warned[0]!, /grpc is not spoken/);
});
