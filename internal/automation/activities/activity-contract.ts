import type { Json } from '#internal/kernel';
import type { Effect } from '#pkg/saga';
import type { ErrorFilter, InputRules, OutputRules, Task, RiskBand, WorkType } from '../domain/definition.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { ExecutionEnd, StepRecord } from '../ports/execution-journal.ts';
import type { BegunTicket } from '../ports/tickets.ts';

/*
 * What the interpreter and its activities say to each other. Arguments of `callHttp` and `verifyOutcome`, and all results, are stored in
 * histories: fields may be added, never changed.
 */

export interface ExecutionRef {
  readonly tenantId: string;
  readonly executionId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/** A step record on its way to the journal, with times in milliseconds. */
export type StepNote = Omit<StepRecord, 'startedAt' | 'finishedAt'> & { readonly startedAt: number; readonly finishedAt?: number };

/** News that costs no activity of its own: it travels with the next one. */
export interface Baggage {
  /** The execution runs, as this run of its Temporal workflow; repeated until a call has answered that it is written. */
  readonly begin?: { readonly runId: string } | undefined;
  readonly notes?: readonly StepNote[];
  /** Keys of subscriptions that nobody listens to any more. */
  readonly unsubscribed?: readonly string[];
  /** Tickets whose last attempt has failed for good. */
  readonly givenUp?: readonly { readonly ticketId: string; readonly error: Problem }[];
}

/** What `$workflow` holds. Definition and input are left out where no expression asks for them. */
export interface WorkflowFacts {
  readonly id: string;
  readonly startedAt: number;
  readonly definition?: Json;
  readonly input?: Json;
}

/** One run of one task. */
export interface TaskRun {
  /** In the definition: what errors name as their instance. */
  readonly pointer: string;
  /** The same with the iteration: what tickets and steps are named by. */
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly task: Task;
  readonly attempt: number;
  readonly startedAt: number;
}

/** The data that a task meets. */
export interface TaskData {
  readonly data: Json;
  readonly context: Json;
  /** Variables bound by the surrounding `catch` and `compensate`; they hide those of the task. */
  readonly bound: Readonly<Record<string, Json>>;
  readonly workflow: WorkflowFacts;
}

type Call<Arguments> = Arguments & { readonly execution: ExecutionRef; readonly baggage: Baggage };

export type BeginInput = Call<{ readonly runId: string; readonly rules?: InputRules; readonly input: Json; readonly workflow: WorkflowFacts }>;
export type ContinueInput = Call<{ readonly runId: string }>;
export type DataResult = { readonly data: Json } | { readonly error: Problem };

export type PureTasksInput = Call<TaskData & { readonly runs: readonly TaskRun[] }>;
export interface PureTasksResult {
  readonly data: Json;
  /** Only when a task exported one. */
  readonly context?: Json;
  /** How many ran to their end. */
  readonly ran: number;
  /** The transformed input of the last; only for a task that has a compensation. */
  readonly input?: Json;
  /** Where to go, if the last chose (a `switch`) or was skipped. */
  readonly then?: string;
  /** The last was skipped. */
  readonly skipped?: true;
  /** Of the task that failed; those after it did not run. */
  readonly error?: Problem;
}

export type EnterInput = Call<TaskData & { readonly run: TaskRun }>;
/** `input` only when it is not the raw one. */
export type EnterResult =
  | { readonly skipped: true }
  | { readonly input?: Json; readonly waitMs?: number; /** What a `for` goes through. */ readonly items?: readonly Json[]; /** What a function gets as its input. */ readonly arguments?: Json }
  | { readonly error: Problem };

/** `data` is what the condition is evaluated on, `input` the transformed input of the task. */
export type ConditionInput = Call<TaskData & { readonly run: TaskRun; readonly condition: string; readonly input?: Json }>;
export type ConditionResult = { readonly holds: boolean } | { readonly error: Problem };

export type LeaveInput = Call<TaskData & { readonly run: TaskRun; readonly input: Json; readonly output: Json }>;
export type LeaveResult = { readonly data: Json; readonly context?: Json } | { readonly error: Problem };

export type CallHttpInput = Call<
  TaskData & {
    readonly run: TaskRun;
    readonly ticket: {
      readonly type: WorkType;
      readonly key: string;
      readonly priority: 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';
      readonly slaDeadline?: number;
      readonly riskBand?: RiskBand;
      readonly requiredCapabilities?: readonly string[];
      readonly maxRetries?: number;
      /** The ticket whose effect this one takes back. */
      readonly compensates?: string;
    };
    readonly authentication?: Json;
    /** Of `use`: what the addresses of documents may name. */
    readonly authentications?: Json;
    /** Names of secrets that the definition lists; their values are never part of an argument or a result. */
    readonly secrets?: readonly string[];
    readonly timeoutMs: number;
    /** Whether another attempt may follow a failure. */
    readonly mayRetry: boolean;
    /** Nothing comes after this task and nothing can be undone: once it is done, the execution is completed with its output. */
    readonly last?: true;
  }
>;
export interface CallHttpResult {
  readonly effect: Effect;
  readonly skipped?: true;
  /** The execution is being wound up and the effect had not begun: it will not. */
  readonly withheld?: true;
  readonly ticketId?: BegunTicket['ticketId'];
  /** Transformed; only for tasks that have a compensation. */
  readonly input?: Json;
  readonly data?: Json;
  /** Only when the task exports one. */
  readonly context?: Json;
  readonly error?: Problem;
  /** `begin` of the baggage is written. */
  readonly begun?: true;
  /** The execution is completed. */
  readonly finished?: true;
}

export type DecideInput = Call<
  TaskData & {
    readonly run: TaskRun;
    readonly variable: string;
    readonly error: Problem;
    readonly filter?: ErrorFilter;
    readonly when?: string;
    readonly exceptWhen?: string;
    readonly retryWhen?: string;
    readonly retryExceptWhen?: string;
  }
>;
export type DecideResult = { readonly caught: boolean; readonly retry: boolean } | { readonly error: Problem };

export type ShapeOutputInput = Call<Pick<TaskData, 'data' | 'context' | 'workflow'> & { readonly rules: OutputRules }>;
export type CompensatingInput = Call<{ readonly cause: Json }>;
export type VerifyInput = Call<{ readonly verification: Json; readonly startedAt: number }>;
export interface VerifyResult {
  readonly outcome: 'verified' | 'ineffective' | 'inconclusive';
  readonly reason: string;
}
export type FinishInput = Call<{ readonly status: ExecutionEnd; readonly output?: Json; readonly error?: Json; readonly outcome?: VerifyResult['outcome'] }>;

/** The worker's half of `runDefinition`. `callHttp`, `callOut` and `verifyOutcome` are regular activities, the others local ones. */
export interface ExecutionActivities {
  /** The execution runs; its input is checked and shaped. Throws `conflict` for one that has ended. */
  beginExecution(input: BeginInput): Promise<DataResult>;
  /** It goes on in another run, because the history of the one before became long. */
  continueExecution(input: ContinueInput): Promise<void>;
  /** Tasks that touch nothing but data. */
  runPureTasks(input: PureTasksInput): Promise<PureTasksResult>;
  /** Before and after a task that the interpreter itself runs. */
  enterTask(input: EnterInput): Promise<EnterResult>;
  leaveTask(input: LeaveInput): Promise<LeaveResult>;
  /** Whether a condition of a task holds, that is neither its `if` nor a case. */
  checkCondition(input: ConditionInput): Promise<ConditionResult>;
  decideCatch(input: DecideInput): Promise<DecideResult>;
  /** One `call: http` as one ticket. */
  callHttp(input: CallHttpInput): Promise<CallHttpResult>;
  /** One call by another protocol as one ticket. */
  callOut(input: CallHttpInput): Promise<CallHttpResult>;
  /** The workflow's own `output`. */
  shapeOutput(input: ShapeOutputInput): Promise<DataResult>;
  markCompensating(input: CompensatingInput): Promise<void>;
  /** Waits until the world has answered, however long that takes. */
  verifyOutcome(input: VerifyInput): Promise<VerifyResult>;
  finishExecution(input: FinishInput): Promise<void>;
}
