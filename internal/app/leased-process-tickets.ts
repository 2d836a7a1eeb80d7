import type { ProcessTicket, ProcessTickets } from '#internal/automation';
import type { Ticket, TicketId } from '#internal/tickets';
import type { createTickets } from '../tickets/module.ts';

/** The tickets of containers, scripts and commands that workflows run: agents lease them. */
export const processTickets = ({ openTickets, cancelTicketsById, lookUpTickets }: ReturnType<typeof createTickets>['useCases']): ProcessTickets => ({
  async open(actor, request) {
    const [ticket] = await openTickets(actor, [{ ...request, delivery: 'lease' }]);
    return toProcessTicket(ticket as Ticket); // one draft, one ticket
  },
  async find(actor, ticketId) {
    const [ticket] = await lookUpTickets(actor, [ticketId as TicketId]);
    return ticket && toProcessTicket(ticket);
  },
  cancel: async (actor, ticketId, reason) => void (await cancelTicketsById(actor, [ticketId as TicketId], reason)),
});

const STATUS: Readonly<Record<Ticket['status'], ProcessTicket['status']>> = {
  PENDING: 'open',
  RUNNING: 'open',
  COMPLETED: 'completed',
  // The command was run; that it is being undone by hand changes nothing of its answer.
  COMPENSATING: 'completed',
  COMPENSATED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

const toProcessTicket = ({ id, status, executionId, delivery, attempts, output, error }: Ticket): ProcessTicket => ({
  ticketId: id,
  status: STATUS[status],
  leased: delivery === 'lease',
  begun: attempts > 0,
  ...(executionId !== undefined && { executionId }),
  ...(output !== undefined && { output }),
  ...(error !== undefined && { error }),
});
