// A cause is one value: id, step of AWS's article, the rule, and the words for it in each language.
import type { Case } from './case.ts';
import type { Finding, SourceLocation } from './finding.ts';

/** The languages every cause has words in; adding one here makes the compiler ask for it everywhere. */
export type Language = 'en' | 'it';

/** What a reader is told. `fix` says what to do, in the function's own language. */
export interface Told {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/** What a rule found: how sure, on what grounds, and the facts its words are made of. */
export interface Match<Facts> {
  /** 0–1. */
  readonly confidence: number;
  /** Most telling first. */
  readonly evidence: readonly string[];
  readonly facts: Facts;
  /** Where in the source; called only for findings that are told, since it may parse files. */
  readonly place?: () => Place | null;
  /** A shell command that mends it, with the real values. */
  readonly command?: string;
  /** A small edit (a template fragment) that mends it, where no source edit is at hand. */
  readonly patch?: string;
}

/** A place in the user's source, with the unified diff that mends it where that is a small edit. */
export interface Place {
  readonly location: SourceLocation;
  readonly patch: string | null;
}

export interface Cause {
  readonly id: string;
  readonly step: Finding['step'];
  /** A fallback speaks only where no other cause does. */
  readonly fallback: boolean;
  consider(subject: Case): Candidate | null;
}

/** A cause that applies, not yet put into words. */
export interface Candidate {
  readonly cause: Cause;
  readonly confidence: number;
  tell(language: Language): Finding;
}

interface CauseDefinition<Facts> {
  readonly id: string;
  readonly step: Finding['step'];
  readonly fallback?: true;
  readonly match: (subject: Case) => Match<Facts> | null;
  readonly words: Readonly<Record<Language, (facts: Facts) => Told>>;
}

/** Makes a cause of its parts. */
export function defineCause<Facts>(definition: CauseDefinition<Facts>): Cause {
  const cause: Cause = {
    id: definition.id,
    step: definition.step,
    fallback: definition.fallback ?? false,
    consider(subject) {
      const match = definition.match(subject);
      if (match === null) return null;
      return {
        cause,
        confidence: match.confidence,
        tell: (language) => tell(definition, match, language),
      };
    },
  };
  return cause;
}

function tell<Facts>(definition: CauseDefinition<Facts>, match: Match<Facts>, language: Language): Finding {
  const told = definition.words[language](match.facts);
  const place = match.place?.() ?? null;
  const patch = place?.patch ?? match.patch;
  return {
    cause: definition.id,
    confidence: match.confidence,
    step: definition.step,
    title: told.title,
    why: told.why,
    evidence: match.evidence,
    source: place?.location ?? null,
    fix: {
      text: told.fix,
      ...(match.command === undefined ? {} : { command: match.command }),
      ...(patch === undefined ? {} : { patch }),
    },
  };
}
