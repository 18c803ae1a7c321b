// TestMetricFilter: which of some messages a pattern matches, and what it finds in them.
import type { TestMetricFilterRequest, TestMetricFilterResponse } from '@aws-sdk/client-cloudwatch-logs';
import { readPattern } from './pattern.ts';

/** @throws AwsError InvalidParameterException */
export function testMetricFilter({
  filterPattern,
  logEventMessages,
}: TestMetricFilterRequest): TestMetricFilterResponse {
  const filter = readPattern(filterPattern!);
  const matches = (logEventMessages ?? []).flatMap((eventMessage, index) =>
    filter.matches(eventMessage)
      ? [{ eventNumber: index + 1, eventMessage, extractedValues: { ...filter.extract(eventMessage) } }]
      : [],
  );
  return { matches };
}
