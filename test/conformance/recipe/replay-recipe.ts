// Replays a recorded test: its inputs are neutral steps, its answers are held against AWS's.
import { setTimeout as sleep } from 'node:timers/promises';
import { createCleanup, type Cleanup } from '../cleanup.ts';
import { differences, type Comparison } from '../compare.ts';
import { saysNoSuchRuntime } from '../create-function.ts';
import { isLocalAnswer } from '../not-local.ts';
import { createPlaceholders } from '../placeholders.ts';
import { errorLine } from '../error-line.ts';
import type { Target } from '../target.ts';
import { CannotReplay, type Verdict } from '../verdict.ts';
import { asRecorded, saysNothing } from './as-recorded.ts';
import { deletingAfterwards } from './delete-afterwards.ts';
import { ambientFixtures, fixtures, type FixtureContext } from './fixtures.ts';
import { httpStep } from './http-step.ts';
import { errorNameIn, fixturesUsed, partsOf, yieldedSteps } from './lost-parts.ts';
import { MissingMember, NotReplayable } from './not-replayable.ts';
import { isTrue, memberOf, type Members } from './python.ts';
import { CallFailed, callsThrough, type Call } from './sdk-calls.ts';
import { namesOf, replacedProcedures, surroundingsOf } from './surroundings.ts';
import { CallByName, createValues, Scope, type Values } from './values.ts';

type Step = Members;

export interface Recipe {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly fixtures: Readonly<Record<string, readonly Step[]>>;
  readonly parameters: Members;
  /** The variant's name. */
  readonly variant: string | null;
  readonly recorded: Members;
}

export interface RecipeContext {
  readonly target: Target;
  readonly document: (name: string) => string;
  readonly left: (sentence: string) => void;
}

interface Procedure {
  readonly parameters: readonly string[];
  readonly steps: readonly Step[];
  readonly scope: Scope;
}

type Returned = { readonly value: unknown } | undefined;

class CheckFailed extends Error {}

/** Thrown where a case cannot go on, and the difference is noted. */
class Ended extends Error {}

/** AWS deploys after its answer; an emulator need not, but may. */
const untilOkWithinMs = 5000;
const untilOkPollMs = 200;
/** Where a recipe waits for something that it cannot name. */
const unnamedWaitMs = 1000;

export async function replayRecipe(recipe: Recipe, context: RecipeContext): Promise<Verdict> {
  const cleanup = createCleanup();
  const run = new RecipeRun(recipe, context, cleanup);
  try {
    await run.all();
  } catch (error) {
    if (error instanceof NotReplayable || error instanceof CannotReplay) {
      const compared = `${run.compared} of ${Object.keys(recipe.recorded).length} answers as recorded`;
      if (run.found.length === 0) return { kind: 'skip', reason: `${compared}, then: ${error.message}` };
    } else if (error instanceof CallFailed && isMissingRuntime(error, recipe)) {
      return { kind: 'skip', reason: `the endpoint: ${error.message}` };
    } else if (!(error instanceof Ended)) {
      run.found.push(errorLine(error));
    }
  } finally {
    (await cleanup.run()).forEach(context.left);
  }
  return run.found.length === 0 ? { kind: 'pass' } : { kind: 'fail', differences: run.found };
}

function isMissingRuntime(error: CallFailed, { variant }: Recipe): boolean {
  return variant !== null && /^[a-z]/.test(variant) && saysNoSuchRuntime(error.message, variant);
}

class RecipeRun {
  readonly found: string[] = [];
  /** How many answers were compared. */
  compared = 0;
  readonly #recipe: Recipe;
  readonly #target: Target;
  readonly #call: Call;
  readonly #values: Values;
  readonly #comparison: Comparison;
  readonly #fixtureContext: FixtureContext;
  readonly #outermost = new Scope(null);

  constructor(recipe: Recipe, { target, document }: RecipeContext, cleanup: Cleanup) {
    this.#recipe = recipe;
    this.#target = target;
    this.#call = deletingAfterwards(callsThrough(target), cleanup);
    this.#values = createValues(surroundingsOf(target, document));
    this.#comparison = {
      placeholders: createPlaceholders(target),
      parsedTexts: true,
      optional: saysNothing,
    };
    this.#fixtureContext = { target, call: this.#call, cleanup, id: recipe.id, variant: recipe.variant };
  }

  async all(): Promise<void> {
    const { parameters, steps, variant } = this.#recipe;
    for (const [name, value] of Object.entries(await namesOf(this.#target, variant))) {
      this.#outermost.set(name, value);
    }
    for (const [name, value] of Object.entries(parameters)) {
      this.#outermost.set(name, this.#evaluate(value, this.#outermost));
    }
    await this.#bindFixtures();
    await this.#run(steps, new Scope(this.#outermost));
  }

  /** A recorded test names fixtures of its own, and of its surroundings, as if they were variables. */
  async #bindFixtures(): Promise<void> {
    const { steps, fixtures: own } = this.#recipe;
    for (const name of fixturesUsed(steps, Object.keys(own))) await this.#bindFixture(name);
    for (const name of fixturesUsed(steps, Object.keys(ambientFixtures))) {
      if (this.#outermost.has(name)) continue;
      for (const [made, value] of Object.entries(await ambientFixtures[name]!(this.#fixtureContext))) {
        this.#outermost.set(made, value);
      }
    }
  }

  async #bindFixture(name: string): Promise<unknown> {
    const scope = new Scope(this.#outermost);
    const fixture = this.#recipe.fixtures[name];
    if (fixture === undefined) throw new NotReplayable(`fixture ${name}`);
    const steps = yieldedSteps(fixture);
    const returned = await this.#run(steps, scope);
    const last = steps.at(-1)?.['let'];
    if (returned === undefined && typeof last !== 'string') return undefined;
    const value = returned === undefined ? scope.get(last as string) : returned.value;
    this.#outermost.set(name, value);
    return value;
  }

  #evaluate(value: unknown, scope: Scope): unknown {
    return this.#values.evaluate(value, scope);
  }

  async #run(steps: readonly Step[], scope: Scope): Promise<Returned> {
    for (const [index, step] of steps.entries()) {
      try {
        const returned = await this.#runStep(step, scope);
        if (returned !== undefined) return returned;
      } catch (error) {
        const name = error instanceof CallFailed ? errorNameIn(steps[index + 1]) : undefined;
        if (name === undefined) throw error;
        scope.set(name, { value: { response: (error as CallFailed).response } });
      }
    }
    return undefined;
  }

  async #runStep(step: Step, scope: Scope): Promise<Returned> {
    if ('check' in step && JSON.stringify(step).includes('"wait_until"')) await sleep(unnamedWaitMs);
    if ('return' in step) return { value: await this.#value(step['return'], scope) };
    if ('forEach' in step) return this.#forEach(step, scope);
    if ('if' in step) {
      const steps = isTrue(this.#evaluate(step['if'], scope)) ? step['do'] : step['else'];
      return this.#run((steps ?? []) as Step[], scope);
    }
    if ('let' in step) this.#values.bind(step['let'], await this.#value(step['value'], scope), scope);
    else if ('define' in step) this.#define(step, scope);
    else if ('call' in step) await this.#runCall(step, scope);
    else if ('setup' in step) await this.#setUp(step, scope);
    else if ('use' in step) await this.#use(step, scope);
    else if ('http' in step) {
      const given = this.#evaluate(step['http'], scope) as Members;
      this.#values.bind(step['as'], await httpStep(given, this.#target.endpoint), scope);
    } else if ('record' in step) await this.#record(step, scope);
    else if ('check' in step) this.#check(step['check'], scope);
    else if ('unset' in step) this.#values.unset(String(step['unset']), scope);
    else if ('waitUntil' in step) await sleep(unnamedWaitMs);
    else throw new NotReplayable(`step ${Object.keys(step).join(', ')}`);
    return undefined;
  }

  async #value(value: unknown, scope: Scope): Promise<unknown> {
    return this.#evaluate(await this.#resolved(value, scope), scope);
  }

  /** A call, a fixture, or a procedure of the case, in the place of a value. */
  async #resolved(value: unknown, scope: Scope): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map((item) => this.#resolved(item, scope)));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    const { $result, $use, params, with: given = {} } = value as Members;
    if (typeof $result === 'string') return this.#call($result, this.#evaluate(params, scope) as Members);
    if (typeof $use !== 'string') return this.#resolvedMembers(value as Members, scope);
    const procedure = scope.get($use);
    if (isProcedure(procedure) && !($use in replacedProcedures)) {
      return this.#runProcedure(procedure, this.#evaluate(given, scope) as Members);
    }
    const known = fixtures[$use];
    if (known !== undefined) return known(this.#evaluate(given, scope) as Members, this.#fixtureContext);
    if ($use === 'request.getfixturevalue') {
      const { args } = this.#evaluate(given, scope) as { readonly args: readonly string[] };
      return this.#bindFixture(args[0]!);
    }
    return value;
  }

  /** Forms decide by themselves which of their parts count. */
  async #resolvedMembers(value: Members, scope: Scope): Promise<Members> {
    if (Object.keys(value).some((name) => name.startsWith('$'))) return value;
    const members: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) members[name] = await this.#resolved(member, scope);
    return members;
  }

  #define(step: Step, scope: Scope): void {
    const procedure: Procedure = {
      parameters: (step['params'] ?? []) as readonly string[],
      steps: step['do'] as readonly Step[],
      scope,
    };
    scope.set(String(step['define']), procedure);
  }

  async #forEach(step: Step, scope: Scope): Promise<Returned> {
    const items = this.#evaluate(step['in'], scope);
    if (!Array.isArray(items)) throw new NotReplayable('forEach over something else than a list');
    for (const item of items as unknown[]) {
      this.#values.bind(step['forEach'], item, scope);
      const returned = await this.#run(step['do'] as Step[], scope);
      if (returned !== undefined) return returned;
    }
    return undefined;
  }

  async #runCall(step: Step, scope: Scope): Promise<void> {
    const name = String(step['call']);
    if (step['positional'] !== undefined) throw new NotReplayable(`${name} with positions`);
    const params = (await this.#value(step['params'], scope)) as Members;
    let answer: unknown;
    try {
      answer = await this.#call(name, params);
    } catch (error) {
      if (step['expectError'] !== true || !(error instanceof CallFailed)) throw error;
      this.#values.bind(step['as'], { value: { response: error.response } }, scope);
      return;
    }
    if (step['expectError'] === true) {
      this.found.push(`${name} was to fail, and answered ${JSON.stringify(answer)}`);
      throw new Ended();
    }
    answer = picked(answer, step, name);
    this.#values.bind(step['as'], partsOf(name, step['as'], answer as Members), scope);
  }

  async #setUp(step: Step, scope: Scope): Promise<void> {
    const name = String(step['setup']);
    const given = this.#evaluate(step['with'] ?? {}, scope) as Members;
    const own = this.#recipe.fixtures[name];
    const known = fixtures[name];
    let made: unknown;
    if (own !== undefined) {
      made = (await this.#run(own, new Scope(scope)))?.value;
      if (isProcedure(made)) made = await this.#runProcedure(made, given);
    } else if (known !== undefined) {
      made = await known(given, this.#fixtureContext);
    } else {
      throw new NotReplayable(`fixture ${name}`);
    }
    this.#values.bind(step['as'], picked(made, step, name), scope);
  }

  async #use(step: Step, scope: Scope): Promise<void> {
    const deadline = performance.now() + untilOkWithinMs;
    for (;;) {
      try {
        this.#values.bind(step['as'], await this.#used(step, scope), scope);
        return;
      } catch (error) {
        const isLate =
          error instanceof CheckFailed || error instanceof CallFailed || error instanceof MissingMember;
        if (step['untilOk'] !== true || !isLate || performance.now() > deadline) throw error;
        await sleep(untilOkPollMs);
      }
    }
  }

  async #used(step: Step, scope: Scope): Promise<unknown> {
    const name = String(step['use']);
    if (/(?:^|\.)wait(?:_until)?$/.test(name)) return sleep(unnamedWaitMs);
    const procedure = scope.get(name);
    const given = step['with'] ?? {};
    if (procedure instanceof CallByName) {
      return this.#call(procedure.call, this.#evaluate(given, scope) as Members);
    }
    if (isProcedure(procedure) && !(name in replacedProcedures)) {
      return this.#runProcedure(procedure, this.#evaluate(given, scope) as Members);
    }
    return this.#value({ $use: name, with: given }, scope);
  }

  async #runProcedure({ parameters, steps, scope }: Procedure, given: Members): Promise<unknown> {
    const { args = [], ...named } = given;
    const inner = new Scope(scope);
    for (const [index, name] of parameters.entries()) {
      const bare = name.replace(/^\*+/, '');
      // What is not given is Python's None: which default it has is lost.
      const value = named[bare] ?? (args as readonly unknown[])[index] ?? null;
      inner.set(bare, name.startsWith('**') ? named : value);
    }
    return (await this.#run(steps, inner))?.value;
  }

  async #record(step: Step, scope: Scope): Promise<void> {
    const name = String(this.#evaluate(step['record'], scope));
    const actual = asRecorded(await this.#value(step['value'], scope));
    // Some steps were recorded in one generation of a case only.
    if (!(name in this.#recipe.recorded) || !isLocalAnswer(this.#recipe.id, name)) return;
    const unlike = differences(actual, asRecorded(this.#recipe.recorded[name]), '', this.#comparison);
    this.found.push(...unlike.map((line) => `${name}: ${line}`));
    this.compared++;
  }

  #check(given: unknown, scope: Scope): void {
    if (isTrue(this.#evaluate(given, scope))) return;
    const { left, op, right } = (typeof given === 'object' ? given : {}) as Members;
    // The default of a procedure's parameter is lost in the translation.
    if (this.#isUnsaid(left, scope) || this.#isUnsaid(right, scope)) return;
    if (typeof op !== 'string') throw new CheckFailed(`expected ${JSON.stringify(given)}`);
    throw new CheckFailed(
      `expected ${JSON.stringify(left)} ${op} ${this.#shown(right, scope)}, got ${this.#shown(left, scope)}`,
    );
  }

  #isUnsaid(side: unknown, scope: Scope): boolean {
    const name = typeof side === 'string' ? /^\$\{(\w+)\}$/.exec(side)?.[1] : undefined;
    return name !== undefined && scope.get(name) === null;
  }

  #shown(value: unknown, scope: Scope): string {
    const text = JSON.stringify(asRecorded(this.#evaluate(value, scope))) as string | undefined;
    return (text ?? 'nothing').slice(0, 500);
  }
}

function isProcedure(value: unknown): value is Procedure {
  return typeof value === 'object' && value !== null && 'steps' in value && 'scope' in value;
}

/** The part of an answer that a step wants. */
function picked(value: unknown, step: Step, name: string): unknown {
  let part = value;
  for (const key of (step['pick'] ?? []) as readonly string[]) {
    part = memberOf(part, key);
    if (part === undefined) throw new MissingMember(`the answer of ${name} has no ${key}`);
  }
  return part;
}
