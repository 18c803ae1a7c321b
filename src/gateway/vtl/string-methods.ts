// The methods of Java's strings that templates call, with Java's results.
import { integer, text, type Method, type Methods } from './arguments.ts';
import { TemplateError } from './template.ts';
import { JavaList, textOf, type Value } from './values.ts';

/** A regular expression of Java's, as far as JavaScript's are the same; possessive quantifiers and inline flags are not. */
function pattern(source: string, flags: string): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(source);
  try {
    return new RegExp(inline === null ? source : source.slice(inline[0].length), flags + (inline?.[1] ?? ''));
  } catch (cause) {
    throw new TemplateError(`PatternSyntaxException: ${source}`, { cause });
  }
}

/** Java's `$1` and `\x` in a replacement. */
function replaceByPattern(self: string, source: string, replacement: string, flags: string): string {
  return self.replace(pattern(source, flags), (...found: unknown[]) =>
    replacement.replaceAll(
      /\\([\s\S])|\$(\d)/g,
      (_all, literal: string | undefined, group: string) =>
        literal ?? (found[Number(group)] as string | undefined) ?? '',
    ),
  );
}

/** Java leaves out the empty strings at the end. */
function split(self: string, source: string, limit: number): JavaList {
  const parts = self === '' ? [''] : self.split(pattern(source, ''));
  if (source === '' && limit <= 0) return new JavaList(self === '' ? [''] : self.split(''));
  if (limit > 0 && parts.length > limit) {
    const rest = new RegExp(`^(?:[\\s\\S]*?(?:${source})){${limit - 1}}`).exec(self)?.[0].length ?? 0;
    return new JavaList([...parts.slice(0, limit - 1), self.slice(rest)]);
  }
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return new JavaList(parts);
}

function substring(self: string, from: number, to: number): string {
  if (from < 0 || to > self.length || from > to) {
    throw new TemplateError(
      `StringIndexOutOfBoundsException: begin ${from}, end ${to}, length ${self.length}`,
    );
  }
  return self.slice(from, to);
}

export function hashCode(self: string): number {
  let hash = 0;
  for (let at = 0; at < self.length; at++) hash = (Math.imul(hash, 31) + self.charCodeAt(at)) | 0;
  return hash;
}

export const strings: Methods<string> = new Map<string, Method<string>>([
  ['length', (self) => self.length],
  ['isEmpty', (self) => self === ''],
  ['isBlank', (self) => self.trim() === ''],
  ['trim', (self) => self.trim()],
  ['strip', (self) => self.trim()],
  ['toLowerCase', (self) => self.toLowerCase()],
  ['toUpperCase', (self) => self.toUpperCase()],
  ['contains', (self, args) => self.includes(text(args, 0))],
  ['startsWith', (self, args) => self.startsWith(text(args, 0))],
  ['endsWith', (self, args) => self.endsWith(text(args, 0))],
  ['indexOf', (self, args) => self.indexOf(text(args, 0), args.length > 1 ? integer(args, 1) : 0)],
  ['lastIndexOf', (self, args) => self.lastIndexOf(text(args, 0))],
  ['charAt', (self, args) => substring(self, integer(args, 0), integer(args, 0) + 1)],
  [
    'substring',
    (self, args) => substring(self, integer(args, 0), args.length > 1 ? integer(args, 1) : self.length),
  ],
  ['concat', (self, args) => self + text(args, 0)],
  ['replace', (self, args) => self.replaceAll(text(args, 0), () => text(args, 1))],
  ['replaceAll', (self, args) => replaceByPattern(self, text(args, 0), text(args, 1), 'g')],
  ['replaceFirst', (self, args) => replaceByPattern(self, text(args, 0), text(args, 1), '')],
  ['matches', (self, args) => pattern(`^(?:${text(args, 0)})$`, '').test(self)],
  ['split', (self, args) => split(self, text(args, 0), args.length > 1 ? integer(args, 1) : 0)],
  ['equalsIgnoreCase', (self, args) => self.toLowerCase() === text(args, 0).toLowerCase()],
  ['compareTo', (self, args) => (self < text(args, 0) ? -1 : self > text(args, 0) ? 1 : 0)],
  ['toCharArray', (self) => new JavaList(self.split(''))],
  ['repeat', (self, args) => repeated(self, integer(args, 0))],
  // `"".format("%s", x)`, the one way to a formatter that templates have.
  ['format', (_self, args) => format(text(args, 0), args.slice(1))],
  // A string's class methods by way of any string: `"".valueOf(1)`.
  ['valueOf', (_self, args) => text(args, 0)],
]);

const repeatedCharactersMax = 10_485_760;

function repeated(self: string, times: number): string {
  if (times < 0 || self.length * times > repeatedCharactersMax) {
    throw new TemplateError(`IllegalArgumentException: repeat ${times}`);
  }
  return self.repeat(times);
}

/** `%s`, `%d` and `%n`. */
function format(template: string, args: readonly Value[]): string {
  let next = 0;
  return template.replaceAll(/%([sdn%])/g, (_all, kind: string) =>
    kind === '%' ? '%' : kind === 'n' ? '\n' : textOf(args[next++] ?? null),
  );
}
