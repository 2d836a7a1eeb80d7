import type { Json } from '#internal/kernel';
import type { SavedSaga } from '#pkg/saga';
import type { Baggage } from '../activities/activity-contract.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { Frame } from './position.ts';
import type { Visits } from './run-scope.ts';
import type { SavedStatus } from './shown-status.ts';
import type { Undo } from './undo.ts';

/** A compensation that failed for good. */
export type UndoFailure = Readonly<{ task: string; error: Problem | null }>;

/** How an execution that is being undone will end. */
export interface Ending {
  readonly status: 'failed' | 'cancelled' | 'timed_out';
  readonly error: Problem;
  readonly outcome?: 'verified' | 'ineffective' | 'inconclusive';
}

/** What one run of an execution hands over to the next, before its history is full. Stored in histories: fields may be added, never changed. */
export interface ContinuedRun {
  /** Of the first run, in milliseconds. */
  readonly startedAt: number;
  readonly taskRuns: number;
  /** Of compensations. */
  readonly undoRuns?: number;
  readonly context: Json;
  readonly frames: readonly Frame[];
  readonly visits: readonly (readonly [string, Visits])[];
  readonly saga: SavedSaga<Undo>;
  readonly baggage: Baggage;
  readonly openTickets: readonly { readonly ticketId: string; readonly error: Problem; readonly path: string }[];
  readonly undoFailures: readonly UndoFailure[];
  readonly shown: SavedStatus;
  readonly paused?: boolean;
  /** Topics that it was told of and has not looked at. */
  readonly news?: readonly string[];
  /** Set once it is being undone. */
  readonly ending?: Ending;
}
