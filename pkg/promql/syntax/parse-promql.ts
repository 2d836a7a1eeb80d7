import { parser } from '@prometheus-io/lezer-promql';
import { PromqlError } from '../values/promql-error.ts';
import { lineAndColumn, type SourceRange } from '../values/source-position.ts';
import { AstBuilder } from './ast-builder.ts';
import { checkTypes } from './check-types.ts';
import { lezerSource } from './lezer-source.ts';
import type { Expression } from './promql-ast.ts';
import { lexPromql } from './promql-lexer.ts';
import type { PromqlSyntaxOptions } from './promql-options.ts';
import type { Token } from './promql-token.ts';
import { describeSyntaxProblem } from './syntax-problem.ts';

type Tree = ReturnType<typeof parser.parse>;

/** A query that is too deep for a recursive evaluator; far beyond what a person or a dashboard writes. */
const MAX_NESTING = 1_000;

/**
 * Reads a query and checks its types. Throws {@link PromqlError} `bad_data` with Prometheus's text
 * (`1:5: parse error: unexpected …`) at the first problem.
 */
export function parsePromql(query: string, options: PromqlSyntaxOptions = {}): Expression {
  const { tokens, problem } = lexPromql(query);
  const tree = parser.parse(lezerSource(tokens, query.length));
  const unexpected = firstErrorToken(tree, tokens);
  if (unexpected !== undefined && (problem === undefined || unexpected < tokens.length)) {
    const { message, range } = describeSyntaxProblem(tokens, unexpected);
    throw parseError(query, message, range);
  }
  if (problem) throw parseError(query, problem.message, { start: problem.start, end: query.length });

  const fail = (message: string, range: SourceRange): never => {
    throw parseError(query, message, range);
  };
  checkNesting(tree, fail);
  const root = tree.topNode.firstChild;
  if (!root) return fail('no expression found in input', { start: 0, end: 0 });
  const expr = new AstBuilder(tokens, options, fail).build(root);
  return checkTypes(expr, query, fail);
}

const parseError = (query: string, message: string, range: SourceRange): PromqlError =>
  new PromqlError('bad_data', `${lineAndColumn(query, range.start)}: parse error: ${message}`, { range });

/** The index of the token at which the grammar first had to guess. */
function firstErrorToken(tree: Tree, tokens: readonly Token[]): number | undefined {
  let found: number | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (!type.isError) return found === undefined;
      const index = tokens.findIndex(({ end, kind }) => end > from || kind === 'end of input');
      const token = index < 0 ? tokens.length : index;
      found = found === undefined ? token : Math.min(found, token);
      return false;
    },
  });
  return found;
}

function checkNesting(tree: Tree, fail: (message: string, range: SourceRange) => never): void {
  let depth = 0;
  tree.iterate({
    enter: ({ from, to }) => {
      if (++depth > MAX_NESTING) fail('expression is nested too deeply', { start: from, end: to });
    },
    leave: () => {
      depth--;
    },
  });
}
