import { patched, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import { Saga } from '#pkg/saga';
import type { Json } from '#internal/kernel';
import type { Baggage, ExecutionActivities, ExecutionRef, StepNote, WorkflowFacts } from '../activities/activity-contract.ts';
import type { WorkflowDefinition } from '../domain/definition.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { ContinuedRun, Ending, UndoFailure } from './continued-run.ts';
import { HEARTBEAT_TIMEOUT, type RunDefinitionInput } from './contract.ts';
import { framesOf, Position } from './position.ts';
import type { RunScope, Visits } from './run-scope.ts';
import { ShownStatus } from './shown-status.ts';
import { taskFault } from './task-fault.ts';
import type { Undo } from './undo.ts';
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
export const continueExecution = uninterrupted(local.continueExecution);
export const runPureTasks = uninterrupted(local.runPureTasks);
export const enterTask = uninterrupted(local.enterTask);
export const leaveTask = uninterrupted(local.leaveTask);
export const checkCondition = uninterrupted(local.checkCondition);
export const decideCatch = uninterrupted(local.decideCatch);
export const shapeOutput = uninterrupted(local.shapeOutput);
export const markCompensating = uninterrupted(local.markCompensating);
export const finishExecution = uninterrupted(local.finishExecution);

/** Where nothing else is said: what fits into one history with room to spare. */
const MAX_TASK_RUNS = 5000;
const MAX_HISTORY_EVENTS = 45_000;
const MAX_HISTORY_BYTES = 40 * 1024 * 1024;

/** What an execution knows while it runs. */
export class ExecutionState {
  readonly saga: Saga<Undo>;
  readonly position: Position;
  readonly visits: Map<string, Visits>;
  readonly shown: ShownStatus;
  readonly definition: WorkflowDefinition;
  readonly execution: ExecutionRef;
  readonly facts: WorkflowFacts;
  context: Json;
  /** No further task starts; compensations do. */
  paused: boolean;
  /** What the execution was told by signals and has not looked at yet; kept also when nobody waits for it yet. */
  readonly news: Set<string>;
  #taskRuns: number;
  #undoRuns: number;
  #notes: readonly StepNote[];
  /** Tickets whose last attempt failed while another was still possible. */
  readonly #open: Map<string, ContinuedRun['openTickets'][number]>;
  /** Compensations that failed for good, of branches that were stopped and at the end. */
  readonly undoFailures: UndoFailure[];
  #unsubscribed: string[];
  #givenUp: NonNullable<Baggage['givenUp']>[number][];
  #begin: Baggage['begin'];
  #completed = false;

  constructor(readonly input: RunDefinitionInput) {
    const { tenantId, executionId, correlationId, traceparent } = input;
    this.definition = input.definition as unknown as WorkflowDefinition;
    const { continued } = input;
    this.saga = new Saga(continued?.saga);
    this.position = continued || !input.startAt ? new Position(continued?.frames) : new Position(framesOf(input.startAt), true);
    this.visits = new Map(continued?.visits.map(([place, visits]) => [place, { ...visits }]));
    this.context = continued?.context ?? null;
    this.paused = continued?.paused ?? input.paused ?? false;
    this.#taskRuns = continued?.taskRuns ?? 0;
    this.#undoRuns = continued?.undoRuns ?? 0;
    this.#notes = continued?.baggage.notes ?? [];
    this.#givenUp = [...(continued?.baggage.givenUp ?? [])];
    this.#open = new Map(continued?.openTickets.map((ticket) => [ticket.ticketId, ticket]));
    this.news = new Set(continued?.news);
    this.#unsubscribed = [...(continued?.baggage.unsubscribed ?? [])];
    this.undoFailures = [...(continued?.undoFailures ?? [])];
    this.shown = new ShownStatus(input.searchable ?? false, continued?.shown);
    this.execution = { tenantId, executionId, correlationId, ...(traceparent !== undefined && { traceparent }) };
    this.facts = { id: executionId, startedAt: continued?.startedAt ?? workflowInfo().startTime.getTime(), definition: input.definition, input: input.input };
  }

  /** `$workflow` for an activity whose arguments go into the history: without what the task does not ask for. */
  factsFor(task: unknown): WorkflowFacts {
    const { definition: _definition, input: _input, ...small } = this.facts;
    return JSON.stringify(task).includes('$workflow') ? this.facts : small;
  }

  /** Counts a run of a task; a definition that loops for ever ends here. Compensations have as many runs of their own, so that a loop that was ended is undone. */
  count(pointer: string, { undoing }: Pick<RunScope, 'undoing'>): void {
    const runs = undoing ? (this.#undoRuns += 1) : (this.#taskRuns += 1);
    const { maxTaskRuns = MAX_TASK_RUNS } = this.input;
    const tooMany = runs > maxTaskRuns || (this.#taskRuns + this.#undoRuns > maxTaskRuns && !patched('compensations-are-counted-apart'));
    if (tooMany) throw taskFault('runtime', pointer, `the execution ran more than ${maxTaskRuns} tasks`);
    const { historyLength, historySize } = workflowInfo();
    if (historyLength > MAX_HISTORY_EVENTS || historySize > MAX_HISTORY_BYTES) throw taskFault('runtime', pointer, 'the history of the execution is full');
  }

  /** The execution has yet to be told of as running: with the call that comes first. */
  beginWithFirstCall(): void {
    this.#begin = { runId: workflowInfo().runId };
  }

  /** What a call has written beside its own. */
  written({ begun, finished }: { readonly begun?: true; readonly finished?: true }): void {
    if (begun) this.#begin = undefined;
    if (finished) this.#completed = true;
  }

  /** Whether a call has written the end together with its own. */
  get completed(): boolean {
    return this.#completed;
  }

  /** Tickets whose next attempt is not decided on yet. */
  get ticketsWait(): boolean {
    return this.#open.size > 0;
  }

  /** All that a next run has to know. */
  handOver(ending?: Ending): ContinuedRun {
    return {
      startedAt: this.facts.startedAt,
      taskRuns: this.#taskRuns,
      ...(this.#undoRuns > 0 && { undoRuns: this.#undoRuns }),
      context: this.context,
      frames: this.position.frames,
      visits: [...this.visits],
      saga: this.saga.save(),
      baggage: this.envelope().baggage,
      openTickets: [...this.#open.values()],
      undoFailures: this.undoFailures,
      shown: this.shown.save(),
      paused: this.paused,
      news: [...this.news],
      ...(ending && { ending }),
    };
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
      ...(this.#begin && { begin: this.#begin }),
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
