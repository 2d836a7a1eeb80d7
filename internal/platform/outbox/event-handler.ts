import type { DomainEvent } from '#internal/kernel';

/** Reacts to an event. It may see the same event again, so it is an idempotent use case; throwing means "later, please", and `unavailable` that it is nobody's fault. */
export type EventHandler = (event: DomainEvent) => Promise<void>;

/** Event type → everybody who reacts to it. An event nobody reacts to counts as delivered. */
export type Subscriptions = Readonly<Record<string, readonly EventHandler[]>>;

/** What the relay tells its observers; for metrics and logs. */
export interface RelayObserver {
  /** `lagMs` is the time from when the event was due until all handlers were done. */
  delivered?(event: DomainEvent, lagMs: number): void;
  /** Another try follows, unless `dead`. */
  failed?(event: DomainEvent, error: unknown, attempt: { readonly count: number; readonly dead: boolean }): void;
  /** The relay itself cannot work, usually because the database does not answer; it keeps trying. */
  troubled?(error: unknown): void;
}
