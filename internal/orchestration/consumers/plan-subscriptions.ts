import { reactingTo, type Actor, type DomainEvent } from '#internal/kernel';
import type { PlanId } from '../domain/plan.ts';
import type { PlanRunner } from '../ports/plan-runner.ts';
import type { ReconcilePlan } from '../service/reconcile-plan.ts';
import type { StartPlan } from '../service/start-plan.ts';
import type { TellEngine } from '../service/tell-engine.ts';

interface Use {
  readonly startPlan: StartPlan;
  readonly tellEngine: TellEngine;
  readonly reconcilePlan: ReconcilePlan;
  readonly tellTicket: PlanRunner['tellTicket'];
}

/** What this context does about events, by event type. All of it is idempotent and throws `unavailable` while it has to be tried again. */
export function planSubscriptions(use: Use) {
  const ticketEnded = async ({ data }: DomainEvent): Promise<void> => {
    const { plan_id: planId, ticket_id: ticketId } = data;
    if (typeof planId === 'string' && typeof ticketId === 'string') await use.tellTicket(planId, ticketId);
  };
  return {
    'orchestration.plan.validated': (event: DomainEvent): Promise<void> => use.startPlan(actorOf(event), planOf(event)),
    'orchestration.plan.approved': (event: DomainEvent): Promise<void> => use.tellEngine(actorOf(event), planOf(event), 'approved'),
    'orchestration.plan.cancel_requested': (event: DomainEvent): Promise<void> => use.tellEngine(actorOf(event), planOf(event), 'cancelled'),
    'orchestration.plan.replanned': (event: DomainEvent): Promise<void> => use.tellEngine(actorOf(event), planOf(event), 'replanned'),
    'orchestration.plan.check_due': (event: DomainEvent): Promise<void> => use.reconcilePlan(actorOf(event), planOf(event), Number(event.data['round'])),
    'tickets.ticket.completed': ticketEnded,
    'tickets.ticket.failed': ticketEnded,
    'tickets.ticket.cancelled': ticketEnded,
  };
}

const planOf = ({ data }: DomainEvent): PlanId => data['plan_id'] as PlanId; // written by plan-trail

const actorOf = (event: DomainEvent): Actor => reactingTo(event, 'orchestration');
