// Reads what was given as input: a file, or standard input for `-`, within bounds.
import { readFileSync } from 'node:fs';
import { UserError } from '../../core/errors.ts';
import { doctorTextCharactersMax } from '../../core/limits.ts';

/** @throws UserError where there is none */
export async function inputText(input: string): Promise<string> {
  if (input === '-') return standardInput();
  try {
    return readFileSync(input, 'utf8').slice(0, doctorTextCharactersMax);
  } catch (cause) {
    throw new UserError(`${input} cannot be read: give a file, or - for standard input.`, { cause });
  }
}

async function standardInput(): Promise<string> {
  const parts: string[] = [];
  let characters = 0;
  process.stdin.setEncoding('utf8');
  for await (const part of process.stdin) {
    const text = String(part);
    parts.push(text);
    characters += text.length;
    if (characters > doctorTextCharactersMax) break;
  }
  return parts.join('').slice(0, doctorTextCharactersMax);
}
