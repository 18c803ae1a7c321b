// The walk's words, by language.
import type { Language } from '../cause.ts';
import { wordsEn, type WalkWords } from './words-en.ts';
import { wordsIt } from './words-it.ts';

export type { WalkWords } from './words-en.ts';

export const walkWords: Readonly<Record<Language, WalkWords>> = { en: wordsEn, it: wordsIt };
