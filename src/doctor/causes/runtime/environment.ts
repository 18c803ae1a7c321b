// What the causes of an unset environment variable share.
import type { Case } from '../../case.ts';
import { nearest } from '../../nearest.ts';
import { listed } from '../../words.ts';
import type { Language } from '../../cause.ts';

export function environmentEvidence(subject: Case, name: string): readonly string[] {
  const names = subject.function?.environmentNames;
  if (names === undefined) return [];
  if (names.length === 0) return ['the function has no environment variables of its own'];
  const close = nearest(name, names);
  return [
    close.length > 0 ? `the function has ${listed(close)}` : `the function has ${listed(names.slice(0, 6))}`,
  ];
}

export function environmentFix(name: string, language: Language = 'en'): string {
  if (language === 'it')
    return `Imposta \`${name}\` nell'ambiente della funzione (template: \`Environment: Variables: ${name}: …\`); maiuscole e minuscole contano.`;
  return `Set \`${name}\` in the function's environment (template: \`Environment: Variables: ${name}: …\`); names are case-sensitive.`;
}
