// Step 5: whether each handler's name leads to a file of its package, and each function is ready to be called.
import { valueOf } from '../collect/ask.ts';
import { entryAt, ownFiles } from '../package-listing.ts';
import type { FunctionPicture, FunctionSettings, PackagePicture } from '../collect/function-picture.ts';
import type { Check } from './step.ts';
import { unanswered } from './unanswered.ts';
import type { WalkView } from './walk-view.ts';

export function handlerChecks(view: WalkView): readonly Check[] {
  const { walk, words } = view;
  const fine: string[] = [];
  const checks: Check[] = [];
  const told = new Set(
    view.findings
      .filter(({ finding }) => finding.step === 5 || finding.step === 4)
      .map(({ functionArn }) => functionArn),
  );
  for (const called of walk.functions.values()) {
    if (!called.configuration.ok) {
      if (called.configuration.reason !== 'not-found')
        checks.push(unanswered(called.configuration, words.the.configuration(called.name), words));
      continue;
    }
    const settings = called.configuration.value;
    checks.push(...stateChecks(called, settings, view));
    const code = called.code === null ? null : valueOf(called.code);
    if (code === null || settings.isImage || told.has(called.arn)) continue;
    const check = handlerCheck(called.name, settings, code, view);
    if (check === 'fine') fine.push(called.name);
    else checks.push(check);
  }
  return fine.length === 0 ? checks : [{ mark: 'fine', text: words.handlerFits(fine) }, ...checks];
}

function stateChecks(
  { name }: FunctionPicture,
  settings: FunctionSettings,
  { words }: WalkView,
): readonly Check[] {
  const checks: Check[] = [];
  if (settings.lastUpdateStatus === 'Failed')
    checks.push({ mark: 'fault', text: words.updateFailed(name, settings.lastUpdateReason ?? '') });
  if (settings.lastUpdateStatus === 'InProgress')
    checks.push({ mark: 'note', text: words.updateGoing(name) });
  if (settings.state === 'Inactive') checks.push({ mark: 'note', text: words.inactive(name) });
  return checks;
}

const shownFilesMax = 4;

function handlerCheck(
  name: string,
  { runtime, handler }: FunctionSettings,
  { entries }: PackagePicture,
  { words }: WalkView,
): Check | 'fine' {
  const files = filesOfHandler(runtime ?? '', handler ?? '');
  if (files === null)
    return { mark: 'unknown', text: words.handlerUnchecked(name, runtime ?? handler ?? '') };
  if (files.some((file) => entryAt(entries, file) !== null)) return 'fine';
  const own = ownFiles(entries).slice(0, shownFilesMax).join(', ');
  return { mark: 'fault', text: words.handlerMissing(name, handler ?? '', own) };
}

/** The files, of which one must be there; null for runtimes whose handlers are not looked at. */
function filesOfHandler(runtime: string, handler: string): readonly string[] | null {
  const path = handler.slice(0, handler.lastIndexOf('.'));
  if (runtime.startsWith('nodejs')) {
    // The file ends at the first dot behind the last slash; what follows is the export.
    const slash = handler.lastIndexOf('/') + 1;
    const dot = handler.indexOf('.', slash);
    const file = (dot === -1 ? handler : handler.slice(0, dot)).replace(/^\.\//, '');
    return [file, `${file}.js`, `${file}.mjs`, `${file}.cjs`];
  }
  if (runtime.startsWith('python')) {
    const module = path.replaceAll('.', '/');
    return [`${module}.py`, `${module}/__init__.py`, `${module}.so`];
  }
  if (runtime.startsWith('ruby')) return [`${path}.rb`];
  if (runtime.startsWith('provided')) return ['bootstrap'];
  return null;
}
