import type { Json } from '#internal/kernel';

/** One run of one task, as people see it in the execution's list of steps. */
export interface StepRecord {
  readonly path: string;
  readonly name: string;
  /** The DSL's word: `set`, `call`, `wait`, `switch`, `try`, `raise`, `do`; `verify` for the verification; `compensate` for an undo. */
  readonly kind: string;
  readonly status: 'running' | 'completed' | 'failed' | 'skipped';
  readonly attempt: number;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: Json;
  /** What `$context` became, if the task exported it. */
  readonly context?: Json;
  readonly ticketId?: string;
  /** Temporal's id of the activity that ran it, where one did. */
  readonly activityId?: string;
}
