// What the deployer knows of a resource type: the fate of its properties, and how one is created.
import type { OperationContext } from '../../aws/context.ts';
import type { DeployedCode } from '../code/deployed-code.ts';
import type { PackagedCode } from '../code/package-code.ts';
import type { DeploymentRecord } from '../deployment-record.ts';
import type { KeptResources } from '../kept-resources.ts';
import type { PhysicalNames } from '../physical-name.ts';
import type { Project, TemplateResource } from '../project.ts';
import type { PropertyReader } from '../property-reader.ts';
import type { PropertyTable } from '../property-table.ts';
import type { TemplateValue } from '../template-value.ts';

export interface ResourceType {
  readonly properties: PropertyTable;
  /** Of which little depends locally: where only AWS could resolve such a property, it is left out and reported. */
  readonly lenient?: 'all' | readonly string[];
  /**
   * Calls the control plane. `read` gives the resolved properties that are taken over.
   * @throws UserError, AwsError
   */
  create(resource: TemplateResource, read: PropertyReader, deploying: Deploying): Promise<CreatedResource>;
}

export interface CreatedResource {
  /** What Ref gives. */
  readonly physicalId: string;
  /** What Fn::GetAtt gives. */
  readonly attributes: Readonly<Record<string, TemplateValue>>;
}

export interface Deploying {
  readonly context: OperationContext;
  readonly project: Project;
  readonly names: PhysicalNames;
  readonly record: DeploymentRecord;
  /** What was packaged already, by path and entry: functions often share a folder. */
  readonly packages: Map<string, Promise<PackagedCode>>;
  /** Where each function's code came from; grows while resources are created. */
  readonly codes: DeployedCode[];
  /** What has content of its own stays where the next deployment has it too. */
  readonly kept: KeptResources;
  /** Files and folders beside the template and the code whose change deploys the template again. */
  readonly sources: Set<string>;
  /** Reports what turns out only now to be left out; a null property is the whole resource. */
  readonly leaveOut: (resource: TemplateResource, property: string | null, reason: string) => void;
  /** CloudFormation's own tags on what can carry tags: `aws:cloudformation:stack-name` and two more (recorded). */
  readonly tags: (resource: TemplateResource) => Readonly<Record<string, string>>;
}
