import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import { Saga, type Unwound } from '#pkg/saga';
import type { Json } from '#internal/kernel';
import type { Baggage, ExecutionActivities, ExecutionRef, StepNote, WorkflowFacts } from '../activities/activity-contract.ts';
import type { Compensate, WorkflowDefinition } from '../domain/definition.ts';
import type { Problem } from '../domain/definition-problem.ts';
import { HEARTBEAT_TIMEOUT, type RunDefinitionInput } from './contract.ts';
import { ShownStatus } from './shown-status.ts';
import { taskFault } from './task-fault.ts';
import { uninterrupted } from './uninterrupted.ts';

// Failures of ours (database or worker gone) pass; the definition's own errors are answers, not failures. So both retry for ever.
const local = proxyLocalActivities<ExecutionActivities>({ startToCloseTimeout: '20 seconds', retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' } });
const patient = { initialInterval: '200 milliseconds', maximumInterval: '15 seconds' } as const;

/** A task that runs as long as its timeout allows, and then some for our own bookkeeping. */
const callsWithin = (timeoutMs: number): ExecutionActivities =>
  proxyActivities<ExecutionActivities>({ startToCloseTimeout: timeoutMs + 60_000, heartbeatTimeout: HEARTBEAT_TIMEOUT, retry: patient, cancellationType: 'WAIT_CANCELLATION_COMPLETED' });
export const callHttpWithin = (timeoutMs: number): ExecutionActivities['callHttp'] => (call) => callsWithin(timeoutMs).callHttp(call);
export const callOutWithin = (timeoutMs: number): ExecutionActivities['callOut'] => (call) => callsWithin(timeoutMs).callOut(call);

export const { verifyOutcome } = proxyActivities<ExecutionActivities>({
  startToCloseTimeout: '25 hours', heartbeatTimeout: HEARTBEAT_TIMEOUT, retry: patient, cancellationType: 'TRY_CANCEL',
});
export const beginExecution = uninterrupted(local.beginExecution);
export const runPureTasks = uninterrupted(local.runPureTasks);
export const enterTask = uninterrupted(local.enterTask);
export const leaveTask = uninterrupted(local.leaveTask);
export const checkCondition = uninterrupted(local.checkCondition);
export const decideCatch = uninterrupted(local.decideCatch);
export const shapeOutput = uninterrupted(local.shapeOutput);
export const markCompensating = uninterrupted(local.markCompensating);
export const finishExecution = uninterrupted(local.finishExecution);

/** Most task runs of one execution, loops counted: what fits into a history with room to spare. */
export const MAX_TASK_RUNS = 5000;
const MAX_HISTORY_EVENTS = 45_000;
const MAX_HISTORY_BYTES = 40 * 1024 * 1024;

/** How to undo one run of a task. */
export interface Undo {
  readonly path: string;
  readonly pointer: string;
  readonly name: string;
  readonly compensate: Compensate;
  readonly bound: Readonly<Record<string, Json>>;
  readonly input: Json;
  /** Null while it is not known. */
  readonly output: Json;
}

/** What an execution knows while it runs. */
export class ExecutionState {
  readonly saga = new Saga<Undo>();
  readonly shown: ShownStatus;
  readonly definition: WorkflowDefinition;
  readonly execution: ExecutionRef;
  readonly facts: WorkflowFacts;
  context: Json = null;
  /** What the execution was told by signals and has not looked at yet; kept also when nobody waits for it yet. */
  readonly news = new Set<string>();
  #taskRuns = 0;
  #notes: StepNote[] = [];
  /** Tickets whose last attempt failed while another was still possible. */
  readonly #open = new Map<string, { readonly ticketId: string; readonly error: Problem; readonly path: string }>();
  /** Compensations of stopped branches that failed for good. */
  readonly undoFailures: Unwound<Undo>['failed'][number][] = [];
  #unsubscribed: string[] = [];
  #givenUp: NonNullable<Baggage['givenUp']>[number][] = [];

  constructor(readonly input: RunDefinitionInput) {
    const { tenantId, executionId, correlationId, traceparent } = input;
    this.definition = input.definition as unknown as WorkflowDefinition;
    this.shown = new ShownStatus(input.searchable ?? false);
    this.execution = { tenantId, executionId, correlationId, ...(traceparent !== undefined && { traceparent }) };
    this.facts = { id: executionId, startedAt: workflowInfo().startTime.getTime(), definition: input.definition, input: input.input };
  }

  /** `$workflow` for an activity whose arguments go into the history: without what the task does not ask for. */
  factsFor(task: unknown): WorkflowFacts {
    const { definition: _definition, input: _input, ...small } = this.facts;
    return JSON.stringify(task).includes('$workflow') ? this.facts : small;
  }

  /** Counts a run of a task; a definition that loops for ever ends here. */
  count(pointer: string): void {
    this.#taskRuns += 1;
    if (this.#taskRuns > MAX_TASK_RUNS) throw taskFault('runtime', pointer, `the execution ran more than ${MAX_TASK_RUNS} tasks`);
    const { historyLength, historySize } = workflowInfo();
    if (historyLength > MAX_HISTORY_EVENTS || historySize > MAX_HISTORY_BYTES) throw taskFault('runtime', pointer, 'the history of the execution is full');
  }

  note(note: StepNote): void {
    this.#notes = [...this.#notes.filter(({ path, attempt }) => path !== note.path || attempt !== note.attempt), note];
  }

  /** Nobody listens to the subscription of this key any more. */
  unsubscribe(key: string): void {
    this.#unsubscribed.push(key);
  }

  ticketOpen(ticketId: string, error: Problem, path: string): void {
    this.#open.set(ticketId, { ticketId, error, path });
    this.shown.ticket(path, 'PENDING');
  }

  ticketDone(ticketId: string, path: string): void {
    this.#open.delete(ticketId);
    this.shown.ticket(path, 'COMPLETED');
  }

  /** Nobody tries again: the tickets of the tasks at and below these paths that wait for another attempt have failed. */
  giveUpTickets(...paths: readonly string[]): void {
    for (const [key, { path, ...ticket }] of this.#open) {
      if (!paths.some((root) => path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}#`))) continue;
      this.#givenUp.push(ticket);
      this.shown.ticket(path, 'FAILED');
      this.#open.delete(key);
    }
  }

  /** What travels with every activity: who it is for, and the news since the last one. */
  envelope(): { readonly execution: ExecutionRef; readonly baggage: Baggage } {
    const baggage: Baggage = {
      ...(this.#notes.length > 0 && { notes: this.#notes }),
      ...(this.#unsubscribed.length > 0 && { unsubscribed: this.#unsubscribed }),
      ...(this.#givenUp.length > 0 && { givenUp: this.#givenUp }),
    };
    this.#notes = [];
    this.#givenUp = [];
    this.#unsubscribed = [];
    return { execution: this.execution, baggage };
  }
}
