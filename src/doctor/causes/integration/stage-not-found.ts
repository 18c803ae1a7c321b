// The first segment of the path is no stage of the API. Not in the taxonomy of reported cases (SPEC §2.1).
import { defineCause } from '../../cause.ts';
import { nearest } from '../../nearest.ts';

interface Facts {
  readonly stage: string | null;
  readonly stages: readonly string[];
  readonly meant: string | null;
}

export const stageNotFound = defineCause<Facts>({
  id: 'integration.stage-not-found',
  step: null,
  match(subject) {
    if (subject.outcome?.kind !== 'stage-not-found') return null;
    const stage = subject.api?.stage || null;
    const stages = subject.api?.stages ?? [];
    return {
      confidence: 0.95,
      evidence: [stage === null ? 'the path begins with no stage' : `no stage "${stage}"`],
      facts: { stage, stages, meant: stage === null ? null : (nearest(stage, stages)[0] ?? null) },
    };
  },
  words: {
    en: ({ stage, stages, meant }) => ({
      title: stage === null ? 'The path does not begin with a stage' : `The API has no stage \`${stage}\``,
      why: 'The first segment of the path is the name of the stage, letter case included; API Gateway answers 403 Forbidden to any other.',
      fix:
        meant !== null
          ? `Call \`/${meant}/…\`.`
          : stages.length > 0
            ? `Call ${stages
                .slice(0, 4)
                .map((each) => `\`/${each}/…\``)
                .join(' or ')}.`
            : 'Create the stage, or correct the path.',
    }),
    it: ({ stage, stages, meant }) => ({
      title: stage === null ? 'Il path non comincia con uno stage' : `L'API non ha uno stage \`${stage}\``,
      why: 'Il primo segmento del path è il nome dello stage, maiuscole comprese; a qualunque altro API Gateway risponde 403 Forbidden.',
      fix:
        meant !== null
          ? `Chiama \`/${meant}/…\`.`
          : stages.length > 0
            ? `Chiama ${stages
                .slice(0, 4)
                .map((each) => `\`/${each}/…\``)
                .join(' o ')}.`
            : 'Crea lo stage, oppure correggi il path.',
    }),
  },
});
