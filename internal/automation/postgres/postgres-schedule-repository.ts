import { type Selectable, sql, type SqlBool, type Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { FIRES_KEPT, type FireOutcome, type FireSource, type ScheduleFire, type ScheduleFireId } from '../domain/schedule-fire.ts';
import type { ScheduleFilter, ScheduleKind, ScheduleState } from '../domain/schedule-state.ts';
import type { NamedSchedule, ScheduleRepository } from '../ports/schedule-repository.ts';

type Tables = TablesOf<'automation'>;

export class PostgresScheduleRepository implements ScheduleRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async lock(workflowId: string): Promise<ScheduleState | undefined> {
    const row = await this.rows(workflowId).forUpdate().executeTakeFirst();
    return row && toSchedule(row);
  }

  async find(workflowId: string): Promise<ScheduleState | undefined> {
    const row = await this.rows(workflowId).executeTakeFirst();
    return row && toSchedule(row);
  }

  async list({ kind, paused }: ScheduleFilter, { limit, after }: PageRequest): Promise<Page<NamedSchedule>> {
    let query = this.trx
      .selectFrom('automation.schedules as s')
      .innerJoin('automation.workflows as w', (join) => join.onRef('w.tenantId', '=', 's.tenantId').onRef('w.id', '=', 's.workflowId'))
      .selectAll('s')
      .select('w.name as workflowName')
      .where('s.tenantId', '=', this.tenantId);
    if (kind !== undefined) query = query.where('s.kind', '=', kind);
    if (paused !== undefined) query = query.where('s.pausedAt', paused ? 'is not' : 'is', null);
    if (after) query = query.where('s.workflowId', '<', after[0] ?? '');
    const rows = await query.orderBy('s.workflowId', 'desc').limit(limit + 1).execute();
    return pageOf(rows.map(({ workflowName, ...row }) => ({ ...toSchedule(row), workflowName })), limit, ({ workflowId }) => [workflowId]);
  }

  async put({ workflowId, workflowVersion, kind, nextAt, startsAt, lastExecutionId, buffered, pausedAt, pausedBy, note, waitingEvents, counts }: ScheduleState): Promise<void> {
    const row = {
      workflowVersion, kind, nextAt: nextAt ?? null, startsAt: startsAt ?? null, lastExecutionId: lastExecutionId ?? null, bufferedAt: buffered?.fireTime ?? null, bufferedKey: buffered?.key ?? null,
      pausedAt: pausedAt ?? null, pausedBy: pausedBy ?? null, note: note ?? null, startedCount: counts.started, skippedCount: counts.skipped, missedCount: counts.missed, expiredCount: counts.expired, waitingEvents,
    };
    const insert = this.trx.insertInto('automation.schedules').values({ tenantId: this.tenantId, workflowId, ...row });
    await insert.onConflict((on) => on.columns(['tenantId', 'workflowId']).doUpdateSet(row)).execute();
  }

  async remove(workflowId: string): Promise<void> {
    await this.trx.deleteFrom('automation.schedules').where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId).execute();
  }

  async addFires(fires: readonly ScheduleFire[]): Promise<void> {
    if (fires.length === 0) return;
    await this.trx.insertInto('automation.scheduleFires').values(fires.map((fire) => fromFire(fire, this.tenantId))).execute();
    for (const workflowId of new Set(fires.map((fire) => fire.workflowId))) {
      const oldestKept = this.firesOf(workflowId).clearSelect().select(['createdAt', 'id']).orderBy('createdAt', 'desc').orderBy('id', 'desc').offset(FIRES_KEPT - 1).limit(1);
      const older = sql<SqlBool>`(created_at, id) < ${oldestKept}`;
      await this.trx.deleteFrom('automation.scheduleFires').where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId).where(older).execute();
    }
  }

  async fires(workflowId: string, { outcome }: { readonly outcome?: FireOutcome }, page: PageRequest): Promise<Page<ScheduleFire>> {
    let query = this.firesOf(workflowId);
    if (outcome !== undefined) query = query.where('outcome', '=', outcome);
    return pageOf((await newestFirst(query, page).execute()).map(toFire), page.limit, byCreation);
  }

  async lastStarted(workflowId: string): Promise<string | undefined> {
    const row = await this.firesOf(workflowId).where('executionId', 'is not', null).orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
    return row?.executionId ?? undefined;
  }

  private rows(workflowId: string) {
    return this.trx.selectFrom('automation.schedules').selectAll().where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId);
  }

  private firesOf(workflowId: string) {
    return this.trx.selectFrom('automation.scheduleFires').selectAll().where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId);
  }
}

const toSchedule = ({ workflowId, workflowVersion, kind, nextAt, startsAt, lastExecutionId, bufferedAt, bufferedKey, pausedAt, pausedBy, note, startedCount, skippedCount, missedCount, expiredCount, waitingEvents }: Selectable<Tables['automation.schedules']>): ScheduleState => ({
  workflowId,
  workflowVersion,
  kind: kind as ScheduleKind,
  ...(nextAt !== null && { nextAt, startsAt: startsAt ?? nextAt }),
  ...(lastExecutionId !== null && { lastExecutionId }),
  ...(bufferedAt !== null && bufferedKey !== null && { buffered: { fireTime: bufferedAt, key: bufferedKey } }),
  ...(pausedAt !== null && { pausedAt }),
  ...(pausedBy !== null && { pausedBy }),
  ...(note !== null && { note }),
  waitingEvents,
  counts: { started: startedCount, skipped: skippedCount, missed: missedCount, expired: expiredCount },
});

const fromFire = ({ lastFireTime, reason, executionId, ...fire }: ScheduleFire, tenantId: TenantId) => ({ ...fire, tenantId, lastFireTime: lastFireTime ?? null, reason: reason ?? null, executionId: executionId ?? null });

const toFire = ({ id, workflowId, source, outcome, fireTime, lastFireTime, count, reason, executionId, createdAt }: Selectable<Tables['automation.scheduleFires']>): ScheduleFire => ({
  id: id as ScheduleFireId,
  workflowId,
  source: source as FireSource,
  outcome: outcome as FireOutcome,
  fireTime,
  ...(lastFireTime !== null && { lastFireTime }),
  count,
  ...(reason !== null && { reason }),
  ...(executionId !== null && { executionId }),
  createdAt,
});
