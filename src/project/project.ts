// The words of this room: a project as loaded, a resource as the template declares it, and what a deployment made of it.
import type { DeployedCode } from './code/deployed-code.ts';
import type { ParameterValue } from './parameters.ts';
import type { TemplateFile } from './template-file.ts';
import type { TemplateMap } from './template-value.ts';

export interface Project {
  readonly file: TemplateFile;
  /** The stack's name, by which physical names start. */
  readonly stackName: string;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** Values over the template's own: by logical id of a function, under `Parameters` for all. */
  readonly environment?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  /** The maps in the template, or made from them. */
  readonly declaration: TemplateMap;
  readonly properties: TemplateMap;
  readonly dependsOn: readonly string[];
  readonly metadata: TemplateMap;
  /** The logical id in the template that it was made from, where SAM made it; else its own. */
  readonly source: string;
}

/** Something the template asks for and Varco leaves out. */
export interface NotHonoured {
  /** Of the resource; the section's name where it is no resource (`Globals`, `Rules`). */
  readonly logicalId: string;
  /** `AWS::…`, or `template section`. */
  readonly type: string;
  /** Dotted below Properties (`Events.Nightly`, `Auth.Authorizers`); null: the whole resource. */
  readonly property: string | null;
  readonly reason: string;
}

export interface DeployedApi {
  readonly logicalId: string;
  readonly apiId: string;
  readonly name: string;
  readonly stages: readonly string[];
  readonly routes: readonly DeployedRoute[];
  /** Those of the project's usage plans that open the API. */
  readonly apiKeys: readonly DeployedApiKey[];
}

export interface DeployedApiKey {
  readonly logicalId: string;
  readonly id: string;
  /** What clients send as `x-api-key`. */
  readonly value: string;
}

export interface DeployedRoute {
  /** `GET` … or `ANY`. */
  readonly method: string;
  /** The resource's path: `/orders/{id}`. */
  readonly path: string;
  /** Null where the integration calls no function, or a stage variable names it. */
  readonly functionName: string | null;
  readonly integrationType: string;
  /** The authorizer's name, or `AWS_IAM`; null where nobody is asked who they are. */
  readonly authorization: string | null;
  readonly needsApiKey: boolean;
}

export interface DeployedFunctionUrl {
  /** Of the function. */
  readonly logicalId: string;
  readonly functionName: string;
  readonly url: string;
  /** `NONE` or `AWS_IAM`. */
  readonly authType: string;
}

export interface DeployedFunction {
  readonly logicalId: string;
  readonly functionName: string;
  readonly runtime: string;
  readonly handler: string;
  /** The folder or zip on disk, absolute; for inline code the template's place, `template.yaml:12`. */
  readonly codeOrigin: string;
}

export interface ProjectDeployment {
  readonly apis: readonly DeployedApi[];
  readonly functions: readonly DeployedFunction[];
  readonly functionUrls: readonly DeployedFunctionUrl[];
  readonly codes: readonly DeployedCode[];
  /** Files and folders, beside the template and the code, of which the deployment was made; absolute. */
  readonly sources: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly notHonoured: readonly NotHonoured[];
  /** Logical id → physical id of everything created. */
  readonly physicalIds: Readonly<Record<string, string>>;
}
