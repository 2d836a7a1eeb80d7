import type { Selectable, Transaction } from 'kysely';
import { jsonOrNull, newestFirst, present, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { Authentication } from '../domain/authentication.ts';
import type { Integration, IntegrationId } from '../domain/integration.ts';
import type { IntegrationKind } from '../domain/integration-kind.ts';
import type { MappedSeverity, Mapping } from '../domain/mapping.ts';
import type { IntegrationRepository } from '../ports/integrations-unit-of-work.ts';

type Tables = TablesOf<'integrations'>;
type Row = Selectable<Tables['integrations.integrations']>;

/** Integrations of one tenant in PostgreSQL. */
export class PostgresIntegrationRepository implements IntegrationRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(integration: Integration): Promise<void> {
    const { numInsertedOrUpdatedRows } = await this.trx.insertInto('integrations.integrations').values({ ...columns(integration), id: integration.id, tenantId: this.tenantId, createdAt: integration.createdAt, version: integration.version })
      .onConflict((on) => on.columns(['tenantId', 'name']).doNothing()).executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) throw nameTaken(integration.name);
  }

  async count(): Promise<number> {
    const { count } = await this.trx.selectFrom('integrations.integrations').select((row) => row.fn.countAll<number>().as('count')).where('tenantId', '=', this.tenantId).executeTakeFirstOrThrow();
    return Number(count);
  }

  async get(id: IntegrationId): Promise<Integration> {
    return one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: IntegrationId): Promise<Integration> {
    return one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async list(page: PageRequest): Promise<Page<Integration>> {
    const rows = await newestFirst(this.rows(), page).execute();
    return pageOf(rows.map(toIntegration), page.limit, byCreation);
  }

  async save(integration: Integration): Promise<void> {
    const namesake = await this.rows().where('name', '=', integration.name).where('id', '!=', integration.id).executeTakeFirst();
    if (namesake) throw nameTaken(integration.name);
    const { numUpdatedRows } = await this.trx.updateTable('integrations.integrations').set({ ...columns(integration), version: integration.version + 1 })
      .where('tenantId', '=', this.tenantId).where('id', '=', integration.id).where('version', '=', integration.version).executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict(`integration ${integration.id} changed since it was read`);
  }

  async remove(id: IntegrationId): Promise<void> {
    await this.trx.deleteFrom('integrations.integrations').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  private rows() {
    return this.trx.selectFrom('integrations.integrations').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const nameTaken = (name: string) => conflict(`an integration with the name ${JSON.stringify(name)} exists`);

const columns = (integration: Integration) => ({
  name: integration.name,
  kind: integration.kind,
  enabled: integration.enabled,
  authentication: JSON.stringify(integration.authentication),
  sealedSecret: integration.sealedSecret ?? null,
  tokenDigest: integration.tokenDigest ?? null,
  labels: JSON.stringify(integration.labels),
  defaultSeverity: integration.defaultSeverity ?? null,
  fingerprintLabels: [...integration.fingerprintLabels],
  autoResolveSeconds: integration.autoResolveSeconds ?? null,
  mapping: jsonOrNull(integration.mapping),
  updatedAt: integration.updatedAt,
});

const toIntegration = ({ defaultSeverity, autoResolveSeconds, mapping, sealedSecret, tokenDigest, ...row }: Row): Integration => ({
  ...row,
  id: row.id as IntegrationId,
  tenantId: row.tenantId as TenantId,
  kind: row.kind as IntegrationKind,
  authentication: row.authentication as unknown as Authentication,
  labels: row.labels as Readonly<Record<string, string>>,
  ...present({ autoResolveSeconds, sealedSecret, tokenDigest, defaultSeverity: defaultSeverity as MappedSeverity | null, mapping: mapping as unknown as Mapping | null }),
});

function one(row: Row | undefined): Integration {
  if (!row) throw notFound('integration');
  return toIntegration(row);
}
