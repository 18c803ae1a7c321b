// How methods call their functions: by POST, to a function that exists, and with time enough.
import type { Language, Told } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { duration } from '../../words.ts';
import { defineObservation } from '../observation.ts';
import { predict } from '../predict.ts';
import {
  calledArn,
  placeOf,
  quoted,
  splitQualifier,
  type FunctionInTemplate,
  type MethodInTemplate,
  type TemplateFacts,
} from './facts.ts';

/** What API Gateway waits where nothing else is said. */
const integrationTimeoutMsDefault = 29_000;

interface TimeFacts {
  readonly functionId: string;
  readonly functionMs: number;
  readonly integrationMs: number;
}

const slower = defineObservation<TimeFacts>({
  id: 'integration.timeout',
  step: 1,
  words: {
    en: ({ functionId, functionMs, integrationMs }): Told => ({
      title: `${functionId} may run ${duration(functionMs)}; API Gateway waits ${duration(integrationMs)}`,
      why: 'Whatever takes longer is a 504 for the client, while the function runs on, is paid for, and may be started anew by a client that tries again.',
      fix: `Set the function's Timeout below ${duration(integrationMs)}, or answer at once and do the work elsewhere (a queue, Step Functions).`,
    }),
    it: ({ functionId, functionMs, integrationMs }): Told => ({
      title: `${functionId} può durare ${duration(functionMs)}; API Gateway aspetta ${duration(integrationMs)}`,
      why: 'Tutto ciò che dura di più è un 504 per il client, mentre la funzione continua, si paga, e può essere riavviata da un client che ritenta.',
      fix: `Imposta il Timeout della funzione sotto ${duration(integrationMs)}, oppure rispondi subito e fai il lavoro altrove (una coda, Step Functions).`,
    }),
  },
});

export function examineIntegrations(facts: TemplateFacts, language: Language): readonly Finding[] {
  const findings: Finding[] = [];
  const slow = new Set<string>();
  for (const method of facts.methods) {
    const { integration } = method;
    if (integration === null || !integration.type.startsWith('AWS')) continue;
    const arn = calledArn(integration.uri);
    if (arn === null) continue;
    const notPost = examineMethod(method, language);
    if (notPost !== null) findings.push(notPost);
    findings.push(...examineVariables(facts, method, language));
    const called = facts.functions.find((each) => each.arn === splitQualifier(arn).arn);
    if (called === undefined || slow.has(called.logicalId)) continue;
    const late = examineTime(method, called, language);
    if (late === null) continue;
    slow.add(called.logicalId);
    findings.push(late);
  }
  return findings;
}

function examineMethod(method: MethodInTemplate, language: Language): Finding | null {
  const { httpMethod } = method.integration!;
  if (httpMethod?.toUpperCase() === 'POST') return null;
  return predict(
    {},
    {
      outcome: { kind: 'integration-method-not-post', integrationMethod: httpMethod ?? '' },
      confidence: 0.95,
      evidence: quoted(method, 'Integration'),
      place: placeOf(method, 'Integration'),
    },
    language,
  );
}

/** Stage variables that the URI needs, and a stage of the template does not have. */
function examineVariables(
  facts: TemplateFacts,
  method: MethodInTemplate,
  language: Language,
): readonly Finding[] {
  const uri = method.integration!.uri!;
  if (!uri.includes('${stageVariables.')) return [];
  const stages = facts.stages.filter(({ api, variables }) => api === method.api && variables !== null);
  for (const stage of stages) {
    const finding = predict(
      { integration: { uri }, api: { id: method.api, stage: stage.name, stageVariables: stage.variables! } },
      {
        outcome: { kind: 'invalid-endpoint', uri },
        confidence: 0.93,
        evidence: [...quoted(method, 'Integration'), ...quoted(stage)],
        place: placeOf(stage, 'Variables'),
      },
      language,
    );
    if (finding?.cause === 'integration.stage-variable-unset')
      return [{ ...finding, fix: { text: finding.fix.text } }];
  }
  return [];
}

function examineTime(
  method: MethodInTemplate,
  called: FunctionInTemplate,
  language: Language,
): Finding | null {
  const integrationMs = method.integration!.timeoutMs ?? integrationTimeoutMsDefault;
  const functionMs = called.timeoutSeconds * 1000;
  if (functionMs <= integrationMs + 1000) return null;
  return slower(
    // A limit is no fault yet.
    { confidence: 0.45, evidence: quoted(called, 'Timeout'), place: placeOf(called, 'Timeout') },
    { functionId: called.logicalId, functionMs, integrationMs },
    language,
  );
}
