import type { Actor, Clock } from '#internal/kernel';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';
import type { SlotPromise } from '../ports/reservation-repository.ts';

/** The tickets of those promises that hold now. */
export type ReserveAgents = (actor: Actor, promises: readonly SlotPromise[], until: Date) => Promise<ReadonlySet<string>>;
/** Reacts to `tickets.ticket.leased`. */
export type NoteLease = (actor: Actor, lease: SlotPromise) => Promise<void>;
export type ReleaseAgent = (actor: Actor, ticketId: string) => Promise<void>;

/**
 * Promises slots of agents to tickets for a short time. A promise is left out when its agent has gone, is not healthy, drains or has no free slot, and when the ticket has a
 * slot of another one: nobody has to wait for that. A promise ends with its time, or, once its agent has leased the ticket, with the lease or the ticket.
 */
export const reserveAgents =
  ({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): ReserveAgents =>
  (actor, promises, until) =>
    work.run(actor, ({ reservations }) => reservations.reserve(promises, { now: clock.now(), until }));

/** An agent has leased a ticket: a slot that was promised to it is taken now, one of another agent is free again. */
export const noteLease =
  ({ work }: { readonly work: RegistryUnitOfWork }): NoteLease =>
  (actor, lease) =>
    work.run(actor, ({ reservations }) => reservations.leased(lease));

/** Takes the promise back; nothing happens when there is none. */
export const releaseAgent =
  ({ work }: { readonly work: RegistryUnitOfWork }): ReleaseAgent =>
  (actor, ticketId) =>
    work.run(actor, ({ reservations }) => reservations.release(ticketId));
