import { sql, type Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { FlowStatus } from '../domain/flow-status.ts';
import type { Plan, PlanFilter, PlanId } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { PlanRepository } from '../ports/plan-repository.ts';
import { fromPlan, fromTask, toPlan, toTask } from './plan-rows.ts';

type Tables = TablesOf<'orchestration'>;

/** Rows of one statement: a row has 28 values, and a statement takes 65,535. */
const BATCH = 1000;

export class PostgresPlanRepository implements PlanRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async addUnlessKeyTaken(plan: Plan, tasks: readonly PlanTask[]): Promise<boolean> {
    const insert = this.trx.insertInto('orchestration.plans').values(fromPlan(plan));
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'requestKey']).doNothing()).executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    await this.putTasks(plan.id, tasks);
    return true;
  }

  async findByRequestKey(requestKey: string): Promise<Plan | undefined> {
    const row = await this.rows().where('requestKey', '=', requestKey).executeTakeFirst();
    return row && toPlan(row);
  }

  async get(id: PlanId): Promise<Plan> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('plan', id);
    return toPlan(row);
  }

  async lock(id: PlanId): Promise<Plan> {
    // NO KEY: tasks refer to the row, and changing one must not wait for us.
    const row = await this.rows().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
    if (!row) throw notFound('plan', id);
    return toPlan(row);
  }

  async list(filter: PlanFilter, page: PageRequest): Promise<Page<Plan>> {
    let query = this.rows();
    if (filter.status !== undefined) query = query.where('status', '=', filter.status);
    if (filter.riskBand !== undefined) query = query.where('riskBand', '=', filter.riskBand);
    if (filter.intentId !== undefined) query = query.where('intentId', '=', filter.intentId);
    if (filter.decisionId !== undefined) query = query.where('decisionId', '=', filter.decisionId);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(toPlan), page.limit, byCreation);
  }

  async save({ version, ...plan }: Plan): Promise<void> {
    const update = this.trx.updateTable('orchestration.plans').set(fromPlan({ ...plan, version: version + 1 }));
    const own = update.where('tenantId', '=', this.tenantId).where('id', '=', plan.id).where('version', '=', version);
    const { numUpdatedRows } = await own.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict(`plan ${plan.id} changed since it was read`);
  }

  async countOpen(): Promise<number> {
    const open = this.trx.selectFrom('orchestration.plans').where('tenantId', '=', this.tenantId).where('finishedAt', 'is', null);
    const { count } = await open.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  }

  async flowStatus(since: Date): Promise<FlowStatus> {
    const latency = sql<number>`extract(epoch from (finished_at - created_at)) * 1000`;
    const ended = this.trx.selectFrom('orchestration.plans').where('tenantId', '=', this.tenantId).where('finishedAt', '>=', since);
    const row = await ended
      .select(({ fn }) => [
        fn.countAll<string>().as('total'),
        sql<string>`count(*) filter (where status = 'completed')`.as('completed'),
        sql<string | null>`avg(${latency})`.as('average'),
        sql<number | null>`percentile_cont(0.95) within group (order by ${latency})`.as('p95'),
      ])
      .executeTakeFirstOrThrow();
    const totalProcessed = Number(row.total);
    return {
      totalProcessed,
      activeExecutions: await this.countOpen(),
      ...(totalProcessed > 0 && { successRate: Number(row.completed) / totalProcessed, averageLatencyMs: Number(row.average), p95LatencyMs: Number(row.p95) }),
    };
  }

  async tasks(id: PlanId): Promise<readonly PlanTask[]> {
    const query = this.trx.selectFrom('orchestration.planTasks').selectAll().where('tenantId', '=', this.tenantId).where('planId', '=', id);
    return (await query.orderBy('position').orderBy('taskId').execute()).map(toTask);
  }

  async putTasks(id: PlanId, tasks: readonly PlanTask[]): Promise<void> {
    for (let start = 0; start < tasks.length; start += BATCH) {
      const rows = tasks.slice(start, start + BATCH).map((task) => ({ tenantId: this.tenantId, planId: id, ...fromTask(task) }));
      const insert = this.trx.insertInto('orchestration.planTasks').values(rows);
      await insert.onConflict((on) => on.columns(['tenantId', 'planId', 'taskId']).doUpdateSet((row) => Object.fromEntries(REPLACED.map((column) => [column, row.ref(`excluded.${column}`)])))).execute();
    }
  }

  private rows() {
    return this.trx.selectFrom('orchestration.plans').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const REPLACED = [
  'position', 'wave', 'revision', 'taskType', 'description', 'dependencies', 'parameters', 'requiredCapabilities', 'estimatedDurationMs', 'priority', 'maxRetries', 'slaDeadline',
  'compensation', 'status', 'ticketId', 'agentId', 'reservedFor', 'reservedUntil', 'scheduleReason', 'offeredAt', 'startedAt', 'completedAt', 'error', 'compensationStatus', 'compensationTicketId',
] as const;
