import type { Actor, Clock } from '#internal/kernel';
import type { AgentId } from '../domain/agent.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';

/** Tells whether the ticket has a slot of the agent now. */
export type ReserveAgent = (actor: Actor, promise: { readonly agentId: AgentId; readonly ticketId: string }) => Promise<boolean>;
export type ReleaseAgent = (actor: Actor, ticketId: string) => Promise<void>;

/**
 * Promises a slot of an agent to a ticket, by compare-and-set: false when the agent has gone, is not healthy, drains or has no free slot; then try the next
 * best. The same ticket again is promised once. Throws `conflict` when another agent has the ticket. The promise ends with the ticket or its lease.
 */
export const reserveAgent =
  ({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): ReserveAgent =>
  (actor, { agentId, ticketId }) =>
    work.run(actor, ({ agents }) => agents.reserve(agentId, ticketId, clock.now()));

/** Takes the promise back; nothing happens when there is none. */
export const releaseAgent =
  ({ work }: { readonly work: RegistryUnitOfWork }): ReleaseAgent =>
  (actor, ticketId) =>
    work.run(actor, ({ agents }) => agents.release(ticketId));
