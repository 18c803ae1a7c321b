// What only a file can show, before any request: a cause that needs no live rule, with its words.
import type { Language, Place, Told } from '../cause.ts';
import type { Finding } from '../finding.ts';

interface ObservationDefinition<Facts> {
  readonly id: string;
  readonly step: Finding['step'];
  readonly words: Readonly<Record<Language, (facts: Facts) => Told>>;
}

interface Observed {
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly place: Place | null;
  readonly command?: string;
  readonly patch?: string;
}

type Observation<Facts> = (observed: Observed, facts: Facts, language: Language) => Finding;

/** Gives the function that tells it. */
export function defineObservation<Facts>({
  id,
  step,
  words,
}: ObservationDefinition<Facts>): Observation<Facts> {
  return ({ confidence, evidence, place, command, patch }, facts, language) => {
    const { title, why, fix } = words[language](facts);
    const edit = place?.patch ?? patch;
    return {
      cause: id,
      confidence,
      step,
      title,
      why,
      evidence,
      source: place?.location ?? null,
      fix: {
        text: fix,
        ...(command === undefined ? {} : { command }),
        ...(edit === undefined ? {} : { patch: edit }),
      },
    };
  };
}
