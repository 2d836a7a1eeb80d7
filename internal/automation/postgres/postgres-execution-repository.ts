import { sql, type Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import type { Execution, ExecutionFilter, ExecutionId } from '../domain/execution.ts';
import { PRIORITIES } from '../domain/execution-quota.ts';
import type { StepRecord } from '../ports/execution-journal.ts';
import type { Admission, ExecutionRepository } from '../ports/execution-repository.ts';
import { fromExecution, fromStep, toExecution, toStep } from './execution-rows.ts';

type Tables = TablesOf<'automation'>;

export class PostgresExecutionRepository implements ExecutionRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async addUnlessKeyTaken(execution: Execution): Promise<boolean> {
    const insert = this.trx.insertInto('automation.executions').values(fromExecution(execution));
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'requestKey']).doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async findByRequestKey(requestKey: string): Promise<Execution | undefined> {
    const row = await this.rows().where('requestKey', '=', requestKey).executeTakeFirst();
    return row && toExecution(row);
  }

  async get(id: ExecutionId): Promise<Execution> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('execution', id);
    return toExecution(row);
  }

  async cancelRequestedBy(id: ExecutionId): Promise<string | undefined> {
    const row = await this.trx.selectFrom('automation.executions').select('cancelRequestedBy').where('tenantId', '=', this.tenantId).where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('execution', id);
    return row.cancelRequestedBy ?? undefined;
  }

  async lock(id: ExecutionId): Promise<Execution> {
    // NO KEY: steps refer to the row, and adding one must not wait for us.
    const row = await this.rows().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
    if (!row) throw notFound('execution', id);
    return toExecution(row);
  }

  async list(filter: ExecutionFilter, page: PageRequest): Promise<Page<Execution>> {
    let query = this.rows();
    if (filter.workflowId !== undefined) query = query.where('workflowId', '=', filter.workflowId);
    if (filter.status !== undefined) query = query.where('status', '=', filter.status);
    if (filter.alertId !== undefined) query = query.where('alertId', '=', filter.alertId);
    if (filter.correlationId !== undefined) query = query.where('correlationId', '=', filter.correlationId);
    if (filter.parentExecutionId !== undefined) query = query.where('parentExecutionId', '=', filter.parentExecutionId);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(toExecution), page.limit, byCreation);
  }

  async anyPutOff(): Promise<boolean> {
    const putOff = this.trx.selectFrom('automation.executions').select('id').where('tenantId', '=', this.tenantId).where('status', '=', 'pending').where('admittedAt', 'is', null);
    return (await putOff.where('putOffAt', 'is not', null).limit(1).executeTakeFirst()) !== undefined;
  }

  async admit(most: number, now: Date, starting?: ExecutionId): Promise<Admission> {
    // Sent together: the second statement has a snapshot from after the lock, and sees what its last holder committed.
    const [, { rows }] = await Promise.all([
      sql`select pg_advisory_xact_lock(hashtextextended(${`automation admission ${this.tenantId}`}, 0))`.execute(this.trx),
      sql<{ readonly id: ExecutionId; readonly putOff: boolean }>`
        with open as (
          select count(*) as number from (
            select from automation.executions where tenant_id = ${this.tenantId} and admitted_at is not null and finished_at is null limit ${most}
          ) as admitted
        ), next as (
          select id, put_off_at is not null as put_off from automation.executions
          where tenant_id = ${this.tenantId} and status = 'pending' and admitted_at is null
          order by array_position(${[...PRIORITIES]}::text[], priority), created_at, id
          limit (select ${most} - number from open)
        )
        update automation.executions as e set admitted_at = ${now} from next
        where e.tenant_id = ${this.tenantId} and e.id = next.id
        returning e.id, next.put_off`.execute(this.trx),
    ]);
    const resumed = rows.filter(({ id, putOff }) => putOff && id !== starting).map(({ id }) => id);
    if (starting === undefined || rows.some(({ id }) => id === starting)) return { starts: starting !== undefined, resumed };
    const own = this.trx.updateTable('automation.executions').where('tenantId', '=', this.tenantId).where('id', '=', starting);
    const { numUpdatedRows } = await own.set({ putOffAt: now }).where('status', '=', 'pending').where('admittedAt', 'is', null).executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) return { starts: false, resumed };
    return { starts: (await this.get(starting)).admittedAt !== undefined, resumed };
  }

  async newest(nth: number): Promise<Date | undefined> {
    const row = await this.trx
      .selectFrom('automation.executions').select('createdAt')
      .where('tenantId', '=', this.tenantId)
      .orderBy('createdAt', 'desc').orderBy('id', 'desc').offset(nth - 1).limit(1).executeTakeFirst();
    return row?.createdAt;
  }

  async save({ version, ...execution }: Execution): Promise<void> {
    // Admission is `admit`'s alone: a change that read the execution before must not take it back.
    const { admittedAt: _, ...columns } = fromExecution({ ...execution, version: version + 1 });
    const update = this.trx.updateTable('automation.executions').set(columns);
    const own = update.where('tenantId', '=', this.tenantId).where('id', '=', execution.id).where('version', '=', version);
    const { numUpdatedRows } = await own.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict(`execution ${execution.id} changed since it was read`);
  }

  async putStep(id: ExecutionId, step: StepRecord): Promise<void> {
    const { path, attempt, ...rest } = fromStep(step);
    // Whoever ends a step need not know its ticket and its input: they stay what they were.
    const { ticketId, input, ...others } = rest;
    const changing = { ...others, ...(ticketId !== null && { ticketId }), ...(input !== null && { input }) };
    const insert = this.trx.insertInto('automation.executionSteps').values({ tenantId: this.tenantId, executionId: id, path, attempt, ...rest });
    try {
      await insert.onConflict((on) => on.columns(['tenantId', 'executionId', 'path', 'attempt']).doUpdateSet(changing)).execute();
    } catch (error) {
      if (violates(error, 'execution_steps_execution')) throw notFound('execution', id);
      throw error;
    }
  }

  async steps(id: ExecutionId, limit: number): Promise<readonly StepRecord[]> {
    const query = this.trx.selectFrom('automation.executionSteps').selectAll().where('tenantId', '=', this.tenantId).where('executionId', '=', id);
    const rows = await query.orderBy('position', 'desc').limit(limit).execute();
    return rows.reverse().map(toStep);
  }

  private rows() {
    return this.trx.selectFrom('automation.executions').selectAll().where('tenantId', '=', this.tenantId);
  }
}
