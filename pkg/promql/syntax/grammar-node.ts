import type { SourceRange } from '../values/source-position.ts';

/** A node of the grammar's tree, as much as is needed of it. */
export interface GrammarNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly firstChild: GrammarNode | null;
  readonly nextSibling: GrammarNode | null;
}

/** Stops with a parse error. */
export type Fail = (message: string, range: SourceRange) => never;

export function childrenOf(node: GrammarNode): GrammarNode[] {
  const children: GrammarNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
