import { AppError } from '#pkg/apperror';
import type { Effect } from '#pkg/saga';
import type { Actor, Json } from '#internal/kernel';
import { extensionsOf, type Authentication, type CallHttpTask } from '../domain/definition.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { HttpAnswer, HttpCall } from '../ports/http-caller.ts';
import type { CallHttpInput, CallHttpResult } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { ActivityFrame } from './activity-frame.ts';
import { Evaluator } from './evaluator.ts';
import { httpRequest, shownRequest } from './http-request.ts';
import { interpreterActor, log, stepOfRun } from './step-log.ts';
import { orProblem, taskProblem } from './task-problem.ts';

/**
 * Runs one `call: http` task as one ticket. The ticket is reserved before the request leaves and completed with what was answered; a ticket
 * that is complete, because an earlier attempt crashed after that, is not run again. Errors of the definition's world are answered, errors of
 * ours thrown.
 */
export async function callHttp(deps: ActivityDeps, { execution, baggage, run, ticket, authentication, timeoutMs, mayRetry, ...start }: CallHttpInput, frame: ActivityFrame): Promise<CallHttpResult> {
  const task = run.task as CallHttpTask;
  const actor = interpreterActor(execution);
  const outside = Evaluator.ofTask(deps.expressions, run, start);
  const { activityId } = frame;
  const step = (state: Parameters<typeof stepOfRun>[2]): Promise<void> => deps.journal.step(actor, execution.executionId, stepOfRun(run, deps.clock.now(), { activityId, ...state }));

  const prepared = await orProblem(async () => {
    if (!(await outside.holds(task.if, start.data))) return undefined;
    const input = await outside.input(task.input, start.data);
    const request = await httpRequest(outside.with({ input }), {
      args: task.with, authentication: authentication as Authentication | undefined, input, pointer: run.pointer, idempotencyKey: ticket.key, timeoutMs,
    });
    return { input, request, shown: shownRequest(request) };
  });
  if ('error' in prepared || !prepared.result) {
    const failure = 'error' in prepared ? { error: prepared.error } : undefined;
    await log(deps, execution, baggage, () => step(failure ? { status: 'failed', input: start.data, ...failure } : { status: 'skipped' }));
    return failure ? { effect: 'none', ...failure } : { effect: 'none', skipped: true };
  }

  const { input, request, shown } = prepared.result;
  const begun = await unlessWithheld(() =>
    deps.journal.atomically(actor, async () => {
      const { key, slaDeadline, ...rest } = ticket;
      const reserving = deps.tickets.begin(actor, {
        ...rest, executionId: execution.executionId, taskPath: run.path, taskName: run.name, idempotencyKey: key, parameters: shown,
        ...(slaDeadline !== undefined && { slaDeadline: new Date(slaDeadline) }),
      });
      const [reserved, windingUp] = await Promise.all([reserving, ticket.type === 'EXECUTE' && deps.journal.isWindingUp(actor, execution.executionId)]);
      if (windingUp && reserved.state === 'run' && reserved.attempt === 1) throw new Withheld();
      await log(deps, execution, baggage, () => step({ status: 'running', input: shown, ticketId: reserved.ticketId }));
      return reserved;
    }),
  );
  if (!begun) {
    await log(deps, execution, baggage);
    return { effect: 'none', withheld: true };
  }
  const { ticketId } = begun;
  const common = { ticketId, ...(extensionsOf(task).compensate && { input }) };

  const sent = begun.state === 'done' ? { output: begun.output } : await send(deps, actor, request, task, run.pointer, frame.signal);
  if ('error' in sent) {
    const { error, effect } = sent;
    await deps.journal.atomically(actor, async () => {
      await deps.tickets.fail(actor, ticketId, { error, final: !mayRetry });
      await step({ status: 'failed', input: shown, error, ticketId });
    });
    return { ...common, effect, error };
  }

  const inside = outside.with({ input });
  const left = await orProblem(async () => {
    const data = await inside.output(task.output, sent.output);
    return { data, ...(task.export && { context: await inside.with({ output: data }).output(task.export, data, 'context') }) };
  });
  await deps.journal.atomically(actor, async () => {
    await deps.tickets.complete(actor, ticketId, sent.output);
    await step({ ...('error' in left ? { status: 'failed' as const, error: left.error } : { status: 'completed' as const, output: left.result.data }), input: shown, ticketId });
  });
  return { ...common, effect: 'done', ...('error' in left ? left : left.result) };
}

/** Takes the reservation of a ticket back. */
class Withheld extends Error {
  override readonly name = 'Withheld';
}

async function unlessWithheld<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Withheld) return undefined;
    throw error;
  }
}

type Sent = { readonly output: Json } | { readonly error: Problem; readonly effect: Effect };

async function send({ http, clock }: ActivityDeps, actor: Actor, request: HttpCall, task: CallHttpTask, pointer: string, signal: AbortSignal): Promise<Sent> {
  let answer: HttpAnswer;
  const sentAt = clock.now().getTime();
  try {
    answer = await http.call(actor, request, signal);
  } catch (error) {
    if (signal.aborted) return { error: taskProblem('runtime', pointer, 'the call was cancelled before it was answered').problem, effect: 'unknown' };
    if (!(error instanceof AppError)) throw error;
    // Nothing leaves for an address that is not allowed or no address; anything else may have arrived.
    if (error.code === 'forbidden') return { error: taskProblem('authorization', pointer, error.message).problem, effect: 'none' };
    if (error.code === 'invalid') return { error: taskProblem('configuration', pointer, error.message).problem, effect: 'none' };
    if (error.code !== 'unavailable') throw error;
    const type = clock.now().getTime() - sentAt >= request.timeoutMs ? 'timeout' : 'communication';
    return { error: taskProblem(type, pointer, error.message).problem, effect: 'unknown' };
  }
  const { status } = answer;
  if (status < 200 || status >= (task.with.redirect ? 400 : 300)) {
    return { error: taskProblem('communication', pointer, `${request.method} ${shownUrl(request)} answered ${status}`, status).problem, effect: effectOf(status) };
  }
  return { output: task.with.output === 'response' ? responseOutput(request, answer) : answer.body };
}

/** A receiver that says no has done nothing; a gateway that says no does not know what its receiver did. */
const effectOf = (status: number): Effect => ([408, 502, 504].includes(status) ? 'unknown' : 'none');

const shownUrl = (request: HttpCall): string => (shownRequest(request) as { readonly url: string }).url.replace(/[?#].*$/, '');

const responseOutput = (request: HttpCall, { status, headers, body }: HttpAnswer): Json => {
  const { method, url, headers: sent } = shownRequest(request) as { readonly method: string; readonly url: string; readonly headers: Json };
  return { request: { method, uri: url, headers: sent }, statusCode: status, headers, content: body };
};

