// Dimensions as requests and answers list them, and as metrics are kept by them.
import type { Dimension } from '@aws-sdk/client-cloudwatch';

export function readDimensions(
  dimensions: readonly Dimension[] | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries((dimensions ?? []).map(({ Name, Value }) => [Name!, Value!]));
}

export function writeDimensions(dimensions: Readonly<Record<string, string>>): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
