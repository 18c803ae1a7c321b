// A function in force: its document, the pools of its versions, its concurrency, and who may invoke it.
import { type FunctionReference, functionArn } from '../core/arn.ts';
import type { Ids } from '../core/ids.ts';
import { invokeCacheEntriesMax } from '../core/limits.ts';
import { decide } from '../policy/decide.ts';
import type { PolicyDecision } from '../policy/policy.ts';
import type { FunctionPool } from './function-pool.ts';
import type { InvocationRequest } from './invocation.ts';
import type { FunctionConfiguration, FunctionDocument } from './model.ts';
import type { ProvisionedState } from './service.ts';

export interface PublishedFunctionOptions {
  readonly ids: Ids;
  readonly createPool: (configuration: FunctionConfiguration) => FunctionPool;
}

/** Where an invocation of one name goes. */
export interface InvokeTarget {
  readonly published: PublishedFunction;
  /** As invoked; `context.invokedFunctionArn`. */
  readonly invokedArn: string;
  /** Policies are kept per qualifier; $LATEST is the unqualified function, for which no other can be made. */
  readonly policyQualifier: string;
  readonly policyArn: string;
  /** The pool to run in, chosen anew each time: an alias may have two versions. */
  pool(): FunctionPool;
}

interface VersionInForce {
  readonly configuration: FunctionConfiguration;
  /** What makes environments of two configurations the same. */
  readonly likeness: string;
  /** Made when first invoked. */
  pool: FunctionPool | null;
}

export class PublishedFunction {
  readonly #options: PublishedFunctionOptions;
  #versions = new Map<string, VersionInForce>();
  #decisions = new Map<string, PolicyDecision>();
  document: FunctionDocument;
  /** Invocations under way or waiting for an environment, where concurrency is reserved. */
  concurrency = 0;
  /** Environments that are to be kept ready, of all versions. */
  provisionedTotal = 0;
  /** Invocations under way, reserved or not: the metric ConcurrentExecutions. */
  running = 0;

  constructor(document: FunctionDocument, options: PublishedFunctionOptions) {
    this.#options = options;
    this.document = document;
    this.update(document);
  }

  /**
   * Versions whose configuration and code are unchanged keep their environments.
   * @returns content addresses of the code of versions that are no more
   */
  update(document: FunctionDocument): readonly string[] {
    const former = this.#versions;
    this.document = document;
    this.#decisions = new Map();
    this.#versions = new Map();
    for (const configuration of [document.latest, ...Object.values(document.versions)]) {
      const likeness = likenessOf(configuration);
      const before = former.get(configuration.version);
      const isSame = before !== undefined && before.likeness === likeness;
      this.#versions.set(configuration.version, {
        configuration,
        likeness,
        pool: isSame ? before.pool : null,
      });
      if (isSame) former.delete(configuration.version);
    }
    for (const { pool } of former.values()) pool?.retire();
    this.#provision();
    return [...former.values()].flatMap(({ configuration }) => packagesOf(configuration));
  }

  /** What is provisioned for an alias is provisioned for its version (recorded). */
  #provision(): void {
    const { aliases, provisionedConcurrency } = this.document;
    const counts = new Map<string, number>();
    this.provisionedTotal = 0;
    for (const [qualifier, { requested }] of Object.entries(provisionedConcurrency ?? {})) {
      const version = aliases[qualifier]?.functionVersion ?? qualifier;
      counts.set(version, (counts.get(version) ?? 0) + requested);
      this.provisionedTotal += requested;
    }
    for (const [version, inForce] of this.#versions) {
      const count = counts.get(version) ?? 0;
      if (count > 0) inForce.pool ??= this.#options.createPool(inForce.configuration);
      inForce.pool?.provision(count);
    }
  }

  /** Of the unpublished version, which is what is being written. */
  startDebugged(): void {
    const inForce = this.#versions.get('$LATEST')!;
    inForce.pool ??= this.#options.createPool(inForce.configuration);
    inForce.pool.startDebugged();
  }

  provisioned(version: string): ProvisionedState {
    const state = this.#versions.get(version)?.pool?.provisionedState();
    return state ?? { allocated: 0, available: 0, hasFailed: false };
  }

  /** @returns content addresses of its code */
  retire(): readonly string[] {
    for (const { pool } of this.#versions.values()) pool?.retire();
    return [...this.#versions.values()].flatMap(({ configuration }) => packagesOf(configuration));
  }

  uses(sha256: string): boolean {
    for (const { configuration } of this.#versions.values())
      if (packagesOf(configuration).includes(sha256)) return true;
    return false;
  }

  /** Null where the function has no such version or alias. */
  target(reference: FunctionReference): InvokeTarget | null {
    const { qualifier } = reference;
    const alias = qualifier === null ? undefined : this.document.aliases[qualifier];
    const version = this.#versions.get(alias?.functionVersion ?? qualifier ?? '$LATEST');
    if (version === undefined) return null;
    const additional = alias?.additionalVersion ?? null;
    const second = additional === null ? undefined : this.#versions.get(additional.version);
    const choose = (): VersionInForce =>
      second !== undefined && this.#chance() < additional!.weight ? second : version;
    const policyQualifier = qualifier === null || qualifier === '$LATEST' ? '' : qualifier;
    const pool = (chosen: VersionInForce): FunctionPool =>
      (chosen.pool ??= this.#options.createPool(chosen.configuration));
    return {
      published: this,
      invokedArn: functionArn(reference),
      policyQualifier,
      policyArn: functionArn({ ...reference, qualifier: policyQualifier || null }),
      pool: second === undefined ? () => version.pool ?? pool(version) : () => pool(choose()),
    };
  }

  /** Whether a service may invoke; decided once for each question and document. */
  decide(
    target: InvokeTarget,
    principal: NonNullable<InvocationRequest['servicePrincipal']>,
  ): PolicyDecision {
    const key = `${target.policyQualifier}\n${principal.sourceArn}\n${principal.service}\n${principal.sourceAccount}`;
    const known = this.#decisions.get(key);
    if (known !== undefined) return known;
    const decision = decide(this.document.policies[target.policyQualifier] ?? [], {
      servicePrincipal: principal.service,
      sourceArn: principal.sourceArn,
      sourceAccount: principal.sourceAccount,
      functionArn: target.policyArn,
    });
    if (this.#decisions.size >= invokeCacheEntriesMax) this.#decisions.clear();
    this.#decisions.set(key, decision);
    return decision;
  }

  /** A number from 0 up to 1. */
  #chance(): number {
    return Number.parseInt(this.#options.ids.hex32().slice(0, 8), 16) / 2 ** 32;
  }
}

/** Content addresses of what a version runs: its code and its layers. */
export function packagesOf({ codeSha256, layers }: FunctionConfiguration): readonly string[] {
  return layers.length === 0 ? [codeSha256] : [codeSha256, ...layers.map((layer) => layer.codeSha256)];
}

/** Everything but what only describes: a change of a description leaves environments warm here. */
function likenessOf(configuration: FunctionConfiguration): string {
  const { description, revisionId, lastModified, state, ...rest } = configuration;
  void [description, revisionId, lastModified, state];
  return JSON.stringify(rest);
}
