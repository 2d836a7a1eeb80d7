import { sql, type Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import type { Execution, ExecutionFilter, ExecutionId } from '../domain/execution.ts';
import { PRIORITIES } from '../domain/execution-quota.ts';
import type { StepRecord } from '../ports/execution-journal.ts';
import type { ExecutionRepository } from '../ports/execution-repository.ts';
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

  async anyWaiting(): Promise<boolean> {
    return (await this.waiting().select('id').limit(1).executeTakeFirst()) !== undefined;
  }

  async admit(most: number, now: Date): Promise<readonly ExecutionId[]> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`automation admission ${this.tenantId}`}, 0))`.execute(this.trx);
    const open = await this.trx
      .selectFrom('automation.executions').select('id')
      .where('tenantId', '=', this.tenantId).where('admittedAt', 'is not', null).where('finishedAt', 'is', null)
      .limit(most).execute();
    if (open.length >= most) return [];
    const urgency = sql`array_position(${[...PRIORITIES]}::text[], priority)`;
    const next = await this.waiting().select('id').orderBy(urgency).orderBy('createdAt').orderBy('id').limit(most - open.length).execute();
    const ids = next.map(({ id }) => id as ExecutionId);
    if (ids.length === 0) return [];
    await this.trx
      .updateTable('automation.executions').set({ admittedAt: now })
      .where('tenantId', '=', this.tenantId).where('id', 'in', ids).execute();
    return ids;
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
    // Whoever ends a step need not know its ticket: it stays what it was.
    const { ticketId, ...others } = rest;
    const changing = ticketId === null ? others : rest;
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

  private waiting() {
    return this.trx.selectFrom('automation.executions').where('tenantId', '=', this.tenantId).where('status', '=', 'pending').where('admittedAt', 'is', null);
  }

  private rows() {
    return this.trx.selectFrom('automation.executions').selectAll().where('tenantId', '=', this.tenantId);
  }
}
