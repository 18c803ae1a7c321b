// Which functions of a file are handlers, where nobody says: by their names, and by what they take and give.
import { runtimeFamily, type Case } from '../../case.ts';
import { exportedNames } from '../../source/javascript/exports.ts';
import { handlerModule } from '../../source/javascript/function.ts';
import { isSyntaxFault } from '../../source/javascript/parse.ts';
import { handlerOutline } from '../../source/handler.ts';
import { givesResponses } from './contract.ts';

/** What templates and tutorials call it. */
const usual: ReadonlySet<string> = new Set(['handler', 'lambdaHandler', 'lambda_handler']);
const eventNames: ReadonlySet<string> = new Set(['event', '_event', 'evt', 'e', 'request', 'apiEvent']);

/** A file that cannot be parsed gives the usual name, so that this is told. `module` is the handler string's first part. */
export function handlerNames(subject: Case, module: string): readonly string[] {
  const given = namesOf(subject, module);
  if (given === null) return ['handler'];
  return given.filter((name) => usual.has(name) || looksLikeHandler(subject, `${module}.${name}`));
}

function namesOf({ source, pythonModule, ...subject }: Case, module: string): readonly string[] | null {
  if (pythonModule !== undefined)
    return pythonModule.syntaxError === null ? [...pythonModule.functions.keys()] : null;
  if (source === undefined || runtimeFamily(subject) !== 'nodejs') return [];
  const parsed = handlerModule(source, `${module}.handler`);
  if (parsed === null) return [];
  return isSyntaxFault(parsed) ? null : exportedNames(parsed);
}

function looksLikeHandler(subject: Case, handler: string): boolean {
  const outline = handlerOutline({ ...subject, function: { ...subject.function, handler } });
  if (outline === null || outline.eventName === null || !eventNames.has(outline.eventName)) return false;
  if (runtimeFamily(subject) === 'python' && outline.parameterCount !== 2) return false;
  return givesResponses(outline) || outline.strayReturns.length > 0;
}
