import type { Json, JsonObject } from '#internal/kernel';
import type { GraphTask } from './task-graph.ts';
import type { RiskBand, TaskPriority } from './risk-band.ts';

/** What kind of work a task is. Undoing is not a kind of its own: a task says how it is undone. */
export type TaskType = 'BUILD' | 'DEPLOY' | 'TEST' | 'VALIDATE' | 'EXECUTE';

/** How a task is undone when the plan does not come to its end. Runs also when it is not known whether the task had an effect. */
export interface Compensation {
  readonly description: string;
  readonly parameters: JsonObject;
  readonly requiredCapabilities: readonly string[];
}

/** One piece of work that an agent does. */
export interface TaskSpec extends GraphTask {
  readonly taskType: TaskType;
  readonly description: string;
  readonly parameters: JsonObject;
  readonly requiredCapabilities: readonly string[];
  readonly estimatedDurationMs: number;
  /** Left out, the plan's risk band decides. */
  readonly priority?: TaskPriority;
  readonly compensation?: Compensation;
}

/** Attempts after the first, per type of task. */
export type RetryPolicies = Readonly<Partial<Record<TaskType, { readonly maxRetries: number }>>>;

/** A plan as it was submitted: tasks, what they wait for, and until when. */
export interface PlanDocument {
  readonly name: string;
  readonly intentId?: string;
  readonly decisionId?: string;
  readonly riskBand: RiskBand;
  /** When it has to be done, and how long it may take; the earlier of the two counts. */
  readonly sla: { readonly deadline?: Date; readonly timeoutMs?: number };
  readonly requiresApproval: boolean;
  /** Most tickets that are offered or worked on at the same time. */
  readonly maxParallel: number;
  readonly retryPolicies: RetryPolicies;
  readonly metadata: Json;
  readonly tasks: readonly TaskSpec[];
}

export const DEFAULT_RETRIES: Readonly<Record<TaskType, number>> = { BUILD: 2, DEPLOY: 1, TEST: 2, VALIDATE: 2, EXECUTE: 1 };

export const MAX_TASKS = 5000;
export const MAX_DEPENDENCIES = 100;
