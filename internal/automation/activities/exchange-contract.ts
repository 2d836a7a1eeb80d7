import type { Effect } from '#pkg/saga';
import type { Json } from '#internal/kernel';
import type { EmitTask, ListenTask, ProcessTask, RunProcessTask, SubflowProcess } from '../domain/definition.ts';
import type { ConsumptionState } from '../domain/event-consumption.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { Baggage, ExecutionRef, TaskData, TaskRun } from './activity-contract.ts';

/*
 * What the interpreter and the activities of `emit`, `listen`, `run` and approvals say to each other. All of them are local ones;
 * their results are stored in histories: fields may be added, never changed.
 */
type Call<Arguments> = Arguments & { readonly execution: ExecutionRef; readonly baggage: Baggage };

export type EmitInput = Call<TaskData & { readonly run: TaskRun & { readonly task: EmitTask }; readonly document: { readonly namespace: string; readonly name: string } }>;
export type EmitResult =
  | { readonly skipped: true }
  | { readonly data: Json; readonly context?: Json; /** Transformed; only for tasks that have a compensation. */ readonly input?: Json }
  | { readonly error: Problem };

/** A `listen` that has been entered. `input` is the transformed one; the key names its subscription. */
type Listening = Call<TaskData & { readonly run: TaskRun & { readonly task: ListenTask }; readonly input: Json; readonly key: string }>;
export type OpenInput = Listening;
export type OpenResult = { readonly state: ConsumptionState } | { readonly error: Problem };
export type TakeInput = Listening & { readonly state: ConsumptionState };
/** Events that belong to the result, as `read` asks for them, in order. `more` when others wait already. */
export type TakeResult = { readonly state: ConsumptionState; readonly items: readonly Json[]; readonly more: boolean } | { readonly error: Problem };
/** What an item has become: `item` is what was consumed, `data` what the tasks of `foreach` made of it. */
export type ItemInput = Listening & { readonly item: Json; readonly produced: Json };
export type ItemResult = { readonly data: Json; readonly context?: Json } | { readonly error: Problem };

export type SubflowTask = RunProcessTask & { readonly run: { readonly await?: boolean; readonly workflow: SubflowProcess } };
export type StartChildInput = Call<TaskData & { readonly run: TaskRun & { readonly task: SubflowTask }; readonly input: Json; readonly key: string }>;
export type StartChildResult = { readonly executionId: string } | { readonly error: Problem };
export type ChildInput = Call<{ readonly childId: string }>;
export interface ChildEnd {
  readonly status: string;
  readonly output?: Json;
  readonly error?: Json;
}

export type AskInput = Call<TaskData & { readonly run: TaskRun; readonly key: string }>;
export type AskResult = { readonly asked: boolean; /** In milliseconds since 1970. */ readonly expiresAt?: number } | { readonly error: Problem };
export type AnswerInput = Call<{ readonly key: string }>;
export interface AnswerResult {
  readonly status: 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';
  /** Who rejected it, and why. */
  readonly by?: string;
  readonly comment?: string;
}

export type OpenProcessInput = Call<TaskData & {
  readonly run: TaskRun & { readonly task: ProcessTask };
  readonly input: Json;
  readonly ticket: {
    readonly type: 'EXECUTE' | 'COMPENSATE';
    /** Unless the task names one of its own. */
    readonly key: string;
    readonly priority: 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';
    readonly slaDeadline?: number;
    readonly timeoutMs?: number;
  };
}>;
/** `ours`: the ticket was opened by this execution. `ended`: there is something to see at once, because the key has been used before. */
export type OpenProcessResult = { readonly ticketId: string; readonly ours: boolean; readonly ended: boolean } | { readonly error: Problem };
export type ProcessInput = Call<{ readonly run: TaskRun & { readonly task: ProcessTask }; readonly ticketId: string }>;
/** How the ticket ended, and what that is to the task. */
export type ProcessEnd = { readonly ticket: 'COMPLETED' | 'FAILED' | 'CANCELLED' } & ({ readonly data: Json } | { readonly error: Problem; readonly effect: Effect });

export interface ExchangeActivities {
  /** One `emit`: the event and its step in one transaction. */
  emitEvent(input: EmitInput): Promise<EmitResult>;
  /** Opens the subscription of a `listen`: from its commit on no event is missed. */
  openSubscription(input: OpenInput): Promise<OpenResult>;
  /** Looks what has come. Reads only, so that a repeat finds the same again. */
  takeEvents(input: TakeInput): Promise<TakeResult>;
  /** `foreach.output` and `foreach.export`. */
  shapeItem(input: ItemInput): Promise<ItemResult>;
  /** `run: workflow`: the child is an execution of its own. */
  startSubflow(input: StartChildInput): Promise<StartChildResult>;
  lookAtSubflow(input: ChildInput): Promise<{ readonly end?: ChildEnd }>;
  cancelSubflow(input: ChildInput): Promise<void>;
  /** `run: container`, `script` and `shell`: a ticket that agents lease. */
  openProcessTicket(input: OpenProcessInput): Promise<OpenProcessResult>;
  lookAtProcess(input: ProcessInput): Promise<{ readonly end?: ProcessEnd }>;
  /** Cancels the ticket unless it has ended, and tells what is known of its effect. */
  cancelProcess(input: ProcessInput): Promise<{ readonly effect: Effect }>;
  /** Before a task with an approval. */
  askApproval(input: AskInput): Promise<AskResult>;
  lookAtApproval(input: AnswerInput): Promise<AnswerResult>;
}
