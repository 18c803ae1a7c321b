// One walk through a package's JavaScript: what it is about, what it has met, and how it tells what it finds.
import type { Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import type { Span } from '../../source/source-reader.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';
import { type functionError, predict } from '../predict.ts';
import type { PackagedFunction } from './contents.ts';
import type { PackageTree } from './resolve.ts';

export interface Walk {
  readonly subject: Case;
  readonly called: PackagedFunction;
  readonly major: number;
  readonly tree: PackageTree;
  readonly language: Language;
  readonly findings: Map<string, Finding>;
  /** Packages loaded → the file that asks, for the ones behind them. */
  readonly packages: Map<string, string>;
}

/** `also`: what else was seen. The same fault is told once. */
export function tell(
  walk: Walk,
  outcome: ReturnType<typeof functionError>,
  path: string,
  at: Span,
  confidence: number,
  also?: string,
): void {
  const place = placeAt(walk.tree.source, path, at, null);
  const quoted =
    place === null ? path : `${place.location.file}:${place.location.line}: ${place.location.text.trim()}`;
  const finding = predict(
    walk.subject,
    {
      outcome,
      confidence,
      evidence: [cut(quoted), ...(also === undefined ? [] : [also])],
      place,
    },
    walk.language,
  );
  const key = `${finding?.cause} ${finding?.title}`;
  if (finding !== null && !walk.findings.has(key)) walk.findings.set(key, finding);
}
