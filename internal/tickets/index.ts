export type { Ticket, TicketId, TicketPriority, TicketRequest, TicketStatus, TicketType } from './domain/ticket.ts';
export type { BeginTicket, BegunTicket } from './service/begin-ticket.ts';
export type { CompleteTicket } from './service/complete-ticket.ts';
export type { FailTicket } from './service/fail-ticket.ts';
export type { CancelTickets } from './service/cancel-tickets.ts';
