import type { Actor } from '#internal/kernel';
import type { Execution, ExecutionId } from '../domain/execution.ts';
import { executionTree, type TreeNode } from '../domain/execution-tree.ts';
import type { GetExecution } from './get-execution.ts';

export interface ExecutionWithTree {
  readonly execution: Execution;
  readonly tasks: readonly TreeNode[];
}
export type GetExecutionTree = (actor: Actor, id: ExecutionId) => Promise<ExecutionWithTree>;

/** An execution and its last steps, as the tree of their tasks. Throws `not_found`. */
export function getExecutionTree(deps: { readonly getExecution: GetExecution }): GetExecutionTree {
  return async (actor, id) => {
    const { steps, ...execution } = await deps.getExecution(actor, id);
    return { execution, tasks: executionTree(steps) };
  };
}
