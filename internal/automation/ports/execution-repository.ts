import type { Page, PageRequest } from '#internal/kernel';
import type { Execution, ExecutionFilter, ExecutionId } from '../domain/execution.ts';
import type { StepRecord } from './execution-journal.ts';

/** What came of an admission. */
export interface Admission {
  /** Whether the one that is about to be started may be: it is admitted, now or before. */
  readonly starts: boolean;
  /** Of those that were admitted now, the ones whose start had been put off: nobody else is about to start them. */
  readonly resumed: readonly ExecutionId[];
}

/**
 * Executions of one tenant and their steps: the unit of work that hands this out has fixed the tenant.
 * An output, error or input of a step that is the JSON value `null` may be read back as absent; the API shows both as `null`.
 */
export interface ExecutionRepository {
  /** Stores the execution unless its request key is taken, in which case nothing changes. Tells whether it stored it; waits for a racing transaction. */
  addUnlessKeyTaken(execution: Execution): Promise<boolean>;
  /** The execution of a request key, if there is one. */
  findByRequestKey(requestKey: string): Promise<Execution | undefined>;
  /** Throws `not_found`, also for an execution of another tenant. */
  get(id: ExecutionId): Promise<Execution>;
  /** The execution, locked until the transaction ends. Throws `not_found`. */
  lock(id: ExecutionId): Promise<Execution>;
  /** Newest first by (created_at, id). */
  list(filter: ExecutionFilter, page: PageRequest): Promise<Page<Execution>>;
  /** Who wants it to stop, if somebody does. Throws `not_found`. */
  cancelRequestedBy(id: ExecutionId): Promise<string | undefined>;
  /** Whether there is an execution whose start was put off. */
  anyPutOff(): Promise<boolean>;
  /**
   * Admits waiting executions, the most urgent and then the oldest first, until `most` admitted ones are open. Admissions of a tenant take turns,
   * so that there are never more. `starting` is about to be started: when there is no room for it, its start is put off. No change of an
   * execution that anybody sees: it keeps its version.
   */
  admit(most: number, now: Date, starting?: ExecutionId): Promise<Admission>;
  /** When the `nth` newest execution was requested, if there are as many. */
  newest(nth: number): Promise<Date | undefined>;
  /** Stores everything but the admission, which is `admit`'s. Throws `conflict` when the execution changed since it was read. */
  save(execution: Execution): Promise<void>;
  /** Adds the step or, when one with the same path and attempt is there, replaces it in its place. Throws `not_found` for an unknown execution. */
  putStep(id: ExecutionId, step: StepRecord): Promise<void>;
  /** The last `limit` steps, in the order in which they were first added. */
  steps(id: ExecutionId, limit: number): Promise<readonly StepRecord[]>;
}
