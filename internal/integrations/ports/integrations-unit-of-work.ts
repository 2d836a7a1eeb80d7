import type { Page, PageRequest, TenantId, UnitOfWork } from '#internal/kernel';
import type { Integration, IntegrationId } from '../domain/integration.ts';
import type { Receipt, ReceiptId } from '../domain/receipt.ts';
import type { HeartbeatRepository } from './heartbeat-repository.ts';

/** Integrations of one tenant. */
export interface IntegrationRepository {
  /** Throws `conflict` when the name is taken. */
  add(integration: Integration): Promise<void>;
  count(): Promise<number>;
  /** Throws `not_found`, also for an integration of another tenant. */
  get(id: IntegrationId): Promise<Integration>;
  /** Locked until the transaction ends. Throws `not_found`. */
  lock(id: IntegrationId): Promise<Integration>;
  /** Newest first by (created_at, id). */
  list(page: PageRequest): Promise<Page<Integration>>;
  /** Stores the next version. Throws `conflict` when it changed since it was read, or the name is taken. */
  save(integration: Integration): Promise<void>;
  /** With its receipts. */
  remove(id: IntegrationId): Promise<void>;
}

/** Receipts of one tenant. */
export interface ReceiptRepository {
  /** Answers false, and stores nothing, when one with the same replay key is there. */
  add(receipt: Receipt): Promise<boolean>;
  /** Throws `not_found`, also for a receipt of another integration. */
  get(integrationId: IntegrationId, id: ReceiptId): Promise<Receipt>;
  byReplayKey(integrationId: IntegrationId, replayKey: string): Promise<Receipt | undefined>;
  /** Newest first by (created_at, id). */
  list(integrationId: IntegrationId, status: Receipt['status'] | undefined, page: PageRequest): Promise<Page<Receipt>>;
}

export type IntegrationsUnitOfWork = UnitOfWork<{ readonly integrations: IntegrationRepository; readonly receipts: ReceiptRepository; readonly heartbeats: HeartbeatRepository }>;

/** Where an integration is. */
export interface IntegrationPlace {
  readonly tenantId: TenantId;
  readonly id: IntegrationId;
}

/** The looks across tenants: a sender names no tenant. Tenants that are switched off have no integrations here. */
export interface IntegrationDirectory {
  byId(id: string): Promise<IntegrationPlace | undefined>;
  byToken(digest: string): Promise<IntegrationPlace | undefined>;
  /** Removes receipts of before that time, so many at once; answers how many. */
  pruneReceipts(before: Date, most: number): Promise<number>;
}
