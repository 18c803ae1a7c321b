// Values and names as AWS's services, written in Java, print them in their messages.
import { bytesOf } from './json.ts';
import type { Shape } from './shape.ts';

/** `KMSKeyArn` is `kMSKeyArn`: AWS lowers the first letter alone. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * A value as Java prints it, which is how AWS repeats it: `[a, b]`, `{k=v}`, `MetricTransformation(metricName=m, unit=null)`.
 */
export function javaText(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return 'null';
  // How AWS prints a secret inside of something larger is unknown; Varco does not.
  if ('constraints' in shape && shape.constraints.sensitive === true) return '***';
  switch (shape.kind) {
    case 'list':
      return `[${(value as readonly unknown[]).map((item) => javaText(shape.member, item)).join(', ')}]`;
    case 'map':
      return `{${Object.entries(value)
        .map(([key, item]) => `${key}=${javaText(shape.value, item)}`)
        .join(', ')}}`;
    case 'structure':
    case 'union':
    case 'error': {
      const given = value as Readonly<Record<string, unknown>>;
      const members = shape.members.map(
        ({ name, shape: target }) => `${lowerFirst(name)}=${javaText(target, given[name])}`,
      );
      return `${shape.name}(${members.join(', ')})`;
    }
    case 'blob': {
      const { length } = bytesOf(value);
      return `java.nio.HeapByteBuffer[pos=0 lim=${length} cap=${length}]`;
    }
    default:
      // oxlint-disable-next-line typescript/no-base-to-string -- strings, numbers and booleans are left
      return String(value);
  }
}
