// A value as far as it was read, made into an output: what could not be read becomes something that fits.
import type { Value } from '../../source/outline.ts';

/** `undefined` for what JSON leaves out. */
export function sampleOf(value: Value, pointer = ''): unknown {
  switch (value.type) {
    case 'unknown':
      return fitting(pointer);
    case 'undefined':
      return undefined;
    case 'text':
      return '…';
    case 'literal':
      return value.value;
    case 'array':
      return value.items.map((item, index) => sampleOf(item, `${pointer}/${index}`) ?? null);
    case 'object':
      return Object.fromEntries(
        value.members.map(({ name, value: member }) => [
          name,
          sampleOf(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
        ]),
      );
  }
}

/** What the contract takes at a place. */
function fitting(pointer: string): unknown {
  const [, field, ...below] = pointer.split('/');
  switch (field) {
    case 'statusCode':
      return 200;
    case 'headers':
      return below.length === 0 ? {} : '…';
    case 'multiValueHeaders':
      return below.length === 0 ? {} : below.length === 1 ? [] : '…';
    case 'isBase64Encoded':
      return false;
    default:
      return '…';
  }
}
