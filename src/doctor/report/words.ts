// The report's own words around the findings, in each language.
import type { Language } from '../cause.ts';

interface ReportWords {
  readonly title: string;
  readonly nothingFound: string;
  readonly findings: (count: number) => string;
  readonly cause: string;
  readonly confidence: string;
  readonly step: string;
  readonly outsideSteps: string;
  readonly place: string;
  readonly evidence: string;
  readonly fix: string;
  readonly missing: string;
  readonly more: (count: number) => string;
}

export const reportWords: Readonly<Record<Language, ReportWords>> = {
  en: {
    title: 'Varco doctor',
    nothingFound: 'No fault found.',
    findings: (count) => `${count} ${count === 1 ? 'finding' : 'findings'}`,
    cause: 'Cause',
    confidence: 'Confidence',
    step: 'Step',
    outsideSteps: 'outside the seven',
    place: 'Place',
    evidence: 'Evidence',
    fix: 'Fix',
    missing: 'What would decide',
    more: (count) => `and ${count} more`,
  },
  it: {
    title: 'Varco doctor',
    nothingFound: 'Nessun guasto trovato.',
    findings: (count) => (count === 1 ? '1 problema' : `${count} problemi`),
    cause: 'Causa',
    confidence: 'Certezza',
    step: 'Passo',
    outsideSteps: 'fuori dai sette',
    place: 'Dove',
    evidence: 'Prove',
    fix: 'Rimedio',
    missing: 'Che cosa servirebbe per decidere',
    more: (count) => `e altri ${count}`,
  },
};
