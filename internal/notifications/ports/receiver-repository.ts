import type { Page, PageRequest } from '#internal/kernel';
import type { Integration, IntegrationId } from '../domain/receiver-integration.ts';
import type { Receiver, ReceiverId } from '../domain/receiver.ts';

/** Receivers of one tenant, each with its integrations. */
export interface ReceiverRepository {
  /** Throws `conflict` when the name is taken. */
  add(receiver: Receiver): Promise<void>;
  count(): Promise<number>;
  /** Throws `not_found`, also for a receiver of another tenant. */
  get(id: ReceiverId): Promise<Receiver>;
  /** Locked until the transaction ends. Throws `not_found`. */
  lock(id: ReceiverId): Promise<Receiver>;
  /** Newest first by (created_at, id). */
  list(page: PageRequest): Promise<Page<Receiver>>;
  /** All of them, by name. */
  all(): Promise<readonly Receiver[]>;
  /** With its integrations: those that are no longer there go. Throws `conflict` when it changed since it was read, or the name is taken. */
  save(receiver: Receiver): Promise<void>;
  remove(id: ReceiverId): Promise<void>;
}

/** Integrations of one tenant, as queues see them. */
export interface IntegrationRepository {
  find(id: IntegrationId): Promise<Integration | undefined>;
  /** Locked until the transaction ends. */
  lock(id: IntegrationId): Promise<Integration | undefined>;
  /** Writes the state of circuit and rate, and nothing else. */
  saveState(integration: Integration): Promise<void>;
}
