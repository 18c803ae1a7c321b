// The class that the handler names is not where Java or .NET looks for it.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, faultText, type Fault } from '../../fault.ts';
import { cut } from '../../words.ts';

export const classNotFound = defineCause<{ readonly name: string; readonly isDotnet: boolean }>({
  id: 'handler.class-not-found',
  step: 5,
  match(subject) {
    const fault = faultOf(subject);
    const found = fault === null ? null : missingClass(subject, fault);
    if (
      fault === null ||
      found === null ||
      !found.isHandler ||
      isForeignClass(found.name) ||
      faultText(fault).includes("assembly 'bootstrap'")
    )
      return null;
    return {
      confidence: 0.94,
      evidence: [cut(faultText(fault))],
      facts: { name: found.name, isDotnet: found.isDotnet },
      command: found.isDotnet ? 'unzip -l function.zip' : 'jar tf function.jar | grep .class',
    };
  },
  words: {
    en: ({ name, isDotnet }) => ({
      title: `The handler's class \`${name}\` is not in the package`,
      why: isDotnet
        ? 'The handler reads `Assembly::Namespace.Class::Method`, and the assembly has no such type.'
        : 'Java looks for classes at the top of the archive and in the jars of its lib folder. A Spring Boot fat jar keeps them below BOOT-INF, where Lambda does not look.',
      fix: isDotnet
        ? 'Correct the type in the handler, namespace included.'
        : 'Build a shaded jar (maven-shade-plugin) or a zip with the classes at its top and libraries in lib/, and name the class with its package.',
    }),
    it: ({ name, isDotnet }) => ({
      title: `La classe \`${name}\` dell'handler non è nel pacchetto`,
      why: isDotnet
        ? "L'handler ha la forma `Assembly::Namespace.Class::Method`, e l'assembly non ha un tipo con quel nome."
        : "Java cerca le classi al primo livello dell'archivio e nei jar della sua cartella lib. Un fat jar di Spring Boot le tiene sotto BOOT-INF, dove Lambda non guarda.",
      fix: isDotnet
        ? "Correggi il tipo nell'handler, namespace compreso."
        : 'Crea uno shaded jar (maven-shade-plugin), oppure uno zip con le classi al primo livello e le librerie in lib/, e indica la classe con il suo package.',
    }),
  },
});

export interface MissingClass {
  readonly name: string;
  readonly isHandler: boolean;
  readonly isDotnet: boolean;
}

/** Null where the error is another. */
export function missingClass(subject: Case, fault: Fault): MissingClass | null {
  const text = faultText(fault);
  const loader =
    /Class not found: ([\w.$/-]+)/.exec(text) ?? /Error loading class ([\w.$/]+?)(?::|$)/.exec(text);
  const handler = subject.function?.handler?.split('::')[0];
  if (loader !== null) {
    const name = loader[1]!.replaceAll('/', '.').replace(/\.$/, '');
    const other = /NoClassDefFoundError|: ([\w/$]+): class java\.lang\.NoClassDef/.test(text);
    return { name, isHandler: !other, isDotnet: false };
  }
  const dotnet =
    /Unable to load type '([^']+)' from assembly/.exec(text) ??
    /Could not (?:find|load) (?:the )?(?:type|specified handler type) '?([\w.+]+)'?/.exec(text);
  if (dotnet !== null) return { name: dotnet[1]!, isHandler: true, isDotnet: true };
  const thrown = /(?:ClassNotFoundException|NoClassDefFoundError)(?:: |\s+)([\w.$/]+)/.exec(text);
  if (thrown === null) return null;
  const name = thrown[1]!.replaceAll('/', '.');
  return { name, isHandler: handler !== undefined && name === handler, isDotnet: false };
}

/** No class of Java's: what the handler of a native build or of another language is set to. */
export function isForeignClass(name: string): boolean {
  return (
    /^(?:not\.used\.in\.provided\.runtime|native\.handler|bootstrap|index|main|app|handler|lambda_function|hello|handler\.\w+|index\.\w+|lambda_function\.\w+)$/.test(
      name,
    ) ||
    (!/[.$]/.test(name) && name === name.toLowerCase())
  );
}
