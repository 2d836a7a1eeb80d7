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
