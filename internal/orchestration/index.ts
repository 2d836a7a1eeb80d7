export type { Plan, PlanId, PlanStatus } from './domain/plan.ts';
export type { AgentDirectory, CapableAgent } from './ports/agent-directory.ts';
export type { PlanTicket, PlanTicketDraft, PlanTickets } from './ports/plan-tickets.ts';
