import { problem, type Problem, type ProblemType } from '../domain/definition-problem.ts';

/** An error of the definition's world on its way up through the interpreter: what `catch` catches. */
export class TaskFault extends Error {
  override readonly name = 'TaskFault';

  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.type);
  }
}

export const taskFault = (type: ProblemType, instance: string, detail: string): TaskFault => new TaskFault(problem(type, instance, detail));

/** The data of an activity's result; throws its problem. */
export function unlessFailed<Result extends object>(result: Result | { readonly error: Problem }): Result {
  if ('error' in result) throw new TaskFault(result.error);
  return result;
}
