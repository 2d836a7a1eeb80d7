import { AsyncLocalStorage } from 'node:async_hooks';
import { conflict, notFound } from '#pkg/apperror';
import type { Actor, AuditEntry, AuditTrail, NewEvent, Outbox, Page, PageRequest } from '#internal/kernel';
import type { Ticket, TicketFilter, TicketId } from '../domain/ticket.ts';
import type { TicketRepository } from '../ports/ticket-repository.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

type Scope = { readonly tickets: TicketRepository; readonly audit: AuditTrail; readonly outbox: Outbox };

/** Tickets in a list. One `run` at a time, so everything is as if it were locked; a throw takes everything back. */
export class InMemoryTickets implements TicketsUnitOfWork {
  readonly entries: AuditEntry[] = [];
  readonly events: NewEvent[] = [];
  private rows: readonly Ticket[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private readonly ambient = new AsyncLocalStorage<Scope>();

  run<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const joined = this.ambient.getStore();
    if (joined) return work(joined);
    const result = this.turn.then(() => this.transaction(actor, work));
    this.turn = result.catch(() => undefined);
    return result;
  }

  read<Result>(actor: Actor, work: (scope: { readonly tickets: TicketRepository }) => Promise<Result>): Promise<Result> {
    return work({ tickets: this.repository(actor) });
  }

  private async transaction<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const before = { rows: this.rows, entries: this.entries.length, events: this.events.length };
    const audit = { record: (...entries: AuditEntry[]) => void this.entries.push(...entries) };
    const outbox = { publish: (...events: NewEvent[]) => void this.events.push(...events) };
    const scope = { tickets: this.repository(actor), audit, outbox };
    try {
      return await this.ambient.run(scope, () => work(scope));
    } catch (error) {
      this.rows = before.rows;
      this.entries.length = before.entries;
      this.events.length = before.events;
      throw error;
    }
  }

  private repository({ tenantId }: Actor): TicketRepository {
    const own = () => this.rows.filter((ticket) => ticket.tenantId === tenantId);
    const find = (matches: (ticket: Ticket) => boolean) => {
      const found = own().find(matches);
      if (!found) throw notFound('ticket');
      return found;
    };
    const get = (id: TicketId) => Promise.resolve().then(() => find((ticket) => ticket.id === id));
    return {
      addUnlessKeyTaken: (ticket) => {
        const taken = own().some(({ idempotencyKey }) => idempotencyKey === ticket.idempotencyKey);
        if (!taken) this.rows = [...this.rows, ticket];
        return Promise.resolve(!taken);
      },
      lockByKey: (key) => Promise.resolve().then(() => find(({ idempotencyKey }) => idempotencyKey === key)),
      lock: get,
      get,
      lockOpen: (executionId) =>
        Promise.resolve(own().filter((ticket) => ticket.executionId === executionId && (ticket.status === 'PENDING' || ticket.status === 'RUNNING'))),
      list: (filter, page) => Promise.resolve(pageOf(own().filter((ticket) => passes(ticket, filter)), page)),
      save: (ticket) =>
        Promise.resolve().then(() => {
          if (find(({ id }) => id === ticket.id).version !== ticket.version) throw conflict(`ticket ${ticket.id} changed since it was read`);
          this.rows = this.rows.map((row) => (row.id === ticket.id ? { ...ticket, version: ticket.version + 1 } : row));
        }),
    };
  }
}

const passes = (ticket: Ticket, filter: TicketFilter): boolean =>
  (['executionId', 'status', 'priority', 'type'] as const).every((field) => filter[field] === undefined || filter[field] === ticket[field]);

const position = ({ createdAt, id }: Ticket): readonly [string, string] => [createdAt.toISOString(), id];

function pageOf(tickets: readonly Ticket[], { limit, after }: PageRequest): Page<Ticket> {
  const newestFirst = tickets.toSorted((a, b) => (position(a).join() < position(b).join() ? 1 : -1));
  const rest = newestFirst.filter((ticket) => after === undefined || position(ticket).join() < after.join());
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return rest.length > limit && last ? { items, next: position(last) } : { items };
}
