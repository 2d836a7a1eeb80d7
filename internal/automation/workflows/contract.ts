import type { Json, JsonObject } from '#internal/kernel';
import type { ContinuedRun } from './continued-run.ts';
import type { StartPlace } from './position.ts';

/** Name of the workflow type. Its id is `automation:execution:<execution id>`; see `temporalWorkflowId`. */
export const RUN_DEFINITION = 'runDefinition';
/** Signal: stop, and undo what is done. Argument `CancelRequest`. A cancellation of the workflow itself means the same. */
export const CANCEL_EXECUTION = 'cancelExecution';

/** Signal: something that the execution may wait for has happened. Argument: the topic, for instance `event:<key of the subscription>`. */
export const EXECUTION_NEWS = 'executionNews';

/** Signal: start no further task, or go on. Argument `PauseRequest`. */
export const PAUSE_EXECUTION = 'pauseExecution';

/** Waits that keep a dead worker from holding an execution up: the client that starts one passes the first, the worker the second. */
export const WORKFLOW_TASK_TIMEOUT = '3 seconds';
export const STICKY_TIMEOUT = '1 second';
/** Of every activity that calls out: silence for this long means that its worker is dead. Beats come every 800 ms. */
export const HEARTBEAT_TIMEOUT = '2 seconds';

/** Self-contained: a history replays without a database. Fields may be added, never changed. */
export interface RunDefinitionInput {
  readonly tenantId: string;
  readonly executionId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  readonly workflow: { readonly id: string; readonly name: string; readonly version: number; readonly sha256: string };
  /** A document that `acceptDefinition` has accepted. */
  readonly definition: JsonObject;
  readonly input: Json;
  readonly target?: Json;
  readonly verification?: Json;
  readonly compensateOnIneffective: boolean;
  /** Longest run time, verification included, compensations not. The definition's own timeout counts too, if it is shorter. */
  readonly timeoutSeconds?: number;
  readonly priority?: 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';
  /** The execution was started with search attributes, which it keeps up to date. */
  readonly searchable?: boolean;
  /** Events of a history after which the execution goes on in a new run; without it there is one run only, which ends when its history is full. */
  readonly continueAfterEvents?: number;
  /** A `listen` can go on in a new run, too. */
  readonly listenHasFrame?: boolean;
  /** Most task runs, loops counted: a definition that loops for ever ends there. */
  readonly maxTaskRuns?: number;
  /** Its beginning and its end are written together with its first and its last call, where those allow it, instead of each by itself. */
  readonly folds?: true;
  /** It begins paused. */
  readonly paused?: boolean;
  /** A rerun: where it begins. */
  readonly startAt?: StartPlace;
  /** What the run before has handed over. */
  readonly continued?: ContinuedRun;
}

export interface PauseRequest {
  readonly paused: boolean;
}

export interface CancelRequest {
  readonly by?: string;
  readonly reason?: string;
  /** How the execution ends once it is undone; `cancelled` when absent. */
  readonly as?: 'failed' | 'timed_out';
  /**
   * The run takes up where another one was closed from outside: it first repeats that one's last decision, so that what was under way then is
   * known to the saga, and stops after that.
   */
  readonly afterRedo?: boolean;
}

export interface RunDefinitionResult {
  readonly status: 'completed' | 'failed' | 'compensated' | 'compensation_failed' | 'cancelled' | 'timed_out';
  readonly outcome?: 'verified' | 'ineffective' | 'inconclusive';
}
