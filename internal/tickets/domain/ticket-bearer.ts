import { forbidden } from '#pkg/apperror';
import type { TicketId } from './ticket.ts';

/** A caller who has a token of one ticket. */
export interface TicketBearer {
  readonly onlyTicket: TicketId;
}

/** Throws `forbidden` when the caller has a token of another ticket; callers with any other credential pass. */
export function requireTicket(caller: object, id: string): void {
  if ('onlyTicket' in caller && caller.onlyTicket !== id) throw forbidden('the ticket token is for another ticket');
}
