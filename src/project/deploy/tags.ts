// Tags as templates write them, a list of keys and values, for operations that take a map.
import type { PropertyReader } from '../property-reader.ts';

export function readTags(read: PropertyReader): Record<string, string> {
  return Object.fromEntries(
    read.each('Tags').map((tag) => [tag.requiredText('Key'), tag.text('Value') ?? '']),
  );
}
