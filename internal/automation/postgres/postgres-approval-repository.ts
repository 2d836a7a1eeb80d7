import type { Selectable, Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { Approval, ApprovalFilter, ApprovalId, ApprovalStatus, Decision, Verdict } from '../domain/approval.ts';
import type { ApprovalRepository } from '../ports/approval-repository.ts';

type Tables = TablesOf<'automation'>;
type Row = Selectable<Tables['automation.approvals']>;
type DecisionRow = Selectable<Tables['automation.approvalDecisions']>;

export class PostgresApprovalRepository implements ApprovalRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async addUnlessAsked({ decisions: _, approvers, message, evidence, endedAt, ...approval }: Approval): Promise<boolean> {
    const row = { ...approval, approvers: [...approvers], message: message ?? null, evidence: evidence === undefined ? null : JSON.stringify(evidence), endedAt: endedAt ?? null };
    const insert = this.trx.insertInto('automation.approvals').values(row).onConflict((on) => on.columns(['tenantId', 'executionId', 'key']).doNothing());
    return (await insert.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows === 1n;
  }

  async get(id: ApprovalId): Promise<Approval> {
    return this.one(await this.rows().where('id', '=', id).executeTakeFirst(), id);
  }

  async lock(id: ApprovalId): Promise<Approval> {
    return this.one(await this.rows().where('id', '=', id).forNoKeyUpdate().executeTakeFirst(), id);
  }

  async findByKey(executionId: string, key: string): Promise<Approval | undefined> {
    const [found] = await this.whole(await this.rows().where('executionId', '=', executionId).where('key', '=', key).execute());
    return found;
  }

  async pendingOf(executionId: string): Promise<readonly Approval[]> {
    return this.whole(await this.rows().where('executionId', '=', executionId).where('status', '=', 'pending').orderBy('id').execute());
  }

  async list({ status, executionId }: ApprovalFilter, page: PageRequest): Promise<Page<Approval>> {
    let query = this.rows();
    if (status !== undefined) query = query.where('status', '=', status);
    if (executionId !== undefined) query = query.where('executionId', '=', executionId);
    return pageOf(await this.whole(await newestFirst(query, page).execute()), page.limit, byCreation);
  }

  async save({ id, status, endedAt, version, decisions }: Approval): Promise<void> {
    const update = this.trx.updateTable('automation.approvals').set({ status, endedAt: endedAt ?? null, version: version + 1 });
    const saved = await update.where('tenantId', '=', this.tenantId).where('id', '=', id).where('version', '=', version).executeTakeFirstOrThrow();
    if (saved.numUpdatedRows === 0n) throw conflict(`approval ${id} changed since it was read`);
    if (decisions.length === 0) return;
    const rows = decisions.map(({ name, comment, ...decision }) => ({ ...decision, tenantId: this.tenantId, approvalId: id, name: name ?? null, comment: comment ?? null }));
    await this.trx.insertInto('automation.approvalDecisions').values(rows).onConflict((on) => on.columns(['tenantId', 'approvalId', 'subject']).doNothing()).execute();
  }

  private async one(row: Row | undefined, id: ApprovalId): Promise<Approval> {
    const [approval] = row ? await this.whole([row]) : [];
    if (!approval) throw notFound('approval', id);
    return approval;
  }

  /** With their decisions, in one query for all. */
  private async whole(rows: readonly Row[]): Promise<readonly Approval[]> {
    if (rows.length === 0) return [];
    const query = this.trx.selectFrom('automation.approvalDecisions').selectAll().where('tenantId', '=', this.tenantId).where('approvalId', 'in', rows.map(({ id }) => id));
    const decisions = await query.orderBy('decidedAt').orderBy('subject').execute();
    return rows.map((row) => toApproval(row, decisions.filter(({ approvalId }) => approvalId === row.id)));
  }

  private rows() {
    return this.trx.selectFrom('automation.approvals').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const toApproval = ({ id, tenantId, status, message, evidence, endedAt, ...row }: Row, decisions: readonly DecisionRow[]): Approval => ({
  ...row,
  id: id as ApprovalId,
  tenantId: tenantId as TenantId,
  status: status as ApprovalStatus,
  ...(message !== null && { message }),
  ...(evidence !== null && { evidence: evidence }),
  ...(endedAt !== null && { endedAt }),
  decisions: decisions.map(toDecision),
});

const toDecision = ({ subject, name, verdict, comment, decidedAt }: DecisionRow): Decision => ({
  subject,
  ...(name !== null && { name }),
  verdict: verdict as Verdict,
  ...(comment !== null && { comment }),
  decidedAt,
});
