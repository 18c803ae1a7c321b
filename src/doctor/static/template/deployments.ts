// Deployments that CloudFormation may make before the methods they are to hold: it only waits for what a resource names.
import type { Language, Told } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { counted, listed } from '../../words.ts';
import { defineObservation } from '../observation.ts';
import { placeOf, quoted, type TemplateFacts } from './facts.ts';

interface Facts {
  readonly deployment: string;
  readonly methods: readonly string[];
}

const namedMax = 4;

const tooEarly = defineObservation<Facts>({
  id: 'integration.stale-deployment',
  step: null,
  words: {
    en: ({ deployment, methods }): Told => ({
      title: `${deployment} does not wait for ${methods.length <= namedMax ? listed(methods) : counted(methods.length, 'method')}`,
      why: 'A deployment is a snapshot of the API as it is at that moment, and CloudFormation creates side by side what names nothing else. The stage then serves an API without these methods, or the stack fails with "The REST API doesn\'t contain any methods".',
      fix: `Add \`DependsOn\` with every method of the API to ${deployment}; give it a new logical id whenever the API changes, since a deployment is never made again.`,
    }),
    it: ({ deployment, methods }): Told => ({
      title: `${deployment} non aspetta ${methods.length <= namedMax ? methods.join(', ') : `${methods.length} metodi`}`,
      why: 'Un deployment è una fotografia dell’API in quel momento, e CloudFormation crea in parallelo ciò che non nomina altro. Lo stage serve allora un’API senza questi metodi, oppure lo stack fallisce con "The REST API doesn\'t contain any methods".',
      fix: `Aggiungi a ${deployment} un \`DependsOn\` con tutti i metodi dell’API; dagli un nuovo logical id a ogni modifica dell’API, perché un deployment non viene mai rifatto.`,
    }),
  },
});

export function examineDeployments(
  { deployments, methods }: TemplateFacts,
  language: Language,
): readonly Finding[] {
  return deployments.flatMap((deployment) => {
    const missed = methods
      .filter(
        ({ api, isResource, logicalId }) =>
          isResource && api === deployment.api && !deployment.after.has(logicalId),
      )
      .map(({ logicalId }) => logicalId);
    if (missed.length === 0) return [];
    const patch = `${deployment.logicalId}:\n  Type: AWS::ApiGateway::Deployment\n+  DependsOn:\n${missed.map((each) => `+    - ${each}\n`).join('')}`;
    return [
      tooEarly(
        { confidence: 0.85, evidence: quoted(deployment), place: placeOf(deployment), patch },
        { deployment: deployment.logicalId, methods: missed },
        language,
      ),
    ];
  });
}
