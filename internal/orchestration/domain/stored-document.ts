import type { Plan } from './plan.ts';
import type { PlanDocument } from './plan-document.ts';
import type { PlanTask } from './plan-task.ts';

/** The document that a stored plan and its tasks amount to by now. */
export const storedDocument = (plan: Plan, tasks: readonly PlanTask[]): PlanDocument => ({
  name: plan.name,
  ...(plan.intentId !== undefined && { intentId: plan.intentId }),
  ...(plan.decisionId !== undefined && { decisionId: plan.decisionId }),
  riskBand: plan.riskBand,
  sla: { deadline: plan.deadline },
  requiresApproval: plan.requiresApproval,
  maxParallel: plan.maxParallel,
  retryPolicies: plan.retryPolicies,
  metadata: plan.metadata,
  tasks: tasks.filter(({ status }) => status !== 'removed'),
});
