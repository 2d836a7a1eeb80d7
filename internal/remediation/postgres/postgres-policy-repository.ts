import type { Selectable, Transaction } from 'kysely';
import { newestFirst, present, type TablesOf } from '#internal/db';
import { byCreation, type JsonObject, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { type AppError, conflict, notFound } from '#pkg/apperror';
import type { PolicyId, RemediationMode, RemediationPolicy } from '../domain/remediation-policy.ts';
import { parseVerification, verificationJson } from '../domain/verification.ts';
import type { PolicyRepository } from '../ports/policy-repository.ts';

type Tables = TablesOf<'remediation'>;
type Row = Selectable<Tables['remediation.policies']>;

export class PostgresPolicyRepository implements PolicyRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(policy: RemediationPolicy): Promise<void> {
    const insert = this.trx.insertInto('remediation.policies').values(toRow(policy));
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'name']).doNothing()).executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw nameTaken();
  }

  async get(id: PolicyId): Promise<RemediationPolicy> {
    const policy = await this.find(id);
    if (!policy) throw notFound('remediation policy');
    return policy;
  }

  async find(id: PolicyId): Promise<RemediationPolicy | undefined> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    return row && toPolicy(row);
  }

  async save({ version, ...policy }: RemediationPolicy): Promise<void> {
    const namesake = await this.rows().where('name', '=', policy.name).where('id', '!=', policy.id).executeTakeFirst();
    if (namesake) throw nameTaken(); // the unique constraint catches the race, in words of its own
    const update = this.trx.updateTable('remediation.policies').set(toRow({ ...policy, version: version + 1 }));
    const { numUpdatedRows } = await update.where('tenantId', '=', this.tenantId).where('id', '=', policy.id).where('version', '=', version).executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict('the policy changed since it was read');
  }

  async lockWithPlainSecret(most: number): Promise<readonly RemediationPolicy[]> {
    return (await this.rows().where('escalationSecret', 'is not', null).orderBy('id').limit(most).forUpdate().skipLocked().execute()).map(toPolicy);
  }

  async saveSecret({ id, escalation }: RemediationPolicy): Promise<void> {
    const secret = { escalationSecret: null, escalationSealedSecret: escalation?.sealedSecret ?? null };
    await this.trx.updateTable('remediation.policies').set(secret).where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async delete(id: PolicyId): Promise<void> {
    await this.trx.deleteFrom('remediation.policies').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async listEnabled(): Promise<readonly RemediationPolicy[]> {
    return (await this.rows().where('enabled', '=', true).execute()).map(toPolicy);
  }

  async list(filter: { readonly enabled?: boolean }, page: PageRequest): Promise<Page<RemediationPolicy>> {
    let query = this.rows();
    if (filter.enabled !== undefined) query = query.where('enabled', '=', filter.enabled);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(toPolicy), page.limit, byCreation);
  }

  private rows() {
    return this.trx.selectFrom('remediation.policies').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const nameTaken = (): AppError => conflict('a policy of this name exists');

const toRow = ({ guardrails, escalation, ...policy }: RemediationPolicy) => ({
  ...policy,
  ...guardrails,
  workflowVersion: policy.workflowVersion ?? null,
  matchers: JSON.stringify(policy.matchers),
  input: JSON.stringify(policy.input),
  targetLabels: [...policy.targetLabels],
  verification: JSON.stringify(verificationJson(policy.verification)),
  escalationUrl: escalation?.webhookUrl ?? null,
  escalationSecret: escalation?.secret ?? null,
  escalationSealedSecret: escalation?.sealedSecret ?? null,
});

function toPolicy(row: Row): RemediationPolicy {
  const { cooldownSeconds, maxConcurrentPerTarget, maxPerHourPerTarget, maxBlastRadius, approvalTtlSeconds, workflowVersion, escalationUrl, escalationSecret: secret, escalationSealedSecret: sealedSecret, ...policy } = row;
  return {
    ...policy,
    id: row.id as PolicyId,
    tenantId: row.tenantId as TenantId,
    mode: row.mode as RemediationMode,
    matchers: row.matchers as unknown as RemediationPolicy['matchers'], // stored by `toRow` only
    input: row.input as JsonObject,
    ...(workflowVersion !== null && { workflowVersion }),
    guardrails: { cooldownSeconds, maxConcurrentPerTarget, maxPerHourPerTarget, maxBlastRadius, approvalTtlSeconds },
    verification: parseVerification(row.verification),
    ...(escalationUrl !== null && { escalation: { webhookUrl: escalationUrl, ...present({ secret, sealedSecret }) } }),
  };
}
