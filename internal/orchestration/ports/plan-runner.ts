import type { Actor } from '#internal/kernel';
import type { Plan } from '../domain/plan.ts';

/** What the engine says of a plan: it works on it, it has closed it, or it has never heard of it. */
export type PlanEngineState = 'open' | 'closed' | 'unknown';

/** The engine that drives plans durably. Every method throws `unavailable` while the engine does not answer. */
export interface PlanRunner {
  /** Starts driving the plan unless that was started before, whatever became of it. */
  start(actor: Actor, plan: Plan): Promise<void>;
  /** Starts driving a plan again whose engine has lost it. */
  restart(actor: Actor, plan: Plan): Promise<void>;
  /** A ticket has ended. Nothing happens when the engine has closed the plan. */
  tellTicket(planId: string, ticketId: string): Promise<void>;
  tellCancelled(plan: Plan): Promise<void>;
  /** Somebody has approved it; nothing happens when the engine knows that already. */
  tellApproved(plan: Plan): Promise<void>;
  /** It has a new revision; nothing happens when the engine knows that already. */
  tellReplanned(plan: Plan): Promise<void>;
  state(plan: Plan): Promise<PlanEngineState>;
}
