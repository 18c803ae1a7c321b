// All of a template but its functions' packages: how its APIs, functions and permissions fit together.
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { examineAuthorizers } from './authorizers.ts';
import { examineCors } from './cors.ts';
import { examineDeployments } from './deployments.ts';
import { calledArn, splitQualifier, type FunctionInTemplate, type TemplateFacts } from './facts.ts';
import { examineIntegrations } from './integrations.ts';
import { examinePermissions } from './permissions.ts';
import type { Contract } from '../handler/contract.ts';

export function examineTemplate(facts: TemplateFacts, language: Language): readonly Finding[] {
  return [
    ...examinePermissions(facts, language),
    ...examineIntegrations(facts, language),
    ...examineDeployments(facts, language),
    ...examineAuthorizers(facts, language),
    ...examineCors(facts, language),
  ];
}

/** What a function's answer has to be, by who calls it. */
export function contractOf({ methods }: TemplateFacts, called: FunctionInTemplate): Contract {
  const isProxied = methods.some(
    ({ integration }) =>
      integration?.type.toUpperCase() === 'AWS_PROXY' &&
      splitQualifier(calledArn(integration.uri) ?? '').arn === called.arn,
  );
  // One that is called by queues too may give those something else.
  return isProxied && !called.hasOtherEvents ? 'rest-proxy' : isProxied ? 'unknown' : 'other';
}
