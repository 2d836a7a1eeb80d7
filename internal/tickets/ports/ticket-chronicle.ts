import type { Actor, ActorKind, Page, PageRequest } from '#internal/kernel';
import type { TicketId } from '../domain/ticket.ts';
import type { TicketStatus } from '../domain/ticket-terms.ts';

/** One change of a ticket: who, when, why, from what to what. */
export interface TicketChange {
  readonly at: Date;
  /** `opened`, `leased`, `completed` …: the last word of the audit log's action. */
  readonly change: string;
  readonly actor: string;
  readonly actorKind: ActorKind;
  readonly actorName: string | null;
  /** What the actor asked for: an operationId, an event type or an activity. */
  readonly operation: string;
  readonly reason: string | null;
  /** Null where it is not a change of status. */
  readonly from: TicketStatus | null;
  readonly to: TicketStatus;
  readonly attempt: number;
  readonly agentId: string | null;
}

/** The history of a ticket, as the tenant's audit log has it: written with each change, never altered. */
export interface TicketChronicle {
  /** Newest first. The position is the log's; it is one `integer`. */
  changesOf(actor: Actor, id: TicketId, page: PageRequest): Promise<Page<TicketChange>>;
}
