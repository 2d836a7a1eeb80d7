import type { Actor, JsonObject } from '#internal/kernel';
import type { PlanAnalysis } from './check-plan.ts';
import type { PlanDocument } from './plan-document.ts';

/** What is there to run a plan with, now. */
export interface Resources {
  /** Plans of the tenant that have not ended. */
  readonly openPlans: number;
  /** How many healthy agents have all capabilities of some task, by the task's capabilities joined with commas. */
  readonly agents: Readonly<Record<string, number>>;
}

export type PolicyStage = 'submit' | 'approve' | 'replan';

/** `input` of the policies: may this plan run, with these resources, now? Part of the contract with whoever writes policies: fields are added, never changed. */
export function policyInput(stage: PolicyStage, actor: Actor, document: PlanDocument, deadline: Date, { effortMs, criticalPath, waves }: PlanAnalysis, resources: Resources, now: Date): JsonObject {
  return {
    stage,
    actor: { subject: actor.subject, kind: actor.kind },
    now: { rfc3339: now.toISOString(), epoch_ms: now.getTime(), weekday: now.getUTCDay(), hour: now.getUTCHours(), minute: now.getUTCMinutes() },
    tenant: { open_plans: resources.openPlans },
    resources: { agents: { ...resources.agents } },
    plan: {
      name: document.name,
      intent_id: document.intentId ?? null,
      decision_id: document.decisionId ?? null,
      risk_band: document.riskBand,
      requires_approval: document.requiresApproval,
      max_parallel: document.maxParallel,
      deadline: deadline.toISOString(),
      metadata: document.metadata,
      task_count: document.tasks.length,
      waves: waves.length,
      estimated_effort_ms: effortMs,
      critical_path_ms: criticalPath.durationMs,
      tasks: document.tasks.map((task) => ({
        task_id: task.taskId,
        task_type: task.taskType,
        dependencies: task.dependencies,
        required_capabilities: task.requiredCapabilities,
        estimated_duration_ms: task.estimatedDurationMs,
        parameters: task.parameters,
        compensated: task.compensation !== undefined,
      })),
    },
  };
}
