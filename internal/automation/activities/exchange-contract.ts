import type { Json } from '#internal/kernel';
import type { EmitTask } from '../domain/definition.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { Baggage, ExecutionRef, TaskData, TaskRun } from './activity-contract.ts';

/*
 * What the interpreter and the activities of `emit`, `listen`, `run: workflow` and approvals say to each other. All of them are local ones;
 * their results are stored in histories: fields may be added, never changed.
 */
type Call<Arguments> = Arguments & { readonly execution: ExecutionRef; readonly baggage: Baggage };

export type EmitInput = Call<TaskData & { readonly run: TaskRun & { readonly task: EmitTask }; readonly document: { readonly namespace: string; readonly name: string } }>;
export type EmitResult =
  | { readonly skipped: true }
  | { readonly data: Json; readonly context?: Json; /** Transformed; only for tasks that have a compensation. */ readonly input?: Json }
  | { readonly error: Problem };

export interface ExchangeActivities {
  /** One `emit`: the event and its step in one transaction. */
  emitEvent(input: EmitInput): Promise<EmitResult>;
}
