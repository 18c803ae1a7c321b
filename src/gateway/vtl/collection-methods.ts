// The methods of Java's lists, maps and their entries that templates call, with Java's results.
import { integer, text, type Method, type Methods } from './arguments.ts';
import { itemOf, outOfBounds, setItem, valuesEqual } from './members.ts';
import { JavaList, JavaMap, MapEntry, numberOf } from './values.ts';

export const lists: Methods<JavaList> = new Map<string, Method<JavaList>>([
  ['size', ({ items }) => items.length],
  ['isEmpty', ({ items }) => items.length === 0],
  [
    'get',
    ({ items }, args) => {
      const place = integer(args, 0);
      if (place < 0 || place >= items.length) throw outOfBounds(place);
      return items[place]!;
    },
  ],
  [
    'add',
    ({ items }, args) => {
      if (args.length === 1) items.push(args[0]!);
      else items.splice(integer(args, 0), 0, args[1] ?? null);
      return args.length === 1 ? true : null;
    },
  ],
  [
    'addAll',
    ({ items }, args) => {
      const more = args[0];
      if (more instanceof JavaList) items.push(...more.items.slice());
      return more instanceof JavaList && more.items.length > 0;
    },
  ],
  [
    'set',
    (list, args) => {
      const before = itemOf(list, args[0] ?? null);
      setItem(list, args[0] ?? null, args[1] ?? null);
      return before;
    },
  ],
  [
    'remove',
    ({ items }, args) => {
      const place = numberOf(args[0] ?? null);
      if (place !== null) return items.splice(place, 1)[0] ?? null;
      const found = items.findIndex((item) => valuesEqual(item, args[0] ?? null));
      if (found !== -1) items.splice(found, 1);
      return found !== -1;
    },
  ],
  ['contains', ({ items }, args) => items.some((item) => valuesEqual(item, args[0] ?? null))],
  ['indexOf', ({ items }, args) => items.findIndex((item) => valuesEqual(item, args[0] ?? null))],
  [
    'subList',
    ({ items, isJson }, args) => new JavaList(items.slice(integer(args, 0), integer(args, 1)), isJson),
  ],
  ['iterator', (list) => list],
  ['toArray', (list) => list],
  [
    'clear',
    ({ items }) => {
      items.length = 0;
      return null;
    },
  ],
]);

export const maps: Methods<JavaMap> = new Map<string, Method<JavaMap>>([
  ['size', ({ entries: members }) => members.size],
  ['isEmpty', ({ entries: members }) => members.size === 0],
  ['get', ({ entries: members }, args) => members.get(text(args, 0)) ?? null],
  [
    'getOrDefault',
    ({ entries: members }, args) =>
      members.has(text(args, 0)) ? members.get(text(args, 0))! : (args[1] ?? null),
  ],
  [
    'put',
    ({ entries: members }, args) => {
      const before = members.get(text(args, 0)) ?? null;
      members.set(text(args, 0), args[1] ?? null);
      return before;
    },
  ],
  [
    'putAll',
    ({ entries: members }, args) => {
      const more = args[0];
      if (more instanceof JavaMap)
        for (const [key, value] of Array.from(more.entries)) members.set(key, value);
      return null;
    },
  ],
  [
    'remove',
    ({ entries: members }, args) => {
      const before = members.get(text(args, 0)) ?? null;
      members.delete(text(args, 0));
      return before;
    },
  ],
  ['containsKey', ({ entries: members }, args) => members.has(text(args, 0))],
  [
    'containsValue',
    ({ entries: members }, args) =>
      [...members.values()].some((value) => valuesEqual(value, args[0] ?? null)),
  ],
  ['keySet', ({ entries: members }) => new JavaList([...members.keys()])],
  ['values', ({ entries: members }) => new JavaList([...members.values()])],
  [
    'entrySet',
    ({ entries: members }) => new JavaList(Array.from(members, ([key, value]) => new MapEntry(key, value))),
  ],
]);

export const entries: Methods<MapEntry> = new Map<string, Method<MapEntry>>([
  ['getKey', ({ key }) => key],
  ['getValue', ({ value }) => value],
]);
