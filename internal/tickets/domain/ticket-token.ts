import type { TenantId } from '#internal/kernel';
import type { TicketId } from './ticket.ts';

/** What a token lets its bearer do with its one ticket. */
export const TICKET_ACTIONS = ['read', 'heartbeat', 'complete', 'fail'] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

export const TICKET_TOKEN_AUDIENCE = 'orchestrix-tickets';
/** Value of the header `typ` (RFC 8725 section 3.11): no other token can be taken for one of these. */
export const TICKET_TOKEN_TYPE = 'ticket+jwt';
export const DEFAULT_TOKEN_MS = 5 * 60_000;
export const MAX_TOKEN_MS = 15 * 60_000;

/** A token for one ticket, as it is signed. */
export interface TicketGrant {
  readonly tenantId: TenantId;
  readonly ticketId: TicketId;
  readonly agentId: string;
  readonly actions: readonly TicketAction[];
  /** Unique; names the token in the audit log. */
  readonly tokenId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}
