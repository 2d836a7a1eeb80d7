import type { Actor } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import type { Ticket, TicketFilter, TicketId } from '../domain/ticket.ts';
import type { TicketRepository } from '../ports/ticket-repository.ts';

/** Tickets in a list. */
export class InMemoryTickets extends InMemoryUnitOfWork<{ readonly tickets: TicketRepository }, readonly Ticket[]> {
  protected tables: readonly Ticket[] = [];

  protected repositories(actor: Actor): { readonly tickets: TicketRepository } {
    return { tickets: this.repository(actor) };
  }

  private repository({ tenantId }: Actor): TicketRepository {
    const own = () => this.tables.filter((ticket) => ticket.tenantId === tenantId);
    const find = (matches: (ticket: Ticket) => boolean) => {
      const found = own().find(matches);
      if (!found) throw notFound('ticket');
      return found;
    };
    const get = (id: TicketId) => Promise.resolve().then(() => find((ticket) => ticket.id === id));
    return {
      addUnlessKeyTaken: (ticket) => {
        const taken = own().some(({ idempotencyKey }) => idempotencyKey === ticket.idempotencyKey);
        if (!taken) this.tables = [...this.tables, ticket];
        return Promise.resolve(!taken);
      },
      lockByKey: (key) => Promise.resolve().then(() => find(({ idempotencyKey }) => idempotencyKey === key)),
      lock: get,
      get,
      lockOpen: (executionId) =>
        Promise.resolve(own().filter((ticket) => ticket.executionId === executionId && (ticket.status === 'PENDING' || ticket.status === 'RUNNING'))),
      list: (filter, page) => Promise.resolve(newestPage(own().filter((ticket) => passes(ticket, filter)), page)),
      save: (ticket) =>
        Promise.resolve().then(() => {
          if (find(({ id }) => id === ticket.id).version !== ticket.version) throw conflict(`ticket ${ticket.id} changed since it was read`);
          this.tables = this.tables.map((row) => (row.id === ticket.id ? { ...ticket, version: ticket.version + 1 } : row));
        }),
    };
  }
}

const passes = (ticket: Ticket, filter: TicketFilter): boolean =>
  (['executionId', 'status', 'priority', 'type'] as const).every((field) => filter[field] === undefined || filter[field] === ticket[field]);
