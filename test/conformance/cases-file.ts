// Reads a file of cases: ready-to-run ones, or recordings with their inputs as steps.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RecordedCase } from './recipe/read-recipe.ts';
import type { ReplayableCase } from './replayable-case.ts';

export interface ReplayableCases {
  readonly kind: 'cases';
  readonly cases: readonly ReplayableCase[];
  readonly awsOnly: { readonly event: readonly string[]; readonly response: readonly string[] };
  /** Path of a document that a case names. */
  readonly document: (name: string) => string;
}

export interface RecordedCases {
  readonly kind: 'recordings';
  readonly cases: readonly RecordedCase[];
  readonly document: (name: string) => string;
}

/** @throws Error when the file is missing or has neither shape */
export function readCases(file: string): ReplayableCases | RecordedCases {
  const content = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly cases?: readonly (ReplayableCase | RecordedCase)[];
    readonly awsOnlyHeaders?: { readonly event?: readonly string[]; readonly response?: readonly string[] };
  };
  const { cases, awsOnlyHeaders } = content;
  if (!Array.isArray(cases) || cases.length === 0) throw new Error(`${file} holds no member "cases"`);
  // `goldens/specs/x.json`, or `x.json` for recordings: the documents lie beside, or in a folder beside.
  const document = (name: string): string => join(dirname(file), name.replace(/^goldens\//, ''));
  if ((cases as readonly object[]).every((one) => 'via' in one)) {
    return {
      kind: 'cases',
      cases: cases as readonly ReplayableCase[],
      awsOnly: { event: awsOnlyHeaders?.event ?? [], response: awsOnlyHeaders?.response ?? [] },
      document,
    };
  }
  if (
    (cases as readonly object[]).every((one) => 'recorded' in one || 'recipe' in one || 'sameInputsAs' in one)
  ) {
    return {
      kind: 'recordings',
      cases: cases as readonly RecordedCase[],
      document: (name) => join(dirname(file), '..', 'specs', name),
    };
  }
  throw new Error(`the cases in ${file} have neither "via" nor "recorded"`);
}
