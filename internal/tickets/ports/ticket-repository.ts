import type { Page, PageRequest } from '#internal/kernel';
import type { LeaseTerms } from '../domain/ticket-lease.ts';
import type { OfferTerms } from '../domain/ticket-lifecycle.ts';
import type { Ticket, TicketFilter, TicketId } from '../domain/ticket.ts';

/** What an execution or a plan has opened. */
export type TicketOwner = { readonly executionId: string } | { readonly planId: string };

/** A ticket that agents may lease from now on. */
export interface TicketOffer extends OfferTerms {
  readonly id: TicketId;
}

/** Tickets of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface TicketRepository {
  /**
   * Stores the tickets whose idempotency keys are free and answers these in their order; for the others nothing changes. Waits for racing transactions.
   * How many of its dependencies a ticket waits for is counted here, against what they are at that moment.
   */
  addUnlessKeysTaken(tickets: readonly Ticket[]): Promise<readonly Ticket[]>;
  /** The tickets of keys, as far as there are any, in no particular order. */
  findByKeys(idempotencyKeys: readonly string[]): Promise<readonly Ticket[]>;
  /** The ticket of a key, locked until the transaction ends. Throws `not_found`. */
  lockByKey(idempotencyKey: string): Promise<Ticket>;
  /** A ticket locked until the transaction ends. Throws `not_found`, also for a ticket of another tenant. */
  lock(id: TicketId): Promise<Ticket>;
  /** Tickets locked until the transaction ends, by id; ids that are not there are left out. */
  lockAll(ids: readonly TicketId[]): Promise<readonly Ticket[]>;
  /** The tickets of an owner that are PENDING or RUNNING, locked until the transaction ends. */
  lockOpen(owner: TicketOwner): Promise<readonly Ticket[]>;
  /** Throws `not_found`, also for a ticket of another tenant. */
  get(id: TicketId): Promise<Ticket>;
  /** Newest first by (created_at, id). */
  list(filter: TicketFilter, page: PageRequest): Promise<Page<Ticket>>;
  /** Open tickets with a deadline, the nearest first, by (sla_deadline, id). */
  listByDeadline(filter: TicketFilter, page: PageRequest): Promise<Page<Ticket>>;
  /** Writes what changes in the life of a ticket; its order stays as it is. Throws `conflict` when the ticket changed since it was read. */
  save(ticket: Ticket): Promise<void>;
  /** The same for several, all or none. */
  saveAll(tickets: readonly Ticket[]): Promise<void>;
  /** Makes agents free to lease these PENDING tickets of a lease that were not offered before; answers them as they are now. */
  offer(offers: readonly TicketOffer[], now: Date): Promise<readonly Ticket[]>;
  /**
   * Leases up to `max` tickets to an agent, each to one, however many ask at once: offered, PENDING, free at that time, waiting for nothing, and asking for no capability
   * that the agent does not have. What is reserved for another agent at that time is left to it. In the order of `rankAt`.
   */
  lease(terms: LeaseTerms, now: Date): Promise<readonly Ticket[]>;
  /** Writes end and progress of leases, and nothing else: the versions stay. */
  saveLeases(tickets: readonly Ticket[]): Promise<void>;
  /** Tickets whose lease has ended, the longest ago first, locked until the transaction ends; those that somebody else has locked are left out. */
  lockEndedLeases(now: Date, most: number): Promise<readonly Ticket[]>;
  /** Tickets are COMPLETED: those that depend on them wait for so many less. Answers how many may be leased since. */
  unblockDependents(completed: readonly TicketId[]): Promise<number>;
}
