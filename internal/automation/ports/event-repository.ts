import type { Page, PageRequest } from '#internal/kernel';
import type { EventListFilter, StoredEvent, StoredEventId } from '../domain/stored-event.ts';

/** CloudEvents of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface EventRepository {
  /**
   * Stores those whose source and id are new, and answers them; of two with the same source and id only the first is stored, also of
   * two in this list. Waits for a racing transaction.
   */
  addNew(events: readonly StoredEvent[]): Promise<readonly StoredEvent[]>;
  /** Throws `not_found`, also for an event of another tenant. */
  get(id: StoredEventId): Promise<StoredEvent>;
  /** The event, locked until the transaction ends. Throws `not_found`. */
  lock(id: StoredEventId): Promise<StoredEvent>;
  /** Notes that the event was delivered to all who listened then. */
  markRouted(id: StoredEventId, at: Date): Promise<void>;
  /** Those of these sources and ids that are stored. */
  find(keys: readonly { readonly source: string; readonly id: string }[]): Promise<readonly StoredEvent[]>;
  /** Newest first by (created_at, id). */
  list(filter: EventListFilter, page: PageRequest): Promise<Page<StoredEvent>>;
  /** Notes that events came in on this day; tells whether they are the first. */
  openDay(day: string): Promise<boolean>;
  /** Removes events of a day and those before it, unless somebody still has to consume them, at most `limit`; tells whether that were all, and then forgets the day. */
  removeDay(day: string, limit: number): Promise<boolean>;
}
