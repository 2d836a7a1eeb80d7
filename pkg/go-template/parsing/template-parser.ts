import { quote, unquote } from '#pkg/promql';
import { parseNumber } from './parse-number.ts';
import { TokenStream } from './token-stream.ts';
import { type ArgumentNode, type CommandNode, type ListNode, type PipeNode, printNode, type StatementNode } from './template-node.ts';
import type { Token, TokenKind } from './template-token.ts';

/** The templates of a text by name; the outermost one has the name that was given. */
export type TemplateSet = Map<string, ListNode>;

/** How deep parentheses and blocks may nest. */
const MAX_DEPTH = 200;

const operands: ReadonlySet<TokenKind> = new Set<TokenKind>(['bool', 'char constant', 'complex', 'dot', 'field', 'identifier', 'number', 'nil', 'raw string', 'string', 'variable', 'left paren']);
const literals: ReadonlySet<ArgumentNode['kind']> = new Set<ArgumentNode['kind']>(['bool', 'dot', 'nil', 'number', 'string']);

type ListEnd = { readonly kind: 'end' } | { readonly kind: 'else'; readonly then: 'if' | 'with' | undefined };
/** Reads the text of a template. Throws a `TemplateError` with Go's words. */
export function parseTemplate(name: string, text: string, functions: ReadonlySet<string>): TemplateSet {
  return new Map([...new TemplateParser(name, text, functions).parse()].map(([defined, list]) => [defined, { ...list, source: { name, text } }]));
}

class TemplateParser extends TokenStream {
  private variables: string[] = ['$'];
  private rangeDepth = 0;
  private depth = 0;
  private readonly templates: TemplateSet = new Map();

  constructor(
    name: string,
    text: string,
    private readonly functions: ReadonlySet<string>,
  ) {
    super(name, text);
  }

  parse(): TemplateSet {
    const statements: StatementNode[] = [];
    while (this.peek().kind !== 'end of input') {
      if (this.peek().kind === 'left delimiter') {
        const open = this.next();
        const space = this.peek().kind === 'space' ? [this.next()] : [];
        if (this.peek().kind === 'define') {
          this.next();
          this.definition();
          continue;
        }
        this.putBack(open, ...space);
      }
      const statement = this.statement();
      if (statement.kind === 'end' || statement.kind === 'else') this.fail(`unexpected {{${statement.kind}}}`);
      else statements.push(statement);
    }
    this.add(this.name, { statements });
    return this.templates;
  }

  private definition(): void {
    const context = 'define clause';
    const name = this.textOf(this.expect(context, 'string', 'raw string'));
    this.expect(context, 'right delimiter');
    this.add(name, this.ownTemplate(context));
  }

  /** A template inside of another one, which knows none of its variables. */
  private ownTemplate(context: string): ListNode {
    const { variables, rangeDepth, depth } = this;
    [this.variables, this.rangeDepth, this.depth] = [['$'], 0, 0];
    const { list, end } = this.itemList();
    [this.variables, this.rangeDepth, this.depth] = [variables, rangeDepth, depth];
    if (end.kind !== 'end') this.fail(`unexpected {{else}} in ${context}`);
    return list;
  }

  private add(name: string, list: ListNode): void {
    const known = this.templates.get(name);
    if (known === undefined || isBlank(known)) this.templates.set(name, list);
    else if (!isBlank(list)) this.fail(`template: multiple definition of template ${quote(name)}`);
  }

  private itemList(): { readonly list: ListNode; readonly end: ListEnd } {
    return this.deeper(() => {
      const statements: StatementNode[] = [];
      while (this.peekWord().kind !== 'end of input') {
        const statement = this.statement();
        if (statement.kind === 'end' || statement.kind === 'else') return { list: { statements }, end: statement };
        statements.push(statement);
      }
      return this.fail('unexpected EOF');
    });
  }

  private deeper<Result>(read: () => Result): Result {
    if (this.depth >= MAX_DEPTH) this.fail('max expression depth exceeded');
    this.depth += 1;
    const result = read();
    this.depth -= 1;
    return result;
  }

  private statement(): StatementNode | ListEnd {
    const token = this.nextWord();
    if (token.kind === 'text') return { kind: 'text', at: token.at, text: token.text };
    if (token.kind !== 'left delimiter') return this.unexpected(token, 'input');
    this.actionLine = token.line;
    const action = this.action();
    this.actionLine = 0;
    return action;
  }

  private action(): StatementNode | ListEnd {
    const token = this.peekWord();
    const { kind, at } = token;
    switch (kind) {
      case 'block':
        this.next();
        return this.block();
      case 'break':
      case 'continue': {
        this.next();
        this.expect(`{{${kind}}}`, 'right delimiter');
        if (this.rangeDepth === 0) this.fail(`{{${kind}}} outside {{range}}`);
        return { kind, at };
      }
      case 'else': {
        this.next();
        const then = this.peekWord().kind;
        if (then === 'if' || then === 'with') return { kind: 'else', then };
        this.expect('else', 'right delimiter');
        return { kind: 'else', then: undefined };
      }
      case 'end':
        this.next();
        this.expect('end', 'right delimiter');
        return { kind: 'end' };
      case 'if':
      case 'range':
      case 'with':
        this.next();
        return this.control(kind);
      case 'template':
        this.next();
        return this.templateCall();
      default:
        return { kind: 'action', at, pipe: this.pipeline('command', 'right delimiter') };
    }
  }

  private control(kind: 'if' | 'with' | 'range'): StatementNode {
    const known = this.variables.length;
    const pipe = this.pipeline(kind, 'right delimiter');
    if (kind === 'range') this.rangeDepth += 1;
    const { list, end } = this.itemList();
    if (kind === 'range') this.rangeDepth -= 1;
    let otherwise: ListNode | undefined;
    if (end.kind === 'else') {
      if (end.then !== undefined && end.then === kind) {
        this.nextWord();
        otherwise = { statements: [this.deeper(() => this.control(kind))] };
      } else {
        const rest = this.itemList();
        if (rest.end.kind !== 'end') this.fail('expected end; found {{else}}');
        otherwise = rest.list;
      }
    }
    this.variables.length = known;
    return { kind, at: pipe.at, pipe, list, otherwise };
  }

  private block(): StatementNode {
    const context = 'block clause';
    const token = this.nextWord();
    const name = this.templateName(token, context);
    const pipe = this.pipeline(context, 'right delimiter');
    this.add(name, this.ownTemplate(context));
    return { kind: 'template', at: token.at, name, pipe };
  }

  private templateCall(): StatementNode {
    const context = 'template clause';
    const token = this.nextWord();
    const name = this.templateName(token, context);
    if (this.peekWord().kind !== 'right delimiter') return { kind: 'template', at: token.at, name, pipe: this.pipeline(context, 'right delimiter') };
    this.next();
    return { kind: 'template', at: token.at, name, pipe: undefined };
  }

  private templateName(token: Token, context: string): string {
    return token.kind === 'string' || token.kind === 'raw string' ? this.textOf(token) : this.unexpected(token, context);
  }

  private textOf({ text }: Token): string {
    return unquote(text) ?? this.fail('invalid syntax');
  }

  private pipeline(context: string, end: TokenKind): PipeNode {
    const { at } = this.peekWord();
    const { variables, assigns } = this.declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.peekWord();
      if (token.kind === end) break;
      if (!operands.has(token.kind)) this.unexpected(this.nextWord(), context);
      commands.push(this.command());
    }
    this.next();
    if (commands.length === 0) this.fail(`missing value for ${context}`);
    for (const [index, { args }] of commands.entries()) {
      if (index > 0 && args[0] && literals.has(args[0].kind)) this.fail(`non executable command in pipeline stage ${index + 1}`);
    }
    return { kind: 'pipe', at, assigns, variables, commands };
  }

  private declarations(context: string): { readonly variables: string[]; readonly assigns: boolean } {
    const variables: string[] = [];
    while (this.peekWord().kind === 'variable') {
      const variable = this.next();
      const space = this.peek().kind === 'space' ? [this.next()] : [];
      const following = this.peekWord();
      if (following.kind === 'assign' || following.kind === 'declare') {
        this.next();
        variables.push(variable.text);
        this.variables.push(variable.text);
        return { variables, assigns: following.kind === 'assign' };
      }
      if (following.kind !== 'char' || following.text !== ',') {
        this.putBack(variable, ...space);
        break;
      }
      this.next();
      variables.push(variable.text);
      this.variables.push(variable.text);
      if (context !== 'range' || variables.length > 1) this.fail(`too many declarations in ${context}`);
      if (!['variable', 'right delimiter', 'right paren'].includes(this.peekWord().kind)) this.fail('range can only initialize variables');
    }
    return { variables, assigns: false };
  }

  private command(): CommandNode {
    const { at } = this.peekWord();
    const args: ArgumentNode[] = [];
    for (;;) {
      this.peekWord();
      const operand = this.operand();
      if (operand) args.push(operand);
      const token = this.peek();
      if (token.kind === 'right delimiter' || token.kind === 'right paren') break;
      this.next();
      if (token.kind === 'pipe') break;
      if (token.kind !== 'space') this.unexpected(token, 'operand');
    }
    if (args.length === 0) this.fail('empty command');
    return { kind: 'command', at, args };
  }

  private operand(): ArgumentNode | undefined {
    const node = this.term();
    if (!node || this.peek().kind !== 'field') return node;
    const { at } = this.peek();
    const fields: string[] = [];
    while (this.peek().kind === 'field') fields.push(this.next().text.slice(1));
    if (node.kind === 'field') return { kind: 'field', at, names: [...node.names, ...fields] };
    if (node.kind === 'variable') return { ...node, at, fields: [...node.fields, ...fields] };
    if (literals.has(node.kind)) this.fail(`unexpected . after term ${quote(printNode(node))}`);
    return { kind: 'chain', at, node, fields };
  }

  private term(): ArgumentNode | undefined {
    const token = this.peekWord();
    const { kind, at, text } = token;
    if (!operands.has(kind)) return undefined;
    this.next();
    switch (kind) {
      case 'identifier':
        if (!this.functions.has(text)) this.fail(`function ${quote(text)} not defined`);
        return { kind, at, name: text };
      case 'dot':
      case 'nil':
        return { kind, at };
      case 'variable':
        if (!this.variables.includes(text)) this.fail(`undefined variable ${quote(text)}`);
        return { kind, at, name: text, fields: [] };
      case 'field':
        return { kind, at, names: [text.slice(1)] };
      case 'bool':
        return { kind, at, value: text === 'true' };
      case 'left paren':
        return this.deeper(() => this.pipeline('parenthesized pipeline', 'right paren'));
      case 'string':
      case 'raw string':
        return { kind: 'string', at, quoted: text, value: this.textOf(token) };
      default: {
        const isChar = kind === 'char constant';
        return parseNumber(at, text, isChar) ?? this.fail(isChar ? (text === "''" ? 'invalid syntax' : `malformed character constant: ${text}`) : `${/^[-+]?[0-9_]+$/.test(text) ? 'integer overflow' : 'illegal number syntax'}: ${quote(text)}`);
      }
    }
  }
}

// Blank templates may be defined again.
export const isBlank = ({ statements }: ListNode): boolean => statements.every((statement) => statement.kind === 'text' && statement.text.trim() === '');
