import type { PlanTicket, PlanTickets } from '#internal/orchestration';
import type { Ticket, TicketId } from '#internal/tickets';
import type { createTickets } from '../tickets/module.ts';

/** The tickets of plans: ordinary tickets that agents lease, all of them in few statements. */
export function planTickets({ openTickets, offerTickets, cancelTicketsById, lookUpTickets, changeTicketStatus }: ReturnType<typeof createTickets>['useCases']): PlanTickets {
  const ids = (ticketIds: readonly string[]) => ticketIds as readonly TicketId[];
  return {
    async open(actor, drafts) {
      const tickets = await openTickets(actor, drafts.map(({ compensates, ...draft }) => ({
        ...draft, delivery: 'lease', taskName: draft.taskId, ...(compensates !== undefined && { compensates: compensates as TicketId }),
      })));
      return tickets.map(({ id }) => id);
    },
    offer: async (actor, offers) => void (await offerTickets(actor, offers.map(({ ticketId, ...terms }) => ({ id: ticketId as TicketId, ...terms })))),
    cancel: async (actor, ticketIds, reason) => void (await cancelTicketsById(actor, ids(ticketIds), reason)),
    async settle(actor, ticketId, outcome) {
      const id = ticketId as TicketId;
      // Nobody leased it, so its one attempt begins here.
      const [ticket] = await lookUpTickets(actor, [id]);
      if (ticket?.status === 'PENDING') await changeTicketStatus(actor, id, { status: 'RUNNING', reason: 'a pipeline worked on it' });
      await changeTicketStatus(actor, id, outcome.status === 'success'
        ? { status: 'COMPLETED', reason: 'the pipeline succeeded', output: outcome.output }
        : { status: 'FAILED', reason: `the pipeline failed: ${JSON.stringify(outcome.error).slice(0, 500)}` });
    },
    find: async (actor, ticketIds) => (await lookUpTickets(actor, ids(ticketIds))).map(toPlanTicket),
  };
}

const STATUS: Readonly<Record<Ticket['status'], PlanTicket['status']>> = {
  PENDING: 'open',
  RUNNING: 'running',
  COMPLETED: 'completed',
  // The task was done; what is being undone, or has been, is the plan's own doing.
  COMPENSATING: 'completed',
  COMPENSATED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

const toPlanTicket = ({ id, status, agentId, startedAt, completedAt, error }: Ticket): PlanTicket => ({
  id,
  status: STATUS[status],
  ...(agentId !== undefined && { agentId }),
  ...(startedAt && { startedAt }),
  ...(completedAt && { completedAt }),
  ...(error !== undefined && { error }),
});
