// Facts in, findings out: every cause is asked, the likeliest comes first. No I/O of its own.
import { causes } from './causes/index.ts';
import type { Case } from './case.ts';
import type { Candidate, Language } from './cause.ts';
import type { Finding } from './finding.ts';

/**
 * Best first. A fallback speaks only where no other cause does; nothing at all for what is no fault.
 * @public
 */
export function diagnose(subject: Case, language: Language = 'en'): readonly Finding[] {
  return candidates(subject).map((candidate) => candidate.tell(language));
}

/** The best alone, so that no source is read for the others; null for what is no fault. */
export function likeliest(subject: Case, language: Language = 'en'): Finding | null {
  return candidates(subject)[0]?.tell(language) ?? null;
}

function candidates(subject: Case): readonly Candidate[] {
  const found = causes.map((cause) => cause.consider(subject)).filter((candidate) => candidate !== null);
  const special = found.filter(({ cause }) => !cause.fallback);
  // The sort is stable: equals stay in the table's order.
  return (special.length > 0 ? special : found).sort((a, b) => b.confidence - a.confidence);
}
