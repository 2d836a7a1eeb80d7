import type { Actor } from '#internal/kernel';
import type { Execution } from '../domain/execution.ts';
import type { WorkflowVersion } from '../domain/workflow.ts';

/**
 * What the engine says of an execution: it works on it, it knows how it ended (by its own account, which our journal may have missed),
 * or it has never heard of it.
 */
export type EngineState =
  | { readonly known: true; readonly open: true }
  | { readonly known: true; readonly open: false; readonly ended: 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed_out' }
  | { readonly known: false };

/** The engine that runs executions durably. Every method throws `unavailable` while the engine does not answer. */
export interface ExecutionRunner {
  /** Starts the execution unless it was started before, whatever became of it. The actor's correlation id goes along. */
  start(actor: Actor, execution: Execution, version: WorkflowVersion): Promise<void>;
  /** Asks the engine to cancel, with compensations. Nothing happens when the engine has closed the execution or never knew it. */
  cancel(execution: Execution): Promise<void>;
  /** Tells a running execution that something of this topic has happened. Nothing happens when the engine has closed it or never knew it. */
  notify(execution: Pick<Execution, 'id'>, topic: string): Promise<void>;
  /** Lets no further task start, or lets them start again. Nothing happens when the engine has closed the execution or never knew it. */
  pause(execution: Execution, paused: boolean): Promise<void>;
  state(execution: Execution): Promise<EngineState>;
  /**
   * Takes up a run that was closed from outside, at its last decision. Answers false when there is nothing to take up: it had taken no
   * decision, or its history is gone. Idempotent per closed run.
   */
  takeUp(execution: Execution): Promise<boolean>;
}
