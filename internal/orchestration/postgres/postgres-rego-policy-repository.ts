import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { RegoPolicy } from '../domain/rego-policy.ts';
import type { RegoPolicyRepository } from '../ports/rego-policy-repository.ts';

const COLUMNS = ['name', 'rego', 'wasmSha256', 'createdAt', 'updatedAt', 'updatedBy', 'version'] as const;

export class PostgresRegoPolicyRepository implements RegoPolicyRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'orchestration'>>,
    private readonly tenantId: TenantId,
  ) {}

  async all(): Promise<readonly RegoPolicy[]> {
    return (await this.rows().select(COLUMNS).orderBy('name').execute()).map(toPolicy);
  }

  async get(name: string): Promise<RegoPolicy> {
    const policy = await this.find(name);
    if (!policy) throw notFound('policy', name);
    return policy;
  }

  async find(name: string): Promise<RegoPolicy | undefined> {
    const row = await this.rows().select(COLUMNS).where('name', '=', name).executeTakeFirst();
    return row && toPolicy(row);
  }

  async wasm(name: string): Promise<Uint8Array> {
    const row = await this.rows().select('wasm').where('name', '=', name).executeTakeFirst();
    if (!row) throw notFound('policy', name);
    return row.wasm;
  }

  async put({ rego, version, ...policy }: RegoPolicy, wasm: Uint8Array): Promise<void> {
    const values = { ...policy, tenantId: this.tenantId, rego: rego ?? null, version, wasm: Buffer.from(wasm) };
    const insert = this.trx.insertInto('orchestration.regoPolicies').values(values);
    const { numInsertedOrUpdatedRows } = await insert
      .onConflict((on) => on.columns(['tenantId', 'name']).doUpdateSet(values).where('orchestration.regoPolicies.version', '=', version - 1))
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw conflict(`policy ${policy.name} changed since it was read`);
  }

  async remove(name: string): Promise<void> {
    const { numDeletedRows } = await this.trx.deleteFrom('orchestration.regoPolicies').where('tenantId', '=', this.tenantId).where('name', '=', name).executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw notFound('policy', name);
  }

  private rows() {
    return this.trx.selectFrom('orchestration.regoPolicies').where('tenantId', '=', this.tenantId);
  }
}

const toPolicy = ({ rego, ...row }: Omit<RegoPolicy, 'rego'> & { readonly rego: string | null }): RegoPolicy => ({ ...row, ...(rego !== null && { rego }) });
