import { conflict } from '#pkg/apperror';
import { later, type Brand, type Json, type JsonObject, type TenantId } from '#internal/kernel';
import type { ExecutionPriority } from './execution-quota.ts';
import type { WorkflowId, WorkflowVersion } from './workflow.ts';

export type ExecutionId = Brand<string, 'ExecutionId'>;
export type ExecutionStatus = 'pending' | 'running' | 'compensating' | 'completed' | 'failed' | 'compensated' | 'compensation_failed' | 'cancelled' | 'timed_out';
export type ExecutionOutcome = 'verified' | 'ineffective' | 'inconclusive';
export type ExecutionEndStatus = Exclude<ExecutionStatus, 'pending' | 'running' | 'compensating'>;

/** What the one who wants an execution says about it. */
export interface ExecutionTerms {
  readonly input: Json;
  /** Makes the request idempotent: one execution per key and tenant, ever. */
  readonly requestKey?: string;
  /** How to find out afterwards whether it helped; opaque to this context. */
  readonly verification?: Json;
  /** Whether an ineffective execution is undone. */
  readonly compensateOnIneffective: boolean;
  /** Longest run time, verification included, compensations not. */
  readonly timeoutSeconds?: number;
  /** `NORMAL` when absent. */
  readonly priority?: ExecutionPriority;
  /** What the execution acts on, in words for people. */
  readonly target?: string;
  /** The alert that caused it. */
  readonly alertId?: string;
  /** The execution that started it by `run: workflow`. */
  readonly parentExecutionId?: string;
  /** How deep it is nested in others; only of those that have a parent, from 1 on. */
  readonly depth?: number;
  /** How many executions led to it, one because of the other; 0 when absent. */
  readonly causationDepth?: number;
  /** On whose behalf it is requested, when not on the caller's. */
  readonly requestedBy?: string;
}

/** Where a rerun begins, and what it takes from the record. */
export interface RerunPlace {
  /** Of the step; absent where only tasks of the outermost list could be chosen. */
  readonly path?: string;
  /** In the outermost list. */
  readonly index: number;
  /** What the task there gets; the input of the workflow when absent. */
  readonly data?: Json;
  /** Frames of what the task stands in, inside of the outermost list. */
  readonly inside?: readonly JsonObject[];
  /** As it was then; what the workflow makes of its input when absent. */
  readonly context?: Json;
  /** How many of its first steps stand for tasks that it left out. */
  readonly skipped?: number;
}

/** One run of one version of a workflow. */
export interface Execution extends ExecutionTerms {
  readonly id: ExecutionId;
  readonly tenantId: TenantId;
  readonly workflowId: WorkflowId;
  readonly workflowVersion: number;
  readonly workflowName: string;
  readonly status: ExecutionStatus;
  readonly outcome?: ExecutionOutcome;
  readonly output?: Json;
  /** Why it did not complete. */
  readonly error?: Json;
  readonly requestedBy: string;
  readonly correlationId: string;
  readonly temporalRunId?: string;
  readonly cancelRequestedAt?: Date;
  readonly cancelRequestedBy?: string;
  /** Since when, and because of whom, no further task starts. */
  readonly pausedAt?: Date;
  readonly pausedBy?: string;
  /** The execution whose record it starts from, in the middle. */
  readonly rerunOf?: ExecutionId;
  readonly rerunFrom?: RerunPlace;
  readonly createdAt: Date;
  /** When the tenant's quota had room for it; until then it waits for its start. */
  readonly admittedAt?: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly version: number;
}

/** What a list of executions may be narrowed to; an absent field allows every value. */
export interface ExecutionFilter {
  readonly workflowId?: WorkflowId;
  readonly status?: ExecutionStatus;
  readonly alertId?: string;
  readonly correlationId?: string;
  /** Executions that this one started. */
  readonly parentExecutionId?: string;
}

/** How an execution ended. */
export interface ExecutionConclusion {
  readonly status: ExecutionEndStatus;
  readonly output?: Json;
  readonly error?: Json;
  readonly outcome?: ExecutionOutcome;
}

export const hasEnded = ({ status }: Pick<Execution, 'status'>): boolean => status !== 'pending' && status !== 'running' && status !== 'compensating';

/** The id of the Temporal workflow that runs an execution; the same for every attempt to start it. */
export const temporalWorkflowId = (id: string): string => `automation:execution:${id}`;

const LONGEST_TARGET = 1024;
/** Executions that start executions that start executions … end here. */
export const MAX_DEPTH_OF_EXECUTIONS = 16;

/** A new execution that waits for its start. */
export const newExecution = (
  id: ExecutionId,
  { workflowId, version, name }: Pick<WorkflowVersion, 'workflowId' | 'version' | 'name'>,
  terms: ExecutionTerms,
  by: { readonly tenantId: TenantId; readonly subject: string; readonly correlationId: string },
  now: Date,
): Execution => ({
  ...terms,
  ...(terms.target !== undefined && { target: terms.target.slice(0, LONGEST_TARGET) }),
  id,
  tenantId: by.tenantId,
  workflowId,
  workflowVersion: version,
  workflowName: name,
  status: 'pending',
  requestedBy: terms.requestedBy ?? by.subject,
  correlationId: by.correlationId,
  createdAt: now,
  version: 1,
});

/** The interpreter begins. Beginning again changes nothing; an execution that has ended must not run any more: `conflict`. */
export function start(execution: Execution, temporalRunId: string, now: Date): Execution {
  if (hasEnded(execution)) throw conflict(`execution ${execution.id} has ended as ${execution.status}`);
  if (execution.status !== 'pending') return execution;
  return { ...execution, status: 'running', temporalRunId, startedAt: later(now, execution.createdAt) };
}

/** Finished tasks are being undone because of `cause`. The first cause is kept. */
export function beginCompensating(execution: Execution, cause: Json): Execution {
  if (execution.status === 'pending') throw conflict(`execution ${execution.id} has not begun`);
  return execution.status === 'running' ? { ...execution, status: 'compensating', error: cause } : execution;
}

/**
 * The end; the first one is kept. Only a running execution completes and only a compensating one is compensated; failed, cancelled and
 * timed_out are reached from everywhere, since an execution may be lost at any moment. Throws `conflict` otherwise.
 */
export function conclude(execution: Execution, { status, output, error, outcome }: ExecutionConclusion, now: Date): Execution {
  if (hasEnded(execution)) return execution;
  const undone = status === 'compensated' || status === 'compensation_failed';
  if ((status === 'completed' && execution.status !== 'running') || (undone && execution.status !== 'compensating')) {
    throw conflict(`an execution that is ${execution.status} cannot become ${status}`);
  }
  const cause = error ?? execution.error;
  return {
    ...execution,
    status,
    ...(output !== undefined && { output }),
    ...(cause !== undefined && { error: cause }),
    ...(outcome !== undefined && { outcome }),
    finishedAt: later(now, execution.startedAt ?? execution.createdAt),
  };
}

/** Somebody wants it to stop. Asking again changes nothing; an execution that has ended cannot be cancelled: `conflict`. */
export function requestCancellation(execution: Execution, by: string, now: Date): Execution {
  if (hasEnded(execution)) throw conflict(`execution ${execution.id} has ended as ${execution.status}`);
  return execution.cancelRequestedAt ? execution : { ...execution, cancelRequestedAt: later(now, execution.createdAt), cancelRequestedBy: by };
}

/** No further task starts until somebody resumes it. Asking again changes nothing; one that has ended or is being undone cannot be paused: `conflict`. */
export function pause(execution: Execution, by: string, now: Date): Execution {
  if (hasEnded(execution) || execution.status === 'compensating') throw conflict(`execution ${execution.id} is ${execution.status} and cannot be paused`);
  return execution.pausedAt ? execution : { ...execution, pausedAt: later(now, execution.createdAt), pausedBy: by };
}

/** It goes on. One that is not paused stays as it is; one that has ended cannot be resumed: `conflict`. */
export function resume(execution: Execution): Execution {
  if (hasEnded(execution)) throw conflict(`execution ${execution.id} has ended as ${execution.status}`);
  if (!execution.pausedAt) return execution;
  const { pausedAt: _at, pausedBy: _by, ...running } = execution;
  return running;
}

export type ClosedFromOutside = 'terminated' | 'timed_out';
const CLOSED = 'temporal:';

/** The run was closed at the engine by somebody else: what it did is to be undone. Like a cancellation, except for how the execution ends. */
export const closedFromOutside = (execution: Execution, how: ClosedFromOutside, now: Date): Execution => requestCancellation(execution, `${CLOSED}${how}`, now);

/** How the run was closed from outside, if that is why the execution is being stopped. */
export const closedBy = (cancelRequestedBy: string): ClosedFromOutside | undefined =>
  cancelRequestedBy.startsWith(CLOSED) ? (cancelRequestedBy.slice(CLOSED.length) as ClosedFromOutside) : undefined;
