import type { Page, PageRequest } from '#internal/kernel';
import type { AlertId } from '../domain/alert.ts';
import type { Silence, SilenceId, SilenceScheduleId, SilenceState } from '../domain/silence.ts';

/** Which silences to list; what is left out does not restrict. States are those at the time `now`. */
export interface SilenceFilter {
  readonly now: Date;
  readonly states?: readonly SilenceState[];
  readonly createdBy?: string;
  readonly alertId?: AlertId;
  readonly scheduleId?: SilenceScheduleId;
}

/** Silences of one tenant. */
export interface SilenceRepository {
  /** Until the transaction ends nobody else changes silences of this tenant; answers how many there are, those included that are over and kept. */
  lockAll(): Promise<number>;
  /** Throws `not_found`, also for a silence of another tenant. */
  get(id: SilenceId): Promise<Silence>;
  /** As `get`, but locked, and undefined when there is none. */
  lock(id: SilenceId): Promise<Silence | undefined>;
  add(silence: Silence): Promise<void>;
  /** Writes a locked silence back. */
  save(silence: Silence): Promise<void>;
  remove(id: SilenceId): Promise<void>;
  /** All silences that are not over at this time: those that count, and those that will. */
  listOpen(now: Date): Promise<readonly Silence[]>;
  /** All that counted at some time of the period. */
  listBetween(from: Date, until: Date): Promise<readonly Silence[]>;
  /** All, those included that are over and kept; a tenant has few. */
  listAll(): Promise<readonly Silence[]>;
  /** Newest first, by time of creation and id; the position is these two. */
  list(filter: SilenceFilter, page: PageRequest): Promise<Page<Silence>>;
}
