import { randomUUID } from 'node:crypto';
import { asTenantId, systemActor, type Actor } from '#internal/kernel';
import { newPlan, type Plan, type PlanId } from '../domain/plan.ts';
import type { PlanDocument, TaskSpec } from '../domain/plan-document.ts';
import { planTasks, type PlanTask } from '../domain/plan-task.ts';

export const noon = new Date('2026-03-01T12:00:00.000Z');

/** Somebody of a tenant that nobody else uses. */
export const planner = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });

/** A task of one minute that can be undone. */
export const taskSpec = (taskId: string, dependencies: readonly string[] = [], rest: Partial<TaskSpec> = {}): TaskSpec => ({
  taskId,
  dependencies,
  taskType: 'EXECUTE',
  description: `does ${taskId}`,
  parameters: {},
  requiredCapabilities: ['shell'],
  estimatedDurationMs: 60_000,
  compensation: { description: `undoes ${taskId}`, parameters: { undo: taskId }, requiredCapabilities: ['shell'] },
  ...rest,
});

export const planDocument = (tasks: readonly TaskSpec[], rest: Partial<PlanDocument> = {}): PlanDocument => ({
  name: 'release',
  riskBand: 'MEDIUM',
  sla: {},
  requiresApproval: false,
  maxParallel: 100,
  retryPolicies: {},
  metadata: {},
  tasks,
  ...rest,
});

/** A stored plan and its tasks. */
export function planOf(owner: Actor, document: PlanDocument, rest: Partial<Plan> = {}, now = noon): { readonly plan: Plan; readonly tasks: readonly PlanTask[] } {
  const identity = { id: randomUUID() as PlanId, tenantId: owner.tenantId, correlationId: owner.correlationId, requestedBy: owner.subject, documentHash: 'd'.repeat(64) };
  const plan = { ...newPlan(identity, document, now), ...rest };
  return { plan, tasks: planTasks(document.tasks, plan, { revision: 1, earliest: now }) };
}
