// A deployment package from the source code that a recipe gives.
import { zipped } from '../function-code/package.ts';
import { NotReplayable } from './not-replayable.ts';

/** The file is `handler.py` or `index.js` unless the handler's name says another. */
export function archive(source: unknown, runtime: string, handler?: string): unknown {
  if (source instanceof Uint8Array) return source;
  if (typeof source !== 'string') throw new NotReplayable('a function without code');
  const [module, extension] = runtime.startsWith('nodejs') ? ['index', 'js'] : ['handler', 'py'];
  const file = handler === undefined ? module : handler.slice(0, handler.lastIndexOf('.'));
  return zipped({ [`${file}.${extension}`]: source });
}
