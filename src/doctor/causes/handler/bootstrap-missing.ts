// A package for an OS-only runtime without the executable `bootstrap` (SPEC §9.4).
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { holds } from '../../package-listing.ts';
import { cut } from '../../words.ts';

export const bootstrapMissing = defineCause<{ readonly runtime: string | null; readonly isNested: boolean }>({
  id: 'handler.bootstrap-missing',
  step: 5,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null || subject.text?.isContainer === true) return null;
    const text = faultText(fault);
    const isSaid = saysNoBootstrap(text);
    const isAlone = isEntrypointAlone(subject, fault.type, fault.message);
    if (!isSaid && !isAlone) return null;
    const runtime = subject.function?.runtime ?? null;
    return {
      confidence: isSaid
        ? expectsLayer(subject)
          ? 0.6
          : 0.95
        : runtime?.startsWith('provided') === true
          ? 0.6
          : 0.45,
      evidence: [cut(text)],
      facts: {
        runtime,
        isNested: subject.packageListing?.some(({ path }) => path.endsWith('/bootstrap')) ?? false,
      },
      command: 'cp <your-binary> bootstrap && chmod 755 bootstrap && zip function.zip bootstrap',
    };
  },
  words: {
    en: ({ runtime, isNested }) => ({
      title: `The package has no \`bootstrap\` at its top${isNested ? ': it lies in a folder' : ''}`,
      why: `${runtime === null ? 'An OS-only runtime' : `The runtime ${runtime}`} starts the executable /var/task/bootstrap, or /opt/bootstrap of a layer; the handler's name is only handed on.`,
      fix: 'Name the binary `bootstrap`, make it executable (755), and zip it at the top of the package; or attach the layer that has it.',
    }),
    it: ({ runtime, isNested }) => ({
      title: `Il pacchetto non ha \`bootstrap\` al primo livello${isNested ? ': è in una cartella' : ''}`,
      why: `${runtime === null ? 'Un runtime OS-only' : `Il runtime ${runtime}`} avvia l'eseguibile /var/task/bootstrap, o /opt/bootstrap di un layer; il nome dell'handler viene solo passato oltre.`,
      fix: 'Chiama il binario `bootstrap`, rendilo eseguibile (755), e comprimilo al primo livello del pacchetto; oppure collega il layer che lo contiene.',
    }),
  },
});

export function saysNoBootstrap(text: string): boolean {
  return /Couldn't find valid bootstrap|No valid bootstrap|bootstrap.{0,40}not found/i.test(text);
}

/** `Runtime.InvalidEntrypoint` without the line that says what was wrong. */
export function isEntrypointAlone(subject: Case, type: string | null, message: string): boolean {
  if (type !== 'Runtime.InvalidEntrypoint' && !message.includes('Runtime.InvalidEntrypoint')) return false;
  return !/exec format|permission denied|no such file|not found|bootstrap\(s\)/i.test(
    [message, ...(subject.functionLog ?? [])].join('\n'),
  );
}

/** The runtime is to come from a layer: Bref, other community runtimes, a template that names layers. */
export function expectsLayer({ text, function: facts, packageListing }: Case): boolean {
  if (packageListing !== undefined && holds(packageListing, 'bootstrap')) return false;
  if ((facts?.layers?.length ?? 0) > 0) return true;
  const template = text?.template;
  return (
    template?.settings.some(([key]) => key === 'layers' || key === 'layer') === true ||
    text?.hints.has('layer') === true
  );
}
