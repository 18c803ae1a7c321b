// Tags as templates write them, a list of keys and values.
import type { PropertyReader } from '../property-reader.ts';

/** For operations that take a map. */
export function readTags(read: PropertyReader): Record<string, string> {
  return Object.fromEntries(readTagList(read).map(({ Key, Value }) => [Key, Value]));
}

/** For operations that take a list. */
export function readTagList(
  read: PropertyReader,
): readonly { readonly Key: string; readonly Value: string }[] {
  return read.each('Tags').map((tag) => ({ Key: tag.requiredText('Key'), Value: tag.text('Value') ?? '' }));
}
