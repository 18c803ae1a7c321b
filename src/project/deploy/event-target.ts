// What is done with asynchronous invocations' events in the end: only functions receive them locally.
import { parseArn } from '../../core/arn.ts';
import type { TemplateResource } from '../project.ts';
import type { Deploying } from './resource-type.ts';

export function reportOtherTarget(
  resource: TemplateResource,
  property: string,
  targetArn: string,
  leaveOut: Deploying['leaveOut'],
): void {
  const service = parseArn(targetArn)?.service;
  if (service === 'lambda') return;
  leaveOut(
    resource,
    property,
    `nothing is sent to ${service ?? targetArn}: only functions receive events locally`,
  );
}
