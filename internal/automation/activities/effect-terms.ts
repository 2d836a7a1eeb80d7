import { extensionsOf, type TicketTerms } from '../domain/definition.ts';
import { durationMs } from '../domain/duration.ts';
import type { CallHttpInput, CallHttpResult } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { log, stepOfRun } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';

type Order = CallHttpInput['ticket'];

/** Longest idempotency key that a definition may give, in UTF-16 units. */
const MAX_KEY_LENGTH = 300;

/** Runs an effect with the ticket that the extensions `ticket` and `idempotencyKey` of its task describe; without them as it is. */
export async function withEffectTerms(deps: ActivityDeps, input: CallHttpInput, work: (input: CallHttpInput) => Promise<CallHttpResult>): Promise<CallHttpResult> {
  const { run, execution, baggage, ticket } = input;
  const { ticket: terms, idempotencyKey } = extensionsOf(run.task);
  if (!terms && idempotencyKey === undefined) return work(input);

  const outside = taskEvaluator(deps, execution, run, input, input);
  const asked = await orProblem(async (): Promise<Order> => {
    if (!(await outside.holds(run.task.if, input.data))) return ticket;
    const taskInput = await outside.input(run.task.input, input.data);
    const inside = outside.with({ input: taskInput });
    const evaluated = terms && ((await inside.template(terms as never, taskInput)) as unknown as TicketTerms);
    return {
      ...ticket,
      ...(evaluated && ordered(evaluated, ticket, deps.clock.now(), run.pointer)),
      ...(idempotencyKey !== undefined && { key: sharedKey(await inside.template(idempotencyKey, taskInput), ticket.type, run.pointer) }),
    };
  });
  if ('result' in asked) return work({ ...input, ticket: asked.result });
  await log(deps, execution, baggage, (actor) => deps.journal.step(actor, execution.executionId, stepOfRun(run, deps.clock.now(), { status: 'failed', input: input.data, error: asked.error })));
  return { effect: 'none', error: asked.error };
}

function ordered({ type, priority, sla, capabilities, riskBand, maxRetries }: TicketTerms, ticket: Order, now: Date, pointer: string): Partial<Order> {
  const slaMs = sla === undefined ? undefined : durationMs(sla);
  if (sla !== undefined && slaMs === undefined) throw taskProblem('expression', pointer, `the sla of the ticket is no duration from zero to a year: ${JSON.stringify(sla)}`);
  if (capabilities?.some((name) => typeof name !== 'string')) throw taskProblem('expression', pointer, 'the capabilities of the ticket must be texts');
  return {
    // What undoes stays recognizable as that.
    ...(type !== undefined && ticket.type !== 'COMPENSATE' && { type }),
    ...(priority !== undefined && { priority }),
    ...(slaMs !== undefined && { slaDeadline: now.getTime() + slaMs }),
    ...(capabilities && { requiredCapabilities: capabilities }),
    ...(riskBand !== undefined && { riskBand }),
    ...(maxRetries !== undefined && { maxRetries }),
  };
}

/** A key of the whole tenant. It cannot be that of an execution, which begins with the id of one. It is a header, too: ASCII only. */
function sharedKey(value: unknown, type: Order['type'], pointer: string): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === 'null' || text.length === 0 || text.length > MAX_KEY_LENGTH) throw taskProblem('expression', pointer, `an idempotency key must have 1 to ${MAX_KEY_LENGTH} characters`);
  return encodeURI(`${type === 'COMPENSATE' ? 'shared-undo' : 'shared'}:${text}`);
}
