export { Agent, type AgentOptions } from './orchestrix-agent.ts';
export { ApiError } from './orchestrix-api.ts';
export { type JsonValue, type Lease, type Ticket, TicketAborted, type TicketContext, TicketFailure, type TicketHandler } from './leased-ticket.ts';
