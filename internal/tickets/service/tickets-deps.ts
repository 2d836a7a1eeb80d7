import type { Clock, IdGenerator } from '#internal/kernel';
import type { TicketDigest } from '../domain/new-ticket.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

/** What changing a ticket needs. */
export interface ChangingDeps {
  readonly work: TicketsUnitOfWork;
  readonly clock: Clock;
}

/** What opening one needs besides. */
export interface OpeningDeps extends ChangingDeps {
  readonly ids: IdGenerator;
  readonly digest: TicketDigest;
}
