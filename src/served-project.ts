// A project while Varco runs: deployed, each API on a port of its own, and followed where its files change.
import type { RequestListener } from 'node:http';
import type { OperationContext } from './aws/context.ts';
import { messageOf, UserError } from './core/errors.ts';
import type { Gateway } from './gateway/gateway.ts';
import { listen, type Listening } from './gateway/listen.ts';
import type { DeployedApi, ProjectDeployment } from './project/project.ts';
import type { ProjectWatch } from './project/watch-project.ts';

export interface RunningApi extends DeployedApi {
  /** `http://127.0.0.1:3000`; the stage is the first path segment, as on AWS. Null where nothing listens. */
  readonly url: string | null;
}

export interface ServedProjectOptions {
  /** A template, or a folder that holds one. */
  readonly project: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly environment: EnvironmentOverrides;
  readonly context: OperationContext;
  readonly gateway: Gateway;
  readonly host: string;
  /** Of the first API, the next ones follow; 0 picks free ones; null opens none. */
  readonly apiPort: number | null;
  readonly urlOf: (port: number) => string;
}

/** Values of environment variables by logical id of a function; under `Parameters` for every function. */
export type EnvironmentOverrides = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What became of a change in the project's files. */
export type ProjectChange =
  | { readonly kind: 'code'; readonly functionNames: readonly string[] }
  | { readonly kind: 'template'; readonly tookMs: number }
  /** The sentence says what is wrong; what was deployed before goes on serving, as far as it is there. */
  | { readonly kind: 'failed'; readonly sentence: string };

export interface ServedProject {
  /** As it is deployed now. */
  deployment(): ProjectDeployment;
  apis(): readonly RunningApi[];
  /** Deploys what changes from now on. */
  follow(listener: (change: ProjectChange) => void): Promise<void>;
  close(graceMs: number): Promise<void>;
}

/** @throws UserError for a broken template, code that is missing, a port in use */
export async function serveProject(options: ServedProjectOptions): Promise<ServedProject> {
  const { context } = options;
  const { loadProject } = await import('./project/load-project.ts');
  const { deployProject } = await import('./project/deploy-project.ts');
  const ports = new Map<string, Listening>();
  let templateFile = '';
  let watch: ProjectWatch | null = null;
  let isClosed = false;
  let isBroken = false;

  const deploy = async (): Promise<ProjectDeployment> => {
    const project = await loadProject(options.project, { parameters: options.parameters });
    templateFile = project.file.path;
    return deployProject({ ...project, environment: options.environment }, context);
  };
  let deployment = await deploy();

  const openPorts = async (): Promise<void> => {
    const { apiPort } = options;
    if (apiPort === null) return;
    for (const [apiId, listening] of ports) {
      if (deployment.apis.some((api) => api.apiId === apiId)) continue;
      ports.delete(apiId);
      await listening.close(0);
    }
    const taken = new Set([...ports.values()].map(({ port }) => port));
    for (const { apiId } of deployment.apis) {
      if (ports.has(apiId)) continue;
      let port = apiPort;
      while (port !== 0 && taken.has(port)) port++;
      const listener: RequestListener = (message, response) =>
        void options.gateway.handle({ apiId, target: message.url! }, message, response);
      ports.set(apiId, await listen(listener, { port, host: options.host, option: '--api-port' }));
      taken.add(port);
    }
  };
  try {
    await openPorts();
  } catch (error) {
    await closeAll(ports, 0);
    throw error;
  }

  const follow = async (listener: (change: ProjectChange) => void): Promise<void> => {
    const { watchProject } = await import('./project/watch-project.ts');
    const fail = (sentence: string): void => listener({ kind: 'failed', sentence });
    const begin = (): Promise<void> => {
      watch = watchProject({
        templateFile,
        codes: deployment.codes,
        sources: deployment.sources,
        context,
        onCode: (functionNames) => listener({ kind: 'code', functionNames }),
        onTemplate: () => void again(),
        isBroken: () => isBroken,
        onFailure: fail,
      });
      return watch.ready;
    };
    const again = async (): Promise<void> => {
      const startedMs = performance.now();
      try {
        deployment = await deploy();
        await openPorts();
        isBroken = false;
        listener({ kind: 'template', tookMs: performance.now() - startedMs });
        const former = watch;
        if (!isClosed) await begin();
        await former?.close();
      } catch (error) {
        isBroken = true;
        fail(error instanceof UserError ? error.message : `The template: ${messageOf(error)}`);
      }
    };
    await begin();
  };

  return {
    deployment: () => deployment,
    apis: () =>
      deployment.apis.map((api) => {
        const listening = ports.get(api.apiId);
        return { ...api, url: listening === undefined ? null : options.urlOf(listening.port) };
      }),
    follow,
    async close(graceMs) {
      isClosed = true;
      await watch?.close();
      await closeAll(ports, graceMs);
    },
  };
}

async function closeAll(ports: ReadonlyMap<string, Listening>, graceMs: number): Promise<void> {
  await Promise.all([...ports.values()].map((listening) => listening.close(graceMs)));
}
