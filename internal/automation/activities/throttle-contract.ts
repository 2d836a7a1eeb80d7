import type { Problem } from '../domain/definition-problem.ts';
import type { Baggage, ExecutionRef, TaskData, TaskRun } from './activity-contract.ts';

/*
 * What the interpreter and the activities of throttles say to each other. All of them are local ones; their results are stored in histories:
 * fields may be added, never changed.
 */
type Call<Arguments> = Arguments & { readonly execution: ExecutionRef; readonly baggage: Baggage };

export type AcquireInput = Call<TaskData & { readonly run: TaskRun; readonly holder: string }>;
export type AcquireResult =
  /** The task's `if` does not hold: it needs no slot. */
  | { readonly skipped: true }
  | { readonly key: string; /** Absent when the slot is there. */ readonly retryMs?: number }
  | { readonly error: Problem };
export type SlotInput = Call<{ readonly key: string; readonly holder: string }>;

export interface ThrottleActivities {
  /** Asks for a slot; the answer says when to ask again. */
  acquireSlot(input: AcquireInput): Promise<AcquireResult>;
  renewSlot(input: SlotInput): Promise<void>;
  releaseSlot(input: SlotInput): Promise<void>;
}
