import { type Actor, pageOf, type TenantId } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import { leaseTo } from '../domain/ticket-lease.ts';
import { offer } from '../domain/ticket-lifecycle.ts';
import { isOpen } from '../domain/ticket-terms.ts';
import type { Ticket, TicketFilter, TicketId } from '../domain/ticket.ts';
import type { TicketRepository } from '../ports/ticket-repository.ts';

/** Tickets in a list. */
export class InMemoryTickets extends InMemoryUnitOfWork<{ readonly tickets: TicketRepository }, readonly Ticket[]> {
  protected tables: readonly Ticket[] = [];

  protected repositories(actor: Actor): { readonly tickets: TicketRepository } {
    return { tickets: this.repository(actor) };
  }

  /** Tenants whose leases have ended. */
  async tenantsWithEndedLeases(now: Date, most: number): Promise<readonly TenantId[]> {
    return [...new Set(this.tables.filter(({ leaseExpiresAt }) => leaseExpiresAt !== undefined && leaseExpiresAt <= now).map(({ tenantId }) => tenantId))].slice(0, most);
  }

  private repository({ tenantId }: Actor): TicketRepository {
    const own = () => this.tables.filter((ticket) => ticket.tenantId === tenantId);
    const find = (matches: (ticket: Ticket) => boolean) => {
      const found = own().find(matches);
      if (!found) throw notFound('ticket');
      return found;
    };
    const get = async (id: TicketId) => find((ticket) => ticket.id === id);
    const replace = (changed: Ticket) => {
      this.tables = this.tables.map((row) => (row.id === changed.id ? { ...changed, version: changed.version + 1 } : row));
      return { ...changed, version: changed.version + 1 };
    };
    const save = async (ticket: Ticket): Promise<void> => {
      if (find(({ id }) => id === ticket.id).version !== ticket.version) throw conflict(`ticket ${ticket.id} changed since it was read`);
      replace(ticket);
    };
    return {
      addUnlessKeysTaken: async (tickets) => {
        const taken = new Set(own().map(({ idempotencyKey }) => idempotencyKey));
        const completed = new Set(own().filter(({ status }) => status === 'COMPLETED').map(({ id }) => id));
        const added = tickets
          .filter(({ idempotencyKey }) => !taken.has(idempotencyKey))
          .map((ticket) => ({ ...ticket, waitingFor: ticket.dependencies.filter((id) => !completed.has(id)).length }));
        this.tables = [...this.tables, ...added];
        return added;
      },
      findByKeys: async (keys) => own().filter(({ idempotencyKey }) => keys.includes(idempotencyKey)),
      lockByKey: async (key) => find(({ idempotencyKey }) => idempotencyKey === key),
      lock: get,
      lockAll: async (ids) => own().filter(({ id }) => ids.includes(id)),
      get,
      lockOpen: async (owner) => own().filter((ticket) => ('planId' in owner ? ticket.planId === owner.planId : ticket.executionId === owner.executionId) && isOpen(ticket.status)),
      list: async (filter, page) => newestPage(own().filter((ticket) => passes(ticket, filter)), page),
      listByDeadline: async (filter, { limit, after }) => {
        const position = (ticket: Ticket) => [ticket.slaDeadline?.toISOString() ?? '', ticket.id];
        const dated = own().filter((ticket) => ticket.slaDeadline && isOpen(ticket.status) && passes(ticket, filter));
        const sorted = dated.toSorted((a, b) => (position(a).join(' ') < position(b).join(' ') ? -1 : 1));
        return pageOf(sorted.filter((ticket) => after === undefined || position(ticket).join(' ') > after.join(' ')), limit, position);
      },
      save,
      saveAll: async (tickets) => {
        for (const ticket of tickets) await save(ticket);
      },
      offer: async (offers, now) => {
        const terms = new Map(offers.map((each) => [each.id, each]));
        const fresh = own().filter(({ id, delivery, status, offeredAt }) => terms.has(id) && delivery === 'lease' && status === 'PENDING' && offeredAt === undefined);
        return fresh.map((ticket) => replace(offer(ticket, now, terms.get(ticket.id))));
      },
      lease: async ({ capabilities, max, ...terms }, now) => {
        const free = own().filter(
          ({ status, delivery, offeredAt, waitingFor, availableAt, requiredCapabilities, reservedFor, reservedUntil }) =>
            status === 'PENDING' && delivery === 'lease' && offeredAt !== undefined && waitingFor === 0 && availableAt <= now && requiredCapabilities.every((name) => capabilities.includes(name)) &&
            (reservedUntil === undefined || reservedUntil <= now || reservedFor === terms.agentId),
        );
        const queue = free.toSorted((a, b) => a.rankAt.getTime() - b.rankAt.getTime() || (a.id < b.id ? -1 : 1));
        return queue.slice(0, max).map((ticket) => replace(leaseTo(ticket, terms, now)));
      },
      saveLeases: async (tickets) => {
        const ends = new Map(tickets.map((ticket) => [ticket.id, ticket]));
        this.tables = this.tables.map((row) => {
          const { leaseExpiresAt, progress } = ends.get(row.id) ?? {};
          return { ...row, ...(leaseExpiresAt && { leaseExpiresAt }), ...(progress !== undefined && { progress }) };
        });
      },
      lockEndedLeases: async (now, most) => {
        const ended = own().filter(({ leaseExpiresAt }) => leaseExpiresAt !== undefined && leaseExpiresAt <= now);
        return ended.toSorted((a, b) => (a.leaseExpiresAt as Date).getTime() - (b.leaseExpiresAt as Date).getTime()).slice(0, most);
      },
      unblockDependents: async (completed) => {
        const done = new Set(completed);
        const waiting = own()
          .filter((ticket) => ticket.waitingFor > 0 && ticket.dependencies.some((id) => done.has(id)))
          .map((ticket) => ({ ...ticket, waitingFor: Math.max(0, ticket.waitingFor - ticket.dependencies.filter((id) => done.has(id)).length) }));
        this.tables = this.tables.map((row) => waiting.find((ticket) => ticket.id === row.id) ?? row);
        return waiting.filter((ticket) => ticket.waitingFor === 0 && ticket.offeredAt !== undefined && ticket.status === 'PENDING').length;
      },
    };
  }
}

const SAME = ['executionId', 'planId', 'intentId', 'status', 'priority', 'type', 'agentId'] as const;

const passes = (ticket: Ticket, filter: TicketFilter): boolean =>
  SAME.every((field) => filter[field] === undefined || filter[field] === ticket[field]) &&
  (filter.capability === undefined || ticket.requiredCapabilities.includes(filter.capability)) &&
  (filter.slaDueBefore === undefined || (isOpen(ticket.status) && ticket.slaDeadline !== undefined && ticket.slaDeadline < filter.slaDueBefore));
