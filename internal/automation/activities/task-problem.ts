import { AppError } from '#pkg/apperror';
import { problem, type Problem, type ProblemType } from '../domain/definition-problem.ts';

/** An error of the definition's own world, on its way out of the functions that evaluate a task. */
export class TaskProblem extends Error {
  override readonly name = 'TaskProblem';

  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.type);
  }
}

export const taskProblem = (type: ProblemType, instance: string, detail: string, status?: number): TaskProblem =>
  new TaskProblem(problem(type, instance, detail, status));

/** The result, or the problem that was raised on the way to it. Everything else that is thrown is a failure of ours and goes on. */
export async function orProblem<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result } | { readonly error: Problem }> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof TaskProblem) return { error: error.problem };
    throw error;
  }
}

/** Turns the `invalid` of the evaluator into the problem of a type at a place. */
export async function asProblem<Result>(type: ProblemType, instance: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') throw taskProblem(type, instance, error.message);
    throw error;
  }
}
