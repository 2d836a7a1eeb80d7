import type { Json, JsonObject } from '#internal/kernel';
import { extensionsOf } from '../domain/definition.ts';
import { durationMs } from '../domain/duration.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { AnswerInput, AnswerResult, AskInput, AskResult } from './exchange-contract.ts';
import { interpreterActor, log } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';

const DEFAULT_EXPIRY = 'PT1H';

/** Asks people whether a task may run, unless its own or the approval's condition says that there is nothing to ask. */
export async function askApproval(deps: ActivityDeps, { execution, baggage, run, key, ...start }: AskInput): Promise<AskResult> {
  const { approval } = extensionsOf(run.task);
  const outside = taskEvaluator(deps, execution, run, start);
  const question = await orProblem(async () => {
    if (!approval || !(await outside.holds(run.task.if, start.data))) return undefined;
    const input = await outside.input(run.task.input, start.data);
    const inside = outside.with({ input });
    if (!(await inside.holds(approval.when, input))) return undefined;
    const { message, approvers = [], evidence } = approval;
    const words = (await inside.template({ approvers, ...(message !== undefined && { message }), ...(evidence !== undefined && { evidence }) }, input)) as JsonObject;
    const people = words['approvers'];
    if (!Array.isArray(people) || !people.every((one): one is string => typeof one === 'string')) throw taskProblem('validation', run.pointer, 'the approvers of an approval are texts: subjects, or role:<role>');
    const expiresInMs = durationMs(approval.expires ?? DEFAULT_EXPIRY);
    if (expiresInMs === undefined) throw taskProblem('validation', run.pointer, 'the time in which an approval expires is no duration');
    return {
      taskName: run.name, expiresInMs, approvers: people.slice(0, 100), required: approval.required ?? 1, fourEyes: approval.fourEyes ?? false,
      ...(words['message'] !== undefined && { message: text(words['message']).slice(0, 2000) }),
      ...(words['evidence'] !== undefined && { evidence: words['evidence'] }),
    };
  });
  await log(deps, execution, baggage);
  if ('error' in question) return question;
  if (!question.result) return { asked: false };
  const { expiresAt } = await deps.exchange.ask(interpreterActor(execution), execution.executionId, key, question.result);
  return { asked: true, expiresAt: expiresAt.getTime() };
}

/** What has become of the question; one whose time is over expires by this look. */
export async function lookAtApproval(deps: ActivityDeps, { execution, baggage, key }: AnswerInput): Promise<AnswerResult> {
  await log(deps, execution, baggage);
  const approval = await deps.exchange.answer(interpreterActor(execution), execution.executionId, key);
  const refusal = approval?.decisions.find(({ verdict }) => verdict === 'rejected');
  return { status: approval?.status ?? 'cancelled', ...(refusal && { by: refusal.name ?? refusal.subject, ...(refusal.comment !== undefined && { comment: refusal.comment }) }) };
}

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
