import type { Selectable, Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { ScheduleKind, ScheduleState } from '../domain/schedule-state.ts';
import type { ScheduleRepository } from '../ports/schedule-repository.ts';

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

  async put({ workflowId, workflowVersion, kind, nextAt, lastExecutionId, pausedAt, pausedBy, note }: ScheduleState): Promise<void> {
    const row = { workflowVersion, kind, nextAt: nextAt ?? null, lastExecutionId: lastExecutionId ?? null, pausedAt: pausedAt ?? null, pausedBy: pausedBy ?? null, note: note ?? null };
    const insert = this.trx.insertInto('automation.schedules').values({ tenantId: this.tenantId, workflowId, ...row });
    await insert.onConflict((on) => on.columns(['tenantId', 'workflowId']).doUpdateSet(row)).execute();
  }

  async remove(workflowId: string): Promise<void> {
    await this.trx.deleteFrom('automation.schedules').where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId).execute();
  }

  private rows(workflowId: string) {
    return this.trx.selectFrom('automation.schedules').selectAll().where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId);
  }
}

const toSchedule = ({ tenantId: _, kind, nextAt, lastExecutionId, pausedAt, pausedBy, note, ...row }: Selectable<Tables['automation.schedules']>): ScheduleState => ({
  ...row,
  kind: kind as ScheduleKind,
  ...(nextAt !== null && { nextAt }),
  ...(lastExecutionId !== null && { lastExecutionId }),
  ...(pausedAt !== null && { pausedAt }),
  ...(pausedBy !== null && { pausedBy }),
  ...(note !== null && { note }),
});
