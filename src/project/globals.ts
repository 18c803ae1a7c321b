// The Globals section of SAM: properties shared by all functions or APIs, merged into each as SAM merges them.
import { UserError } from '../core/errors.ts';
import type { TemplateFile } from './template-file.ts';
import { intrinsicOf, isList, isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

/** The sections SAM knows, and what each may hold (samtranslator 1.110). */
const supported: Readonly<Record<string, readonly string[] | null>> = {
  Function: [
    'Architectures',
    'AssumeRolePolicyDocument',
    'AutoPublishAlias',
    'AutoPublishAliasAllProperties',
    'CapacityProviderConfig',
    'CodeSigningConfigArn',
    'CodeUri',
    'DeadLetterQueue',
    'DeploymentPreference',
    'Description',
    'DurableConfig',
    'Environment',
    'EphemeralStorage',
    'EventInvokeConfig',
    'FileSystemConfigs',
    'FunctionScalingConfig',
    'FunctionUrlConfig',
    'Handler',
    'KmsKeyArn',
    'Layers',
    'LoggingConfig',
    'MemorySize',
    'PermissionsBoundary',
    'PropagateTags',
    'ProvisionedConcurrencyConfig',
    'PublishToLatestPublished',
    'RecursiveLoop',
    'ReservedConcurrentExecutions',
    'RolePath',
    'Runtime',
    'RuntimeManagementConfig',
    'SnapStart',
    'SourceKMSKeyArn',
    'Tags',
    'TenancyConfig',
    'Timeout',
    'Tracing',
    'VersionDeletionPolicy',
    'VpcConfig',
  ],
  Api: [
    'AccessLogSetting',
    'AlwaysDeploy',
    'Auth',
    'BinaryMediaTypes',
    'CacheClusterEnabled',
    'CacheClusterSize',
    'CanarySetting',
    'Cors',
    'DefinitionUri',
    'Domain',
    'EndpointAccessMode',
    'EndpointConfiguration',
    'GatewayResponses',
    'MergeDefinitions',
    'MethodSettings',
    'MinimumCompressionSize',
    'Name',
    'OpenApiVersion',
    'PropagateTags',
    'SecurityPolicy',
    'TracingEnabled',
    'Variables',
  ],
  // Their resources are reported one by one, so these need no checking here.
  CapacityProvider: null,
  HttpApi: null,
  LayerVersion: null,
  SimpleTable: null,
  StateMachine: null,
  WebSocketApi: null,
};

/** The properties of a section, `Function` or `Api`; empty where the template has none. */
export type Globals = Readonly<Record<string, TemplateMap>>;

/** @throws UserError for a section or property that SAM does not take in Globals. */
export function readGlobals(
  section: TemplateValue | undefined,
  body: TemplateMap,
  file: TemplateFile,
): Globals {
  if (section === undefined) return {};
  if (!isMap(section))
    throw new UserError(`${file.where(body, 'Globals')}: Globals must be a map, for instance with Function.`);
  for (const [name, properties] of Object.entries(section)) {
    const where = (): string => file.where(section, name);
    if (!Object.hasOwn(supported, name)) {
      throw new UserError(
        `${where()}: Globals has no ${name}: use one of ${Object.keys(supported).join(', ')}.`,
      );
    }
    if (!isMap(properties)) throw new UserError(`${where()}: Globals.${name} must be a map of properties.`);
    const wrong = Object.keys(properties).find((key) => supported[name]?.includes(key) === false);
    if (wrong !== undefined) {
      throw new UserError(
        `${file.where(properties, wrong)}: SAM does not take ${wrong} in Globals.${name}: move it to the resources.`,
      );
    }
  }
  return section as Globals;
}

/**
 * A resource's properties with the shared ones under them: lists are joined, shared items first; maps are merged; else the
 * resource's own wins. A function such as `!Ref` counts as one value.
 */
export function mergeGlobals(shared: TemplateMap, resource: TemplateMap, file: TemplateFile): TemplateMap {
  const merged = { ...shared };
  for (const [key, value] of Object.entries(resource)) {
    const below = own(shared, key);
    merged[key] = below === undefined ? value : mergeValues(below, value, file);
  }
  file.positions.inherit(merged, resource);
  return merged;
}

function mergeValues(shared: TemplateValue, value: TemplateValue, file: TemplateFile): TemplateValue {
  if (isList(shared) && isList(value)) {
    const joined = [...shared, ...value];
    file.positions.inherit(joined, value);
    return joined;
  }
  if (isPlainMap(shared) && isPlainMap(value)) return mergeGlobals(shared, value, file);
  return value;
}

function isPlainMap(value: TemplateValue): value is TemplateMap {
  return isMap(value) && intrinsicOf(value) === null;
}

/** The shared properties a resource takes part in: `IgnoreGlobals: "*"`, or a list of names, leaves some out. */
export function globalsFor(shared: TemplateMap, ignore: TemplateValue | undefined): TemplateMap {
  if (ignore === undefined) return shared;
  if (ignore === '*') return {};
  const names = isList(ignore) ? ignore : [ignore];
  return Object.fromEntries(Object.entries(shared).filter(([key]) => !names.includes(key)));
}
