// What an examination says that it would need to know, in each language.
import type { Language } from '../../doctor/cause.ts';

interface ExamineWords {
  readonly runtime: string;
  readonly handler: string;
}

export const examineWords: Readonly<Record<Language, ExamineWords>> = {
  en: {
    runtime: "The function's runtime: add --runtime, such as --runtime nodejs22.x",
    handler: "The function's handler: add --handler, such as --handler index.handler",
  },
  it: {
    runtime: 'Il runtime della funzione: aggiungi --runtime, per esempio --runtime nodejs22.x',
    handler: "L'handler della funzione: aggiungi --handler, per esempio --handler index.handler",
  },
};
