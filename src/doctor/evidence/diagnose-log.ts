// Log text in, findings out: the requests in it are told apart, and each is diagnosed on its own.
import type { Language } from '../cause.ts';
import type { Finding } from '../finding.ts';
import type { RunPythonAst } from '../source/python/module.ts';
import { diagnoseEvidence, type EvidenceReport } from './diagnose-evidence.ts';
import { requestsIn } from './requests-in-log.ts';

/** Like findings of several requests are one, with the requests named in its evidence. */
export async function diagnoseLog(
  text: string,
  options: { readonly language?: Language; readonly runPython?: RunPythonAst } = {},
): Promise<EvidenceReport> {
  const requests = requestsIn(text);
  const found = new Map<string, { finding: Finding; requests: string[] }>();
  const missing = new Set<string>();
  for (const { id, executionLog, functionLog } of requests) {
    const report = await diagnoseEvidence({ executionLog, functionLog }, options);
    for (const each of report.missing) missing.add(each);
    // Beside the likeliest, what else is possible is told only where there is one request to tell of.
    const told = requests.length === 1 ? report.findings : report.findings.slice(0, 1);
    for (const finding of told) {
      const key = `${finding.cause}\n${finding.title}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { finding, requests: [id ?? 'without id'] });
      else {
        known.requests.push(id ?? 'without id');
        if (finding.confidence > known.finding.confidence) known.finding = finding;
      }
    }
  }
  const findings = [...found.values()]
    .toSorted((a, b) => b.requests.length - a.requests.length || b.finding.confidence - a.finding.confidence)
    .map(({ finding, requests: ids }) => (requests.length === 1 ? finding : withRequests(finding, ids)));
  return { findings, missing: [...missing] };
}

const requestsNamedMax = 3;

function withRequests(finding: Finding, ids: readonly string[]): Finding {
  const named = ids.slice(0, requestsNamedMax).join(', ');
  const more = ids.length - requestsNamedMax;
  const line = `${ids.length} ${ids.length === 1 ? 'request' : 'requests'}: ${named}${more > 0 ? ` and ${more} more` : ''}`;
  return { ...finding, evidence: [line, ...finding.evidence] };
}
