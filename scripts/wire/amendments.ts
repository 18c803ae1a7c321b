// Where AWS's answers, as recorded, are stricter or newer than the models it publishes: these corrections win.
import type { Constraints } from '../../src/aws/protocol/shape.ts';

/** Constraints of one shape, replacing the published ones. Recordings: lambda_api, logs_metric_filters (2025-11, 2026-02). */
const replaced: Readonly<Record<string, Constraints>> = {
  // CreateFunction and UpdateFunctionConfiguration check the runtime themselves, with an error of their own.
  'lambda Runtime': {},
  // A colon is taken (logs_metric_filters, 2026-02).
  'logs MetricNamespace': { max: 255, pattern: '[^*$]*' },
  'lambda SecurityGroupId': { max: 1024, min: 0, pattern: 'sg-[0-9a-zA-Z]*' },
};

const tooLongLogName = 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.';

/** Constraints added to the published ones. */
const added: Readonly<Record<string, Constraints>> = {
  'logs LogGroupName': { tooLong: tooLongLogName },
  'logs LogStreamName': { tooLong: tooLongLogName },
};

/** Maps that may hold null: a template that is null comes back as null (recorded, apigateway_api 2024). */
const sparseMaps: ReadonlySet<string> = new Set(['apigateway MapOfStringToString']);

/** Members in the order in which AWS prints the structure, where it is not the model's. */
const memberOrders: Readonly<Record<string, readonly string[]>> = {
  'logs MetricTransformation': [
    'metricName',
    'metricNamespace',
    'metricValue',
    'defaultValue',
    'unit',
    'dimensions',
  ],
};

const publishedRegion = '[a-z]{2}((-gov)|(-iso([a-z]?)))?';
const recordedRegion = '(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?';

export function amendConstraints(service: string, shape: string, published: Constraints): Constraints {
  const key = `${service} ${shape}`;
  const constraints = replaced[key] ?? { ...published, ...added[key] };
  if (service !== 'lambda' || constraints.pattern === undefined) return constraints;
  let pattern = constraints.pattern.replaceAll(publishedRegion, recordedRegion);
  if (shape === 'TaggableResource') {
    pattern = pattern.replace('|code-signing-config:', '|layer:([a-zA-Z0-9-_]+)|code-signing-config:');
  }
  return { ...constraints, pattern };
}

export function amendOrder(
  service: string,
  structure: string,
  members: readonly string[],
): readonly string[] {
  return memberOrders[`${service} ${structure}`] ?? members;
}

export function isSparse(service: string, map: string | undefined): boolean {
  return sparseMaps.has(`${service} ${map}`);
}
