// A mapping template's text taken apart as Velocity 1.x does, which AWS uses: directives, references, white space, escapes.
import { templateCharactersMax, templateBlocksNestingMax } from '../../core/limits.ts';
import { Cursor, readDollar, readExpression, readItems } from './parse-expression.ts';
import {
  TemplateError,
  type Branch,
  type Expression,
  type Macro,
  type Node,
  type Nodes,
  type Template,
} from './template.ts';

/** @throws TemplateError for a template that AWS would not take either, or that is longer than 300 KB (SPEC §10) */
export function parseTemplate(text: string): Template {
  if (text.length > templateCharactersMax) {
    throw new TemplateError(`the template is longer than ${templateCharactersMax} characters`);
  }
  const macros = new Map<string, Macro>();
  const nodes = new TemplateParser(text, macros, 0).document();
  return { nodes, macros };
}

const startOfReference = /\$!?\{?[A-Za-z_]/y;
const directive = /#(?:\{(\w+)\}|([A-Za-z_]\w*))/y;
/** What is swallowed behind a directive: the rest of its line, if it is blank. */
const restOfLine = /[ \t]*(?:\r\n|\n|\r)/y;
const openingParenthesis = /[ \t]*\(/y;
/** The directives that open a block, and what may close it. */
type BlockEnd = 'end' | 'else' | 'elseif' | 'document';

class TemplateParser {
  readonly #cursor: Cursor;
  readonly #macros: Map<string, Macro>;
  /** How many strings in double quotes, and blocks, this is inside of. */
  #depth: number;
  /** Text since the last node of another kind. */
  #text = '';

  constructor(text: string, macros: Map<string, Macro>, depth: number) {
    if (depth > templateBlocksNestingMax) {
      throw new TemplateError(`nested deeper than ${templateBlocksNestingMax} levels`);
    }
    this.#cursor = new Cursor(text);
    this.#macros = macros;
    this.#depth = depth;
  }

  document(): Nodes {
    const { nodes, end } = this.#block();
    if (end !== 'document') throw this.#cursor.error(`#${end} without its beginning`);
    return nodes;
  }

  readonly #interpolated = (text: string): Nodes =>
    new TemplateParser(text, this.#macros, this.#depth + 1).document();

  /** Nodes up to the directive that ends the block, which is read too, but for the condition of an `#elseif`. */
  #block(): { readonly nodes: Nodes; readonly end: BlockEnd } {
    const cursor = this.#cursor;
    if (++this.#depth > templateBlocksNestingMax) {
      throw cursor.error(`nested deeper than ${templateBlocksNestingMax} levels`);
    }
    const nodes: Node[] = [];
    const flush = (): void => {
      if (this.#text !== '') nodes.push({ kind: 'text', text: this.#text });
      this.#text = '';
    };
    while (cursor.at < cursor.text.length) {
      this.#text += cursor.match(/[^$#\\]*/y)![0];
      switch (cursor.next) {
        case '\\':
          this.#backslashes();
          break;
        case '$':
          if (!this.#startsReference()) this.#text += cursor.text[cursor.at++]!;
          else {
            flush();
            nodes.push({ kind: 'reference', reference: readDollar(cursor, this.#interpolated) });
          }
          break;
        case '#': {
          const found = this.#hash(flush);
          if (found === null) break;
          flush();
          if (typeof found === 'string') {
            this.#depth--;
            return { nodes, end: found };
          }
          nodes.push(found);
        }
      }
    }
    flush();
    this.#depth--;
    return { nodes, end: 'document' };
  }

  #startsReference(): boolean {
    startOfReference.lastIndex = this.#cursor.at;
    return startOfReference.test(this.#cursor.text);
  }

  /** In front of a reference or directive every second backslash is taken out, and an odd one makes it plain text. */
  #backslashes(): void {
    const cursor = this.#cursor;
    const { length } = cursor.match(/\\+/y)![0];
    directive.lastIndex = cursor.at;
    const escapes = this.#startsReference() || directive.test(cursor.text);
    this.#text += '\\'.repeat(escapes ? Math.floor(length / 2) : length);
    if (escapes && length % 2 === 1) this.#text += cursor.text[cursor.at++]!;
  }

  /** Null where it gave text or nothing at all. */
  #hash(flush: () => void): Node | Exclude<BlockEnd, 'document'> | null {
    const cursor = this.#cursor;
    // A comment takes its line's end with it.
    if (cursor.match(/##[^\r\n]*(?:\r\n|\n|\r)?/y) !== null || cursor.match(/#\*[\s\S]*?\*#/y) !== null) {
      flush();
      return null;
    }
    const raw = cursor.match(/#\[\[([\s\S]*?)\]\]#/y);
    if (raw !== null) {
      this.#text += raw[1]!;
      return null;
    }
    const start = cursor.at;
    const match = cursor.match(directive);
    const name = match?.[1] ?? match?.[2] ?? '';
    const found = match === null ? null : this.#directive(name, flush);
    if (found !== null) return found === 'macro' ? null : found;
    // Neither a directive nor a macro's name: text.
    cursor.at = start + 1;
    this.#text += '#';
    return null;
  }

  #directive(name: string, flush: () => void): Node | Exclude<BlockEnd, 'document'> | 'macro' | null {
    const cursor = this.#cursor;
    switch (name) {
      case 'end':
      case 'else':
        cursor.match(restOfLine);
        return name;
      case 'break':
      case 'stop':
        return { kind: name };
      case 'elseif':
        return this.#opens() ? 'elseif' : null;
      case 'set':
        return this.#opens() ? this.#set() : null;
      case 'if':
        if (!this.#opens()) return null;
        flush();
        return this.#if();
      case 'foreach':
        if (!this.#opens()) return null;
        flush();
        return this.#foreach();
      case 'define':
        if (!this.#opens()) return null;
        flush();
        return this.#define();
      case 'macro':
        if (!this.#opens()) return null;
        flush();
        this.#macro();
        return 'macro';
      default:
        return this.#macros.has(name) && this.#opens() ? this.#call(name) : null;
    }
    // AWS also knows #evaluate, and refuses #include and #parse.
  }

  #opens(): boolean {
    return this.#cursor.match(openingParenthesis) !== null;
  }

  /** The closing parenthesis, and the blank rest of the line with it. */
  #closes(): void {
    this.#cursor.expect(')');
    this.#cursor.match(restOfLine);
  }

  #expression(): Expression {
    return readExpression(this.#cursor, this.#interpolated);
  }

  #set(): Node {
    const cursor = this.#cursor;
    // White space in front of #set goes, unless other text stands before it.
    if (/^[ \t]*$/.test(this.#text)) this.#text = '';
    cursor.skipSpace();
    if (cursor.next !== '$') throw cursor.error('expected a reference');
    const target = readDollar(cursor, this.#interpolated);
    cursor.expect('=');
    const value = this.#expression();
    this.#closes();
    return { kind: 'set', target, value };
  }

  #if(): Node {
    const branches: Branch[] = [];
    let test: Expression | null = this.#expression();
    this.#closes();
    for (;;) {
      const { nodes, end } = this.#block();
      branches.push({ test, body: nodes });
      if (end === 'end') return { kind: 'if', branches };
      if (end === 'document') throw this.#cursor.error('#if without #end');
      if (test === null) throw this.#cursor.error(`#${end} behind #else`);
      test = null;
      if (end === 'elseif') {
        test = this.#expression();
        this.#closes();
      }
    }
  }

  #foreach(): Node {
    const cursor = this.#cursor;
    const name = this.#variable();
    cursor.expect('in');
    const list = this.#expression();
    this.#closes();
    return { kind: 'foreach', name, list, body: this.#body('foreach') };
  }

  #define(): Node {
    const name = this.#variable();
    this.#closes();
    return { kind: 'define', name, body: this.#body('define') };
  }

  #macro(): void {
    const cursor = this.#cursor;
    cursor.skipSpace();
    const name = cursor.match(/[A-Za-z_]\w*/y)?.[0];
    if (name === undefined) throw cursor.error("expected the macro's name");
    const parameters: string[] = [];
    cursor.match(/[\s,]*/y);
    while (cursor.next === '$') {
      parameters.push(this.#variable());
      cursor.match(/[\s,]*/y);
    }
    this.#closes();
    // Known while its own body is read, which may call it.
    this.#macros.set(name, { parameters, body: [] });
    this.#macros.set(name, { parameters, body: this.#body('macro') });
  }

  #call(macro: string): Node {
    const args = readItems(this.#cursor, this.#interpolated, ')', true);
    this.#cursor.match(restOfLine);
    return { kind: 'call', macro, args };
  }

  #variable(): string {
    const cursor = this.#cursor;
    cursor.skipSpace();
    const match = cursor.match(/\$!?(?:\{([A-Za-z_][\w-]*)\}|([A-Za-z_][\w-]*))/y);
    const name = match?.[1] ?? match?.[2];
    if (name === undefined) throw cursor.error('expected a variable');
    cursor.skipSpace();
    return name;
  }

  #body(directiveName: string): Nodes {
    const { nodes, end } = this.#block();
    if (end !== 'end') throw this.#cursor.error(`#${directiveName} without #end`);
    return nodes;
  }
}
