/** A constant as written: what it can be taken for. */
export interface NumberNode {
  readonly kind: 'number';
  readonly at: number;
  readonly text: string;
  /** Undefined: it is no whole number, or none of 64 bits with a sign. */
  readonly int: bigint | undefined;
  readonly float: number | undefined;
}

export interface PipeNode {
  readonly kind: 'pipe';
  readonly at: number;
  /** `$x = …` rather than `$x := …`. */
  readonly assigns: boolean;
  readonly variables: readonly string[];
  readonly commands: readonly CommandNode[];
}

export interface CommandNode {
  readonly kind: 'command';
  readonly at: number;
  readonly args: readonly ArgumentNode[];
}

/** What a command is made of: the first may be a function or a method, to which the others are given. */
export type ArgumentNode =
  | NumberNode
  | PipeNode
  | { readonly kind: 'bool'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'dot' | 'nil'; readonly at: number }
  | { readonly kind: 'string'; readonly at: number; readonly quoted: string; readonly value: string }
  | { readonly kind: 'identifier'; readonly at: number; readonly name: string }
  | { readonly kind: 'field'; readonly at: number; readonly names: readonly string[] }
  | { readonly kind: 'variable'; readonly at: number; readonly name: string; readonly fields: readonly string[] }
  | { readonly kind: 'chain'; readonly at: number; readonly node: ArgumentNode; readonly fields: readonly string[] };

export interface RangeNode {
  readonly kind: 'range';
  readonly at: number;
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly otherwise: ListNode | undefined;
}

export type StatementNode =
  | RangeNode
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'action'; readonly at: number; readonly pipe: PipeNode }
  | { readonly kind: 'if' | 'with'; readonly at: number; readonly pipe: PipeNode; readonly list: ListNode; readonly otherwise: ListNode | undefined }
  | { readonly kind: 'template'; readonly at: number; readonly name: string; readonly pipe: PipeNode | undefined }
  | { readonly kind: 'break' | 'continue'; readonly at: number };

/** Where a template is written, for messages. */
export interface TemplateSource {
  readonly name: string;
  readonly text: string;
}

export interface ListNode {
  readonly statements: readonly StatementNode[];
  /** Of a whole template: the text that it is part of. */
  readonly source?: TemplateSource;
}

type PrintedNode = ArgumentNode | CommandNode | StatementNode;

/** A node as Go writes it in messages. */
export function printNode(node: PrintedNode): string {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'pipe': {
      const variables = node.variables.length > 0 ? `${node.variables.join(', ')} ${node.assigns ? '=' : ':='} ` : '';
      return variables + node.commands.map(printNode).join(' | ');
    }
    case 'command':
      return node.args.map((arg) => (arg.kind === 'pipe' ? `(${printNode(arg)})` : printNode(arg))).join(' ');
    case 'bool':
      return String(node.value);
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'string':
      return node.quoted;
    case 'identifier':
      return node.name;
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'variable':
      return [node.name, ...node.fields].join('.');
    case 'chain':
      return (node.node.kind === 'pipe' ? `(${printNode(node.node)})` : printNode(node.node)) + node.fields.map((name) => `.${name}`).join('');
    case 'text':
      return node.text;
    case 'action':
      return `{{${printNode(node.pipe)}}}`;
    case 'template':
      return `{{template ${JSON.stringify(node.name)}${node.pipe ? ` ${printNode(node.pipe)}` : ''}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'if':
    case 'with':
    case 'range': {
      const list = (nodes: ListNode): string => nodes.statements.map(printNode).join('');
      const otherwise = node.otherwise ? `{{else}}${list(node.otherwise)}` : '';
      return `{{${node.kind} ${printNode(node.pipe)}}}${list(node.list)}${otherwise}{{end}}`;
    }
  }
}
