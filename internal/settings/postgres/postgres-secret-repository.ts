import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import { pageOf, type Page, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { SealedSecret, Secret } from '../domain/secret.ts';
import type { SecretRepository } from '../ports/secret-repository.ts';

const metadata = ['name', 'keyId', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'] as const;

export class PostgresSecretRepository implements SecretRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'settings'>>,
    private readonly tenantId: TenantId,
  ) {}

  async list({ limit, after }: PageRequest): Promise<Page<Secret>> {
    let query = this.own().select(metadata);
    if (after?.[0] !== undefined) query = query.where('name', '>', after[0]);
    return pageOf(await query.orderBy('name').limit(limit + 1).execute(), limit, ({ name }) => [name]);
  }

  async count(): Promise<number> {
    const { count } = await this.own().select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  }

  async find(name: string): Promise<SealedSecret | undefined> {
    return this.own().select([...metadata, 'sealed']).where('name', '=', name).executeTakeFirst();
  }

  async findAll(names: readonly string[]): Promise<readonly SealedSecret[]> {
    return names.length === 0 ? [] : this.own().select([...metadata, 'sealed']).where('name', 'in', names).execute();
  }

  async save(secret: SealedSecret): Promise<void> {
    const { sealed, keyId, updatedAt, updatedBy, version } = secret;
    const insert = this.trx.insertInto('settings.secrets').values({ tenantId: this.tenantId, ...secret });
    const result = await insert
      .onConflict((on) => on.columns(['tenantId', 'name']).doUpdateSet({ sealed, keyId, updatedAt, updatedBy, version }).where('settings.secrets.version', '=', version - 1))
      .executeTakeFirstOrThrow();
    if (result.numInsertedOrUpdatedRows !== 1n) throw conflict(`the secret '${secret.name}' changed meanwhile`);
  }

  async remove(name: string): Promise<Secret> {
    const removed = await this.trx.deleteFrom('settings.secrets').where('tenantId', '=', this.tenantId).where('name', '=', name).returning(metadata).executeTakeFirst();
    if (!removed) throw notFound('secret', name);
    return removed;
  }

  private own() {
    return this.trx.selectFrom('settings.secrets').where('tenantId', '=', this.tenantId);
  }
}
