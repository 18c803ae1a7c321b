// The handler of a case, read from its source, whichever language it is in.
import { runtimeFamily, type Case } from '../case.ts';
import { outlineJavaScript } from './javascript/outline.ts';
import type { HandlerOutline } from './outline.ts';
import { readPythonHandler } from './python/module.ts';

/** Null where source, handler name or interpreter is not at hand, or the handler cannot be found in it. */
export function handlerOutline(subject: Case): HandlerOutline | null {
  const handler = subject.function?.handler;
  if (handler === undefined || subject.source === undefined) return null;
  switch (runtimeFamily(subject)) {
    case 'nodejs':
      return outlineJavaScript(subject.source, handler);
    case 'python': {
      const name = readPythonHandler(handler)?.name;
      return (name === undefined ? undefined : subject.pythonModule?.functions.get(name)) ?? null;
    }
    case 'other':
      return null;
  }
}
