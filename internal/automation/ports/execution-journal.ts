import type { Actor, Json } from '#internal/kernel';
import type { StepRecord } from '../domain/step-record.ts';

export type { StepRecord } from '../domain/step-record.ts';

/** Terminal states of an execution. */
export type ExecutionEnd = 'completed' | 'failed' | 'compensated' | 'compensation_failed' | 'cancelled' | 'timed_out';

/** The history of an execution in our own tables, written by the interpreter's activities. Every method is idempotent. */
export interface ExecutionJournal {
  /** pending → running. Throws `conflict` when the execution has ended, so that a straggler stops before its first task. */
  started(actor: Actor, executionId: string, temporalRunId: string): Promise<void>;
  /** The same, but an execution that has ended stays as it is. */
  startedUnlessEnded(actor: Actor, executionId: string, temporalRunId: string): Promise<void>;
  /** Whether the run was closed from outside and taken up to undo what it did: nothing new may begin any more. */
  isWindingUp(actor: Actor, executionId: string): Promise<boolean>;
  /** The open execution goes on in another run of its Temporal workflow. */
  continued(actor: Actor, executionId: string, temporalRunId: string): Promise<void>;
  /** running → compensating, with the error that caused it. */
  compensating(actor: Actor, executionId: string, cause: Json): Promise<void>;
  /** Adds the step or, when one with the same path and attempt is there, replaces it; its ticket and its input stay where the new one names none. */
  step(actor: Actor, executionId: string, step: StepRecord): Promise<void>;
  /** Ends the execution and publishes `automation.execution.finished`; a second call changes nothing. */
  finished(
    actor: Actor,
    executionId: string,
    end: { readonly status: ExecutionEnd; readonly output?: Json; readonly error?: Json; readonly outcome?: 'verified' | 'ineffective' | 'inconclusive' },
  ): Promise<void>;
  /** Completes the execution like `finished`, unless somebody wants it to stop: tells whether it is completed. */
  completeUnlessStopped(actor: Actor, executionId: string, output: Json): Promise<boolean>;
  /** Runs several of the above, and ticket changes, as one transaction. */
  atomically<Result>(actor: Actor, work: () => Promise<Result>): Promise<Result>;
}
