// A question without an answer as a check: what is missing, and the permission that would tell.
import type { Unanswered } from '../collect/ask.ts';
import type { Check } from './step.ts';
import type { WalkWords } from './words.ts';

export function unanswered(asked: Unanswered, what: string, words: WalkWords): Check {
  if (asked.reason === 'denied') {
    return {
      mark: 'unknown',
      text: words.denied(asked.action, what),
      todo: words.deniedTodo(asked.action, asked.resource),
    };
  }
  return { mark: 'unknown', text: words.failed(what, asked.message) };
}
