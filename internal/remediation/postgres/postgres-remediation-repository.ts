import { type Selectable, sql, type Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type JsonObject, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { Activity } from '../domain/guardrails.ts';
import type { PolicyId, RemediationMode } from '../domain/remediation-policy.ts';
import type { Remediation, RemediationId, RemediationStatus } from '../domain/remediation.ts';
import { parseVerification, verificationJson } from '../domain/verification.ts';
import type { RemediationFilter, RemediationRepository } from '../ports/remediation-repository.ts';

type Tables = TablesOf<'remediation'>;
type Row = Selectable<Tables['remediation.remediations']>;

const HOUR_MS = 3_600_000;
// The longest cooldown that a policy can have; what ended before it cannot matter to any guardrail.
const LONGEST_COOLDOWN_MS = 24 * HOUR_MS;

export class PostgresRemediationRepository implements RemediationRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async addUnlessConsidered(remediation: Remediation): Promise<boolean> {
    const insert = this.trx.insertInto('remediation.remediations').values(toRow(remediation));
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'policyId', 'alertId']).doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async get(id: RemediationId): Promise<Remediation> {
    return one(await this.find(id));
  }

  async find(id: RemediationId): Promise<Remediation | undefined> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    return row && toRemediation(row);
  }

  async lock(id: RemediationId): Promise<Remediation> {
    const row = await this.rows().where('id', '=', id).forUpdate().executeTakeFirst();
    return one(row && toRemediation(row));
  }

  async lockOpenOfAlert(alertId: string): Promise<readonly Remediation[]> {
    return this.locked(this.rows().where('alertId', '=', alertId).where('status', 'in', ['suggested', 'awaiting_approval']));
  }

  async lockUnfinishedOfPolicy(policyId: PolicyId): Promise<readonly Remediation[]> {
    return this.locked(this.rows().where('policyId', '=', policyId).where('finishedAt', 'is', null));
  }

  async save({ version, ...remediation }: Remediation): Promise<void> {
    const update = this.trx.updateTable('remediation.remediations').set(toRow({ ...remediation, version: version + 1 }));
    const own = update.where('tenantId', '=', this.tenantId).where('id', '=', remediation.id).where('version', '=', version);
    const { numUpdatedRows } = await own.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict('the remediation changed since it was read');
  }

  async activityAround(target: string, now: Date): Promise<Activity> {
    const running = this.trx.selectFrom('remediation.remediations').where('tenantId', '=', this.tenantId).where('status', '=', 'running');
    const onTarget = await running
      .where('target', '=', target)
      .select((eb) => [eb.fn.countAll<string>().as('running'), recentStarts(now).as('recent'), eb.fn.max('startedAt').as('last')])
      .executeTakeFirstOrThrow();
    const ended = await this.trx
      .selectFrom('remediation.remediations')
      .where('tenantId', '=', this.tenantId)
      .where('target', '=', target)
      .where('startedAt', 'is not', null)
      .where('finishedAt', '>', new Date(now.getTime() - LONGEST_COOLDOWN_MS))
      .select((eb) => [recentStarts(now).as('recent'), eb.fn.max('finishedAt').as('last')])
      .executeTakeFirstOrThrow();
    const others = await running
      .where('target', '!=', target)
      .select((eb) => eb.fn.count<string>('target').distinct().as('targets'))
      .executeTakeFirstOrThrow();
    const last = [onTarget.last, ended.last].flatMap((time) => (time === null ? [] : [time.getTime()]));
    return {
      runningOnTarget: Number(onTarget.running),
      startedOnTargetLastHour: Number(onTarget.recent) + Number(ended.recent),
      ...(last.length > 0 && { lastOnTarget: new Date(Math.max(...last)) }),
      otherTargetsRunning: Number(others.targets),
    };
  }

  async list(filter: RemediationFilter, page: PageRequest): Promise<Page<Remediation>> {
    let query = this.rows();
    if (filter.status !== undefined) query = query.where('status', '=', filter.status);
    if (filter.policyId !== undefined) query = query.where('policyId', '=', filter.policyId);
    if (filter.alertId !== undefined) query = query.where('alertId', '=', filter.alertId);
    if (filter.target !== undefined) query = query.where('target', '=', filter.target);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(toRemediation), page.limit, byCreation);
  }

  private rows() {
    return this.trx.selectFrom('remediation.remediations').selectAll().where('tenantId', '=', this.tenantId);
  }

  /** In one order for all, so that two transactions never wait for each other. */
  private async locked(query: ReturnType<PostgresRemediationRepository['rows']>): Promise<readonly Remediation[]> {
    return (await query.orderBy('id').forUpdate().execute()).map(toRemediation);
  }
}

const recentStarts = (now: Date) => sql<string>`count(*) filter (where started_at > ${new Date(now.getTime() - HOUR_MS)})`;

function one(remediation: Remediation | undefined): Remediation {
  if (!remediation) throw notFound('remediation');
  return remediation;
}

// Named one by one, so that a save also empties what a new state no longer has.
const toRow = (remediation: Remediation) => ({
  ...remediation,
  target: remediation.target ?? null,
  statusCode: remediation.statusCode ?? null,
  reason: remediation.reason ?? null,
  workflowVersion: remediation.workflowVersion ?? null,
  input: JSON.stringify(remediation.input),
  verification: JSON.stringify(verificationJson(remediation.verification)),
  expiresAt: remediation.expiresAt ?? null,
  decidedBy: remediation.decidedBy ?? null,
  decidedAt: remediation.decidedAt ?? null,
  decisionComment: remediation.decisionComment ?? null,
  startedAt: remediation.startedAt ?? null,
  executionId: remediation.executionId ?? null,
  finishedAt: remediation.finishedAt ?? null,
});

const toRemediation = ({ target, statusCode, reason, workflowVersion, expiresAt, decidedBy, decidedAt, decisionComment, startedAt, executionId, finishedAt, ...row }: Row): Remediation => ({
  ...row,
  id: row.id as RemediationId,
  tenantId: row.tenantId as TenantId,
  policyId: row.policyId as PolicyId,
  mode: row.mode as RemediationMode,
  status: row.status as RemediationStatus,
  input: row.input as JsonObject,
  verification: parseVerification(row.verification),
  ...(target !== null && { target }),
  ...(statusCode !== null && { statusCode }),
  ...(reason !== null && { reason }),
  ...(workflowVersion !== null && { workflowVersion }),
  ...(expiresAt && { expiresAt }),
  ...(decidedBy !== null && { decidedBy }),
  ...(decidedAt && { decidedAt }),
  ...(decisionComment !== null && { decisionComment }),
  ...(startedAt && { startedAt }),
  ...(executionId !== null && { executionId }),
  ...(finishedAt && { finishedAt }),
});
