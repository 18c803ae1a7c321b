// Carries a template out: its text for one request (SPEC §1.10; AWS's mapping template reference).
import {
  templateBlocksNestingMax,
  templateIterationsMax,
  templateOutputCharactersMax,
  templateStepsMax,
} from '../../core/limits.ts';
import { binaryOperation, isTrue } from './operators.ts';
import { itemOf, setItem } from './members.ts';
import { callMethod, propertyOf } from './methods.ts';
import {
  TemplateError,
  type Expression,
  type Node,
  type Nodes,
  type Reference,
  type Step,
  type Template,
} from './template.ts';
import { JavaList, JavaMap, numberOf, textOf, type HostObject, type Value } from './values.ts';

/**
 * Null renders as nothing, everywhere: AWS gives '' for every reference that has no value (recorded 2025-06-18, and for
 * stage variables 2024), where Velocity by itself would leave the reference's text.
 * @throws TemplateError where Java would throw, or a limit is passed
 */
export function renderTemplate(template: Template, variables: ReadonlyMap<string, Value>): string {
  return new Rendering(template, variables).document();
}

class Rendering {
  readonly #template: Template;
  readonly #variables: Map<string, Value>;
  #steps = 0;
  #depth = 0;
  #outputCharacters = 0;
  #stopped = false;
  #broken = false;

  constructor(template: Template, variables: ReadonlyMap<string, Value>) {
    this.#template = template;
    this.#variables = new Map(variables);
  }

  document(): string {
    return this.#nodes(this.#template.nodes);
  }

  #nodes(nodes: Nodes): string {
    if (++this.#depth > templateBlocksNestingMax) {
      throw new TemplateError(`nested deeper than ${templateBlocksNestingMax} levels`);
    }
    let output = '';
    for (const node of nodes) {
      if (++this.#steps > templateStepsMax) throw new TemplateError(`more than ${templateStepsMax} steps`);
      const piece = this.#node(node);
      // What a block gave is counted again where it is put in; the bound is not meant to be exact.
      this.#outputCharacters += piece.length;
      if (this.#outputCharacters > templateOutputCharactersMax) {
        throw new TemplateError(`more than ${templateOutputCharactersMax} characters of output`);
      }
      output += piece;
      if (this.#stopped || this.#broken) break;
    }
    this.#depth--;
    return output;
  }

  #node(node: Node): string {
    switch (node.kind) {
      case 'text':
        return node.text;
      case 'reference':
        return textOf(this.#reference(node.reference));
      case 'set':
        this.#set(node.target, this.#evaluate(node.value));
        return '';
      case 'if': {
        const branch = node.branches.find(({ test }) => test === null || isTrue(this.#evaluate(test)));
        return branch === undefined ? '' : this.#nodes(branch.body);
      }
      case 'foreach':
        return this.#foreach(node.name, this.#evaluate(node.list), node.body);
      case 'define':
        this.#variables.set(node.name, this.#block(node.body));
        return '';
      case 'call':
        return this.#call(node.macro, node.args);
      case 'break':
        this.#broken = true;
        return '';
      case 'stop':
        this.#stopped = true;
        return '';
    }
  }

  /** `#define`: rendered where it is named, with the variables of then. */
  #block(body: Nodes): HostObject {
    const text = (): string => this.#nodes(body);
    return {
      isHostObject: true,
      property: () => null,
      call: (name, args) => (name === 'toString' ? text() : callMethod(text(), name, args)),
      text,
    };
  }

  #foreach(name: string, list: Value, body: Nodes): string {
    const items = itemsOf(list);
    const before = new Map(
      [name, 'foreach', 'velocityCount'].map(
        (variable) => [variable, this.#variables.get(variable)] as const,
      ),
    );
    const parent = before.get('foreach') ?? null;
    let output = '';
    // AWS ends a loop without a word after so many rounds.
    const rounds = Math.min(items.length, templateIterationsMax);
    for (let index = 0; index < rounds && !this.#stopped; index++) {
      this.#variables.set(name, items[index]!);
      this.#variables.set('velocityCount', index + 1);
      this.#variables.set(
        'foreach',
        new JavaMap([
          ['index', index],
          ['count', index + 1],
          ['hasNext', index < items.length - 1],
          ['first', index === 0],
          ['last', index === items.length - 1],
          ['parent', parent],
        ]),
      );
      output += this.#nodes(body);
      if (this.#broken) {
        this.#broken = false;
        break;
      }
    }
    this.#restore(before);
    return output;
  }

  #call(name: string, args: readonly Expression[]): string {
    const macro = this.#template.macros.get(name);
    if (macro === undefined) return '';
    const values = macro.parameters.map((_parameter, at) => {
      const argument = args[at];
      return argument === undefined ? null : this.#evaluate(argument);
    });
    const before = new Map(
      macro.parameters.map((parameter) => [parameter, this.#variables.get(parameter)] as const),
    );
    for (const [at, parameter] of macro.parameters.entries()) this.#variables.set(parameter, values[at]!);
    const output = this.#nodes(macro.body);
    this.#restore(before);
    return output;
  }

  #restore(before: ReadonlyMap<string, Value | undefined>): void {
    for (const [name, value] of before) {
      if (value === undefined) this.#variables.delete(name);
      else this.#variables.set(name, value);
    }
  }

  #reference({ name, steps }: Reference): Value {
    let value = this.#variables.get(name) ?? null;
    for (const step of steps) value = this.#step(value, step);
    return value;
  }

  #step(target: Value, step: Step): Value {
    if (target === null) return null;
    switch (step.kind) {
      case 'property':
        return propertyOf(target, step.name);
      case 'index':
        return itemOf(target, this.#evaluate(step.index));
      case 'method':
        return callMethod(
          target,
          step.name,
          step.args.map((argument) => this.#evaluate(argument)),
        );
    }
  }

  #set({ name, steps }: Reference, value: Value): void {
    const last = steps.at(-1);
    if (last === undefined) {
      this.#variables.set(name, value);
      return;
    }
    const target = this.#reference({ name, steps: steps.slice(0, -1) });
    if (last.kind === 'property') setItem(target, last.name, value);
    else if (last.kind === 'index') setItem(target, this.#evaluate(last.index), value);
  }

  #evaluate(expression: Expression): Value {
    if (++this.#steps > templateStepsMax) throw new TemplateError(`more than ${templateStepsMax} steps`);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'interpolated':
        return this.#nodes(expression.nodes);
      case 'reference':
        return this.#reference(expression.reference);
      case 'list':
        return new JavaList(expression.items.map((item) => this.#evaluate(item)));
      case 'range':
        return rangeOf(this.#evaluate(expression.from), this.#evaluate(expression.to));
      case 'map':
        return new JavaMap(
          expression.entries.map(
            ([key, value]) => [textOf(this.#evaluate(key)), this.#evaluate(value)] as const,
          ),
        );
      case 'not':
        return !isTrue(this.#evaluate(expression.operand));
      case 'binary':
        return this.#binary(expression);
    }
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
    // The second side is not looked at where the first decides.
    if (operator === '&&') return isTrue(this.#evaluate(left)) && isTrue(this.#evaluate(right));
    if (operator === '||') return isTrue(this.#evaluate(left)) || isTrue(this.#evaluate(right));
    return binaryOperation(operator, this.#evaluate(left), this.#evaluate(right));
  }
}

/** A map goes around its values. */
function itemsOf(list: Value): readonly Value[] {
  if (list instanceof JavaList) return list.items.slice();
  return list instanceof JavaMap ? [...list.entries.values()] : [];
}

function rangeOf(from: Value, to: Value): Value {
  const first = numberOf(from);
  const last = numberOf(to);
  if (first === null || last === null) return null;
  // One more than a loop goes around, so that `$foreach.hasNext` is right to the end.
  const count = Math.min(Math.abs(last - first) + 1, templateIterationsMax + 1);
  const step = last < first ? -1 : 1;
  return new JavaList(Array.from({ length: count }, (_unused, at) => first + at * step));
}
