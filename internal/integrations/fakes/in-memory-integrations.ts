import type { Actor } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import type { Integration, IntegrationId } from '../domain/integration.ts';
import type { Heartbeat, HeartbeatChange, HeartbeatId } from '../domain/heartbeat.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { HeartbeatDirectory, HeartbeatPlace, HeartbeatRepository } from '../ports/heartbeat-repository.ts';
import type { IntegrationDirectory, IntegrationPlace, IntegrationRepository, ReceiptRepository } from '../ports/integrations-unit-of-work.ts';

type Owned<Row> = Row & { readonly tenantId: string };
interface Tables {
  readonly integrations: readonly Integration[];
  readonly receipts: readonly Owned<Receipt>[];
  readonly heartbeats: readonly Heartbeat[];
  readonly changes: readonly Owned<HeartbeatChange>[];
}
type Repositories = { readonly integrations: IntegrationRepository; readonly receipts: ReceiptRepository; readonly heartbeats: HeartbeatRepository };

/** Integrations in lists. */
export class InMemoryIntegrations extends InMemoryUnitOfWork<Repositories, Tables> implements IntegrationDirectory, HeartbeatDirectory {
  protected tables: Tables = { integrations: [], receipts: [], heartbeats: [], changes: [] };

  protected repositories(actor: Actor): Repositories {
    return { integrations: this.integrations(actor), receipts: this.receipts(actor), heartbeats: this.heartbeats(actor) };
  }

  async byId(id: string): Promise<IntegrationPlace | undefined> {
    return this.tables.integrations.find((row) => row.id === id);
  }

  async byToken(digest: string): Promise<IntegrationPlace | undefined> {
    return this.tables.integrations.find((row) => row.tokenDigest === digest);
  }

  async heartbeatByToken(digest: string): Promise<HeartbeatPlace | undefined> {
    return this.tables.heartbeats.find((row) => row.tokenDigest === digest);
  }

  async pruneChanges(before: Date, most: number): Promise<number> {
    const old = this.tables.changes.filter(({ createdAt }) => createdAt < before).slice(0, most);
    this.tables = { ...this.tables, changes: this.tables.changes.filter((row) => !old.includes(row)) };
    return old.length;
  }

  async pruneReceipts(before: Date, most: number): Promise<number> {
    const old = this.tables.receipts.filter(({ createdAt }) => createdAt < before).slice(0, most);
    this.tables = { ...this.tables, receipts: this.tables.receipts.filter((row) => !old.includes(row)) };
    return old.length;
  }

  private integrations({ tenantId }: Actor): IntegrationRepository {
    const own = () => this.tables.integrations.filter((row) => row.tenantId === tenantId);
    const get = async (id: IntegrationId) => {
      const found = own().find((row) => row.id === id);
      if (!found) throw notFound('integration');
      return found;
    };
    const requireFree = ({ id, name }: Integration) => {
      if (own().some((row) => row.id !== id && row.name === name)) throw conflict(`an integration with the name ${name} exists`);
    };
    return {
      add: async (integration) => {
        requireFree(integration);
        this.tables = { ...this.tables, integrations: [...this.tables.integrations, integration] };
      },
      count: async () => own().length,
      get,
      lock: get,
      list: async (page) => newestPage(own(), page),
      save: async (integration) => {
        requireFree(integration);
        if ((await get(integration.id)).version !== integration.version) throw conflict('it changed since it was read');
        this.tables = { ...this.tables, integrations: this.tables.integrations.map((row) => (row.id === integration.id ? { ...integration, version: integration.version + 1 } : row)) };
      },
      remove: async (id) => {
        const kept = own().filter((row) => row.id === id);
        this.tables = { ...this.tables, integrations: this.tables.integrations.filter((row) => !kept.includes(row)), receipts: this.tables.receipts.filter((row) => row.tenantId !== tenantId || row.integrationId !== id) };
      },
    };
  }

  private heartbeats({ tenantId }: Actor): HeartbeatRepository {
    const own = () => this.tables.heartbeats.filter((row) => row.tenantId === tenantId);
    const get = async (id: HeartbeatId) => {
      const found = own().find((row) => row.id === id);
      if (!found) throw notFound('heartbeat');
      return found;
    };
    const requireFree = ({ id, name }: Heartbeat) => {
      if (own().some((row) => row.id !== id && row.name === name)) throw conflict(`a heartbeat with the name ${name} exists`);
    };
    const replace = (changed: Heartbeat) => { this.tables = { ...this.tables, heartbeats: this.tables.heartbeats.map((row) => (row.id === changed.id ? changed : row)) }; };
    return {
      add: async (heartbeat) => {
        requireFree(heartbeat);
        this.tables = { ...this.tables, heartbeats: [...this.tables.heartbeats, heartbeat] };
      },
      count: async () => own().length,
      get,
      lock: get,
      list: async (page) => newestPage(own(), page),
      save: async (heartbeat) => {
        requireFree(heartbeat);
        replace({ ...heartbeat, version: heartbeat.version + 1 });
      },
      saveBeat: async (heartbeat) => { replace(heartbeat); },
      remove: async (id) => { this.tables = { ...this.tables, heartbeats: this.tables.heartbeats.filter((row) => row.tenantId !== tenantId || row.id !== id), changes: this.tables.changes.filter((row) => row.tenantId !== tenantId || row.heartbeatId !== id) }; },
      addChange: async (change) => { this.tables = { ...this.tables, changes: [...this.tables.changes, { ...change, tenantId }] }; },
      changesOf: async (id, page) => newestPage(this.tables.changes.filter((row) => row.tenantId === tenantId && row.heartbeatId === id).map(({ tenantId: _, ...row }) => row), page),
    };
  }

  private receipts({ tenantId }: Actor): ReceiptRepository {
    const own = (integrationId: IntegrationId): Receipt[] =>
      this.tables.receipts.filter((row) => row.tenantId === tenantId && row.integrationId === integrationId).map(({ tenantId: _, ...row }) => row);
    const byReplayKey = async (integrationId: IntegrationId, replayKey: string) => own(integrationId).find((row) => row.replayKey === replayKey);
    return {
      add: async (receipt) => {
        if (receipt.replayKey !== undefined && (await byReplayKey(receipt.integrationId, receipt.replayKey))) return false;
        this.tables = { ...this.tables, receipts: [...this.tables.receipts, { ...receipt, tenantId }] };
        return true;
      },
      get: async (integrationId, id) => {
        const found = own(integrationId).find((row) => row.id === id);
        if (!found) throw notFound('receipt');
        return found;
      },
      byReplayKey,
      list: async (integrationId, status, page) => newestPage(own(integrationId).filter((row) => status === undefined || row.status === status), page),
    };
  }
}
