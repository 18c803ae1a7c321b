// What stands around any request of a route: API, function, package, and what the function's policy says to it.
import { executeApiArn } from '../../core/arn.ts';
import { decide } from '../../policy/decide.ts';
import type { PolicyDecision } from '../../policy/policy.ts';
import type { Case, FunctionFacts } from '../case.ts';
import type { RoutePicture } from '../collect/api-picture.ts';
import { valueOf } from '../collect/ask.ts';
import type { FunctionPicture, FunctionSettings } from '../collect/function-picture.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkedRoute } from '../collect/walked-routes.ts';

/** As far as it could be read. */
export function surroundings(
  walk: Walk,
  route: WalkedRoute | null,
  given: RoutePicture | null,
  isTest: boolean,
): Case {
  const { api } = walk;
  const picture = given ?? route?.deployed ?? route?.configured ?? null;
  const code = codeOf(walk, route);
  return {
    api: {
      id: api.id,
      name: api.name,
      stage: walk.stage,
      accountId: api.accountId,
      region: api.region,
      routes: (valueOf(api.deployed) ?? api.configured).map(({ method, path }) => ({ method, path })),
      stages: api.stageNames,
      stageVariables: api.stage?.variables ?? {},
      route: picture === null ? undefined : { method: picture.method, path: picture.path },
    },
    integration: {
      functionArn: route?.functionArn ?? undefined,
      sourceArn: picture === null ? undefined : sourceArnOf(walk, picture, isTest),
      uri: picture?.integration?.uri ?? undefined,
      timeoutMs: picture?.integration?.timeoutMs,
    },
    function: functionFacts(walk, route),
    packageListing: code?.entries,
    source: code?.source,
    ...reaching(walk),
  };
}

/** What commands need to reach the same account. */
export function reaching({ endpoint, commandOptions }: Walk): Pick<Case, 'endpointUrl' | 'commandOptions'> {
  return { endpointUrl: endpoint ?? undefined, commandOptions };
}

export function sourceArnOf({ api, stage }: Walk, { method, path }: RoutePicture, isTest: boolean): string {
  return executeApiArn({
    region: api.region,
    accountId: api.accountId,
    apiId: api.id,
    stage: isTest ? 'test-invoke-stage' : stage,
    method,
    resourcePath: path,
  });
}

export function functionOf(walk: Walk, route: WalkedRoute | null): FunctionPicture | null {
  return walk.functions.get(route?.functionArn ?? '') ?? null;
}

export function settingsOf(walk: Walk, route: WalkedRoute | null): FunctionSettings | null {
  const picture = functionOf(walk, route);
  return picture === null ? null : valueOf(picture.configuration);
}

function codeOf(walk: Walk, route: WalkedRoute | null) {
  const code = functionOf(walk, route)?.code ?? null;
  return code === null ? null : valueOf(code);
}

function functionFacts(walk: Walk, route: WalkedRoute | null): FunctionFacts | undefined {
  const picture = functionOf(walk, route);
  if (picture === null) return undefined;
  const settings = valueOf(picture.configuration);
  const own = picture.qualifier === null ? picture.policy : picture.ownPolicy;
  return {
    name: picture.name,
    ...(settings === null
      ? {}
      : {
          runtime: settings.runtime ?? undefined,
          handler: settings.handler ?? undefined,
          timeoutSeconds: settings.timeoutSeconds,
          memoryMb: settings.memoryMb,
          environmentNames: settings.environmentNames,
          layers: settings.layers,
        }),
    policies: {
      ...(own === null ? {} : { '': valueOf(own) ?? [] }),
      ...(picture.qualifier === null ? {} : { [picture.qualifier]: valueOf(picture.policy) ?? [] }),
    },
  };
}

/** Null where the policy allows the call, where a role makes it, and where the policy is not known. */
export function refusalOf(
  walk: Walk,
  route: WalkedRoute | null,
  isTest: boolean,
): (PolicyDecision & { readonly allowed: false }) | null {
  const picture = (isTest ? route?.configured : route?.deployed) ?? null;
  const called = functionOf(walk, route);
  const statements = called === null ? null : valueOf(called.policy);
  if (picture === null || called === null || statements === null || picture.integration?.credentials != null)
    return null;
  const decision = decide(statements, {
    servicePrincipal: 'apigateway.amazonaws.com',
    sourceArn: sourceArnOf(walk, picture, isTest),
    sourceAccount: walk.api.accountId,
    functionArn: called.arn,
  });
  return decision.allowed ? null : decision;
}
