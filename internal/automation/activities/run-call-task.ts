import type { Effect } from '#pkg/saga';
import type { Json, JsonObject } from '#internal/kernel';
import { extensionsOf, type Authentication, type CallTask } from '../domain/definition.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { CallHttpInput, CallHttpResult } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { ActivityFrame } from './activity-frame.ts';
import { authorizationVariable, authorize, namedAuthentication, type Authorization, type AuthorizationContext } from './authorization.ts';
import type { DocumentJob } from './called-document.ts';
import { calledSecrets } from './called-secrets.ts';
import type { Evaluator } from './evaluator.ts';
import { Redactor } from './redactor.ts';
import { interpreterActor, log, stepOfRun } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem } from './task-problem.ts';

/** One run of one `call` task, ready to be prepared by its protocol. */
export interface CallJob<Called extends CallTask = CallTask> extends DocumentJob {
  readonly task: Called;
  /** Knows `$input`, `$secrets` and `$authorization`. */
  readonly evaluator: Evaluator;
  readonly authorization: Authorization | undefined;
  readonly idempotencyKey: string;
  readonly timeoutMs: number;
}

/** A call of which nothing has left yet. */
export interface PreparedCall {
  /** What may be seen of it: in the step, in the ticket. */
  readonly shown: JsonObject;
  readonly send: () => Promise<SentCall>;
}
/** What came of a call. `effect` says what is known of it at the receiver. */
export type SentCall = { readonly output: Json } | { readonly error: Problem; readonly effect: Effect };

/** What a protocol does of a call: everything up to the first byte that has an effect. Raises problems. */
export type PrepareCall = (deps: ActivityDeps, job: CallJob) => Promise<PreparedCall>;

/**
 * Runs one `call` task as one ticket, whatever its protocol. The ticket is reserved before the request leaves and completed with what was
 * answered; a ticket that is complete, because an earlier attempt crashed after that, is not run again. Errors of the definition's world are
 * answered, errors of ours thrown. Nothing confidential leaves this function: values of secrets, credentials and tokens are masked in all that
 * is stored or answered.
 */
export async function runCallTask(deps: ActivityDeps, prepare: PrepareCall, { execution, baggage, run, ticket, authentication, authentications, secrets = [], timeoutMs, mayRetry, last, ...start }: CallHttpInput, frame: ActivityFrame): Promise<CallHttpResult> {
  const task = run.task as CallTask;
  const { activityId, signal } = frame;
  const actor = interpreterActor(execution);
  const redactor = new Redactor();
  const written = baggage.begin && ({ begun: true } as const);
  const step = (state: Parameters<typeof stepOfRun>[2]): Promise<void> => deps.journal.step(actor, execution.executionId, stepOfRun(run, deps.clock.now(), { activityId, ...state }));

  let inside = taskEvaluator(deps, execution, run, start, { ...(authentications !== undefined && { authentications }), secrets });
  const prepared = await orProblem(async () => {
    if (!(await inside.holds(task.if, start.data))) return undefined;
    const input = await inside.input(task.input, start.data);
    const values = await calledSecrets(deps.outgoing.secrets, actor, secrets, [task, authentication, authentications], run.pointer);
    redactor.add(values);
    inside = inside.with({ input });
    const open = secrets.length > 0 ? inside.with({ secrets: values }) : inside;
    const context: AuthorizationContext = { outgoing: deps.outgoing, actor, evaluator: open, redactor, input, secrets: values, pointer: run.pointer, signal };
    const authorization = authentication === undefined ? undefined : await authorize(context, authentication as unknown as Authentication);
    const known = authorization ? { authorization: authorizationVariable(authorization) } : {};
    inside = inside.with(known);
    const call = await prepare(deps, {
      task, actor, input, evaluator: open.with(known), authorization, pointer: run.pointer, idempotencyKey: ticket.key, timeoutMs, signal,
      authorizeOther: (reference) => authorize(context, namedAuthentication(reference, authentications, run.pointer)),
    });
    return { input, call, shown: redactor.clean(call.shown) };
  });
  if ('error' in prepared || !prepared.result) {
    const failure = 'error' in prepared ? { error: redactor.clean(prepared.error) } : undefined;
    await log(deps, execution, baggage, () => step(failure ? { status: 'failed', input: start.data, ...failure } : { status: 'skipped' }));
    return { effect: 'none', ...written, ...(failure ?? { skipped: true }) };
  }

  const { input, call, shown } = prepared.result;
  const begun = await unlessWithheld(() =>
    deps.journal.atomically(actor, async () => {
      // Of an execution that has ended nothing leaves any more.
      if (baggage.begin) await deps.journal.started(actor, execution.executionId, baggage.begin.runId);
      const { key, slaDeadline, ...rest } = ticket;
      const reserving = deps.tickets.begin(actor, {
        ...rest, executionId: execution.executionId, taskPath: run.path, taskName: run.name, idempotencyKey: key, parameters: shown,
        ...(slaDeadline !== undefined && { slaDeadline: new Date(slaDeadline) }),
      });
      const [reserved, windingUp] = await Promise.all([reserving, ticket.type === 'EXECUTE' && deps.journal.isWindingUp(actor, execution.executionId)]);
      if (windingUp && reserved.state === 'run' && reserved.attempt === 1) throw new Withheld();
      await log(deps, execution, { ...baggage, begin: undefined }, () => step({ status: 'running', input: shown, ticketId: reserved.ticketId }));
      return reserved;
    }),
  );
  if (!begun) {
    await log(deps, execution, baggage);
    return { effect: 'none', ...written, withheld: true };
  }
  const { ticketId } = begun;
  const common = { ticketId, ...written, ...(extensionsOf(task).compensate && { input }) };

  const sent = begun.state === 'done' ? { output: begun.output } : await call.send();
  if ('error' in sent) {
    const error = redactor.clean(sent.error);
    await deps.journal.atomically(actor, async () => {
      await deps.tickets.fail(actor, ticketId, { error, final: !mayRetry });
      await step({ status: 'failed', input: shown, error, ticketId });
    });
    return { ...common, effect: sent.effect, error };
  }

  const output = redactor.clean(sent.output);
  const shaped = await orProblem(async () => {
    const data = await inside.output(task.output, output);
    return { data, ...(task.export && { context: await inside.with({ output: data }).output(task.export, data, 'context') }) };
  });
  const left = 'error' in shaped ? { error: redactor.clean(shaped.error) } : redactor.clean(shaped.result);
  const finished = await deps.journal.atomically(actor, async () => {
    await deps.tickets.complete(actor, ticketId, output);
    await step({ ...('error' in left ? { status: 'failed' as const, error: left.error } : { status: 'completed' as const, output: left.data, ...('context' in left && { context: left.context }) }), input: shown, ticketId });
    return last && !('error' in left) && (await deps.journal.completeUnlessStopped(actor, execution.executionId, left.data));
  });
  // Whoever did it undoes it.
  return { ...common, effect: begun.state === 'done' && begun.elsewhere ? 'none' : 'done', ...left, ...(finished && { finished }) };
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
