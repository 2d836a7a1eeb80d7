import type { UnitOfWork } from '#internal/kernel';
import type { TicketRepository } from './ticket-repository.ts';

export type TicketsUnitOfWork = UnitOfWork<{ readonly tickets: TicketRepository }>;
