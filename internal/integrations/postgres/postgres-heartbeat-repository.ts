import type { Selectable, Transaction } from 'kysely';
import { newestFirst, present, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { Heartbeat, HeartbeatChange, HeartbeatChangeId, HeartbeatId } from '../domain/heartbeat.ts';
import type { MappedSeverity } from '../domain/mapping.ts';
import type { HeartbeatRepository } from '../ports/heartbeat-repository.ts';

type Tables = TablesOf<'integrations'>;
type Row = Selectable<Tables['integrations.heartbeats']>;

/** Heartbeats of one tenant in PostgreSQL. */
export class PostgresHeartbeatRepository implements HeartbeatRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(heartbeat: Heartbeat): Promise<void> {
    const { id, createdAt, version } = heartbeat;
    const { numInsertedOrUpdatedRows } = await this.trx.insertInto('integrations.heartbeats').values({ ...terms(heartbeat), ...beat(heartbeat), id, tenantId: this.tenantId, createdAt, version })
      .onConflict((on) => on.columns(['tenantId', 'name']).doNothing()).executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) throw nameTaken(heartbeat.name);
  }

  async count(): Promise<number> {
    const { count } = await this.trx.selectFrom('integrations.heartbeats').select((row) => row.fn.countAll<number>().as('count')).where('tenantId', '=', this.tenantId).executeTakeFirstOrThrow();
    return Number(count);
  }

  async get(id: HeartbeatId): Promise<Heartbeat> {
    return one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: HeartbeatId): Promise<Heartbeat> {
    return one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async list(page: PageRequest): Promise<Page<Heartbeat>> {
    const rows = await newestFirst(this.rows(), page).execute();
    return pageOf(rows.map(toHeartbeat), page.limit, byCreation);
  }

  async save(heartbeat: Heartbeat): Promise<void> {
    const namesake = await this.rows().where('name', '=', heartbeat.name).where('id', '!=', heartbeat.id).executeTakeFirst();
    if (namesake) throw nameTaken(heartbeat.name);
    await this.own(heartbeat.id).set({ ...terms(heartbeat), ...beat(heartbeat), version: heartbeat.version + 1 }).execute();
  }

  async saveBeat(heartbeat: Heartbeat): Promise<void> {
    await this.own(heartbeat.id).set(beat(heartbeat)).execute();
  }

  async remove(id: HeartbeatId): Promise<void> {
    await this.trx.deleteFrom('integrations.heartbeats').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async addChange(change: HeartbeatChange): Promise<void> {
    await this.trx.insertInto('integrations.heartbeatChanges').values({ ...change, tenantId: this.tenantId }).execute();
  }

  async changesOf(id: HeartbeatId, page: PageRequest): Promise<Page<HeartbeatChange>> {
    const all = this.trx.selectFrom('integrations.heartbeatChanges').select(['id', 'heartbeatId', 'status', 'lastPingAt', 'createdAt']).where('tenantId', '=', this.tenantId).where('heartbeatId', '=', id);
    const rows = await newestFirst(all, page).execute();
    const toChange = ({ lastPingAt, ...row }: (typeof rows)[number]): HeartbeatChange => ({ ...row, id: row.id as HeartbeatChangeId, heartbeatId: row.heartbeatId as HeartbeatId, status: row.status as HeartbeatChange['status'], ...present({ lastPingAt }) });
    return pageOf(rows.map(toChange), page.limit, byCreation);
  }

  private own(id: HeartbeatId) {
    return this.trx.updateTable('integrations.heartbeats').where('tenantId', '=', this.tenantId).where('id', '=', id);
  }

  private rows() {
    return this.trx.selectFrom('integrations.heartbeats').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const nameTaken = (name: string) => conflict(`a heartbeat with the name ${JSON.stringify(name)} exists`);

const terms = ({ name, enabled, intervalSeconds, graceSeconds, labels, severity, tokenDigest, updatedAt }: Heartbeat) => ({ name, enabled, intervalSeconds, graceSeconds, labels: JSON.stringify(labels), severity, tokenDigest, updatedAt });

const beat = ({ status, lastPingAt, dueAt, timer }: Heartbeat) => ({ status, lastPingAt: lastPingAt ?? null, dueAt: dueAt ?? null, timer });

const toHeartbeat = ({ lastPingAt, dueAt, ...row }: Row): Heartbeat => ({
  ...row,
  id: row.id as HeartbeatId,
  tenantId: row.tenantId as TenantId,
  labels: row.labels as Readonly<Record<string, string>>,
  severity: row.severity as MappedSeverity,
  status: row.status as Heartbeat['status'],
  ...present({ lastPingAt, dueAt }),
});

function one(row: Row | undefined): Heartbeat {
  if (!row) throw notFound('heartbeat');
  return toHeartbeat(row);
}
