import type { Actor } from '#internal/kernel';
import { heard } from '../domain/plan-progress.ts';
import { stop, type StopCause } from '../domain/plan.ts';
import { compensationDraft } from '../domain/ticket-drafts.ts';
import { nextCompensations } from '../domain/unwinding.ts';
import type { PlanTickets } from '../ports/plan-tickets.ts';
import type { PlanInHand } from './plan-in-hand.ts';

/** Notes what the ledger says of these tickets. */
export async function hearTickets(tickets: PlanTickets, actor: Actor, inHand: PlanInHand, ticketIds: readonly string[]): Promise<void> {
  if (ticketIds.length === 0) return;
  const found = new Map((await tickets.find(actor, ticketIds)).map((ticket) => [ticket.id, ticket]));
  for (const task of inHand.tasks) {
    for (const id of [task.ticketId, task.compensationTicketId]) {
      const ticket = id === undefined ? undefined : found.get(id);
      if (ticket) inHand.put(heard(inHand.byId.get(task.taskId) ?? task, ticket));
    }
  }
}

/** Tickets of tasks and compensations that may still change. */
export const openTicketsOf = ({ tasks }: Pick<PlanInHand, 'tasks'>): readonly string[] =>
  tasks.flatMap(({ status, ticketId, compensationStatus, compensationTicketId }) => [
    ...((status === 'waiting' || status === 'offered') && ticketId !== undefined ? [ticketId] : []),
    ...(compensationStatus === 'offered' && compensationTicketId !== undefined ? [compensationTicketId] : []),
  ]);

/** The plan does not go on: nobody begins or repeats a task any more. */
export async function stopPlan(tickets: PlanTickets, actor: Actor, inHand: PlanInHand, cause: StopCause): Promise<void> {
  inHand.plan = stop(inHand.plan, cause);
  const open = openTicketsOf(inHand);
  await tickets.cancel(actor, open, cause.detail);
  await hearTickets(tickets, actor, inHand, open);
  for (const task of inHand.tasks) if (task.status === 'waiting' || task.status === 'offered') inHand.put({ ...task, status: 'cancelled' });
}

/** Offers the compensations that may run now; answers how many those are. */
export async function offerCompensations(tickets: PlanTickets, actor: Actor, inHand: PlanInHand, now: Date): Promise<number> {
  const next = nextCompensations(inHand.tasks);
  if (next.length === 0) return 0;
  const ids = await tickets.open(actor, next.map((task) => compensationDraft(inHand.plan, task, now)));
  await tickets.offer(actor, ids.map((ticketId) => ({ ticketId, reason: 'nothing that is not undone yet depends on what it undoes' })));
  for (const [index, task] of next.entries()) {
    const compensationTicketId = ids[index];
    if (compensationTicketId !== undefined) inHand.put({ ...task, compensationStatus: 'offered', compensationTicketId });
  }
  return next.length;
}
