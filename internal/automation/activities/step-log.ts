import { asTenantId, systemActor, type Actor, type Json } from '#internal/kernel';
import type { Problem } from '../domain/definition-problem.ts';
import type { ExecutionJournal, StepRecord } from '../ports/execution-journal.ts';
import type { Exchange } from '../ports/exchange.ts';
import type { Tickets } from '../ports/tickets.ts';
import type { Baggage, ExecutionRef, StepNote, TaskRun } from './activity-contract.ts';

/** The interpreter, acting for the tenant of an execution. */
export const interpreterActor = ({ tenantId, correlationId, traceparent }: ExecutionRef): Actor =>
  systemActor(asTenantId(tenantId), 'automation', { correlationId, via: 'runDefinition', ...(traceparent && { traceparent }) });

/** Writes what travelled with an activity, and then what the activity itself has to say, in one transaction. */
export async function log(
  { journal, tickets, exchange }: { readonly journal: ExecutionJournal; readonly tickets: Tickets; readonly exchange: Pick<Exchange, 'unsubscribe'> },
  execution: ExecutionRef,
  { begin, notes = [], givenUp = [], unsubscribed = [] }: Baggage,
  own: (actor: Actor) => Promise<void> = async () => undefined,
): Promise<void> {
  const actor = interpreterActor(execution);
  await journal.atomically(actor, async () => {
    if (begin) await journal.startedUnlessEnded(actor, execution.executionId, begin.runId);
    for (const note of notes) await journal.step(actor, execution.executionId, stepOf(note));
    for (const { ticketId, error } of givenUp) await tickets.fail(actor, ticketId, { error, final: true });
    for (const key of unsubscribed) await exchange.unsubscribe(actor, execution.executionId, key);
    await own(actor);
  });
}

export const stepOf = ({ startedAt, finishedAt, ...rest }: StepNote): StepRecord => ({
  ...rest,
  startedAt: new Date(startedAt),
  ...(finishedAt !== undefined && { finishedAt: new Date(finishedAt) }),
});

/** The step of a run as it stands now. */
export const stepOfRun = (
  { path, name, kind, attempt, startedAt }: TaskRun,
  now: Date,
  state: { readonly status: StepRecord['status']; readonly input?: Json; readonly output?: Json; readonly error?: Problem; readonly context?: Json; readonly ticketId?: string; readonly activityId?: string },
): StepRecord => ({
  path,
  name,
  kind,
  attempt,
  startedAt: new Date(startedAt),
  ...(state.status !== 'running' && { finishedAt: now.getTime() < startedAt ? new Date(startedAt) : now }),
  ...state,
});
