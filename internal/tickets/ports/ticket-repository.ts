import type { Page, PageRequest } from '#internal/kernel';
import type { Ticket, TicketFilter, TicketId } from '../domain/ticket.ts';

/** Tickets of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface TicketRepository {
  /** Stores the ticket unless its idempotency key is taken, in which case nothing changes. Tells whether it stored it; waits for a racing transaction. */
  addUnlessKeyTaken(ticket: Ticket): Promise<boolean>;
  /** The ticket of a key, locked until the transaction ends. Throws `not_found`. */
  lockByKey(idempotencyKey: string): Promise<Ticket>;
  /** A ticket locked until the transaction ends. Throws `not_found`, also for a ticket of another tenant. */
  lock(id: TicketId): Promise<Ticket>;
  /** The tickets of an execution that are PENDING or RUNNING, locked until the transaction ends. */
  lockOpen(executionId: string): Promise<readonly Ticket[]>;
  /** Throws `not_found`, also for a ticket of another tenant. */
  get(id: TicketId): Promise<Ticket>;
  /** Newest first by (created_at, id). */
  list(filter: TicketFilter, page: PageRequest): Promise<Page<Ticket>>;
  /** Throws `conflict` when the ticket changed since it was read. */
  save(ticket: Ticket): Promise<void>;
}
