import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import { planHasEnded, type Plan } from './plan.ts';

export type PlanVerb = 'submitted' | 'approved' | 'started' | 'replanned' | 'compensating' | 'cancel_requested' | 'finished' | 'reconciled';

/** The audit entry of a change. Parameters of tasks stay in the plan: they may be large, and they are other people's data. */
export const planChanged = (verb: PlanVerb, before: Plan | undefined, after: Plan): AuditEntry => ({
  action: `orchestration.plan.${verb}`,
  entityType: 'plan',
  entityId: after.id,
  ...(before && { before: summary(before) }),
  after: summary(after),
});

/** The plan was checked and stored; what waits for no approval may start. */
export const planValidated = (plan: Plan, analysis: { readonly effortMs: number; readonly criticalPathMs: number; readonly waves: number }): NewEvent =>
  event('validated', plan, { estimated_effort_ms: analysis.effortMs, critical_path_ms: analysis.criticalPathMs, waves: analysis.waves });

export const planApproved = (plan: Plan): NewEvent => event('approved', plan, { approved_by: plan.approvedBy ?? null });
export const planStarted = (plan: Plan): NewEvent => event('started', plan);
export const planReplanned = (plan: Plan, facts: { readonly tasks: number; readonly dropped: number }): NewEvent => event('replanned', plan, { ...facts });
/** A step of Flow C was taken: telemetry, for nobody in particular. */
export const planStep = (plan: Plan, step: 'tickets_opened' | 'tickets_offered' | 'unwinding' | 'compensations_offered', facts: JsonObject): NewEvent =>
  event('step', plan, { step, ...facts });

/** The plan has ended: `completed`, `cancelled` or, for every other reason, `failed`. */
export function planFinished(plan: Plan): NewEvent {
  const verb = plan.status === 'completed' ? 'completed' : plan.cause?.kind === 'cancelled' ? 'cancelled' : 'failed';
  return event(verb, plan, { result: plan.result ?? null });
}

/**
 * A durable timer: look whether the engine still runs the plan. `round` counts the looks. It is an aggregate of its own, so that a look that is
 * tried again never holds up what happens to the plan.
 */
export const planCheckDue = ({ id }: Pick<Plan, 'id'>, round: number, at: Date): NewEvent => ({
  type: 'orchestration.plan.check_due',
  aggregateId: `check:${id}`,
  data: { plan_id: id, round },
  availableAt: at,
});

export const planCancelRequested = (plan: Plan): NewEvent => event('cancel_requested', plan, { requested_by: plan.cancelRequestedBy ?? null });

const summary = ({ name, status, revision, riskBand, taskCount, deadline, documentHash, approvedBy, cancelRequestedBy, cause }: Plan): JsonObject => ({
  name,
  status,
  revision,
  risk_band: riskBand,
  task_count: taskCount,
  deadline: deadline.toISOString(),
  document_sha256: documentHash,
  ...(approvedBy !== undefined && { approved_by: approvedBy }),
  ...(cancelRequestedBy !== undefined && { cancel_requested_by: cancelRequestedBy }),
  ...(cause && { cause: { ...cause } }),
});

const event = (verb: string, plan: Plan, more: JsonObject = {}): NewEvent => ({
  type: `orchestration.plan.${verb}`,
  aggregateId: plan.id,
  data: {
    plan_id: plan.id,
    name: plan.name,
    revision: plan.revision,
    status: plan.status,
    risk_band: plan.riskBand,
    intent_id: plan.intentId ?? null,
    decision_id: plan.decisionId ?? null,
    task_count: plan.taskCount,
    ...(planHasEnded(plan) && { cause: plan.cause ? { ...plan.cause } : null }),
    ...more,
  },
});
