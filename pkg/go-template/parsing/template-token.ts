export type Keyword = 'block' | 'break' | 'continue' | 'define' | 'else' | 'end' | 'if' | 'nil' | 'range' | 'template' | 'with';

export type TokenKind =
  | 'assign' | 'bool' | 'char' | 'char constant' | 'complex' | 'declare' | 'dot' | 'end of input' | 'error' | 'field' | 'identifier' | 'left delimiter' | 'left paren'
  | 'number' | 'pipe' | 'raw string' | 'right delimiter' | 'right paren' | 'space' | 'string' | 'text' | 'variable' | Keyword;

/** A word of a template. */
export interface Token {
  readonly kind: TokenKind;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
  /** As written; for an error, what is wrong. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

export const keywords: ReadonlySet<string> = new Set<Keyword>(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'nil', 'range', 'template', 'with']);
