import type { Transaction } from 'kysely';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import type { TablesOf } from '#internal/db';
import { type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { RoutingConfig, RoutingVersion } from '../domain/routing-config.ts';
import type { RoutingSettings } from '../domain/routing-settings.ts';
import type { RoutingConfigRepository } from '../ports/routing-config-repository.ts';

const versionColumns = ['version', 'note', 'restoredFrom', 'createdAt', 'createdBy'] as const;

/** Routing configurations in PostgreSQL. */
export class PostgresRoutingConfigRepository implements RoutingConfigRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async currentVersion(): Promise<number | undefined> {
    return (await this.own().select('version').orderBy('version', 'desc').limit(1).executeTakeFirst())?.version;
  }

  async current(): Promise<RoutingConfig | undefined> {
    const row = await this.own().select([...versionColumns, 'settings']).orderBy('version', 'desc').limit(1).executeTakeFirst();
    return row && configOf(row);
  }

  async get(version: number): Promise<RoutingConfig> {
    const row = await this.own().select([...versionColumns, 'settings']).where('version', '=', version).executeTakeFirst();
    if (!row) throw notFound('version of the routing configuration');
    return configOf(row);
  }

  async add({ settings, ...config }: RoutingConfig): Promise<void> {
    const row = { ...config, settings: JSON.stringify(settings), tenantId: this.tenantId };
    await this.trx.insertInto('alerting.routingConfigs').values(row).execute().catch((error: unknown) => {
      throw violates(error, 'routing_configs_pkey') ? conflict('somebody else has changed the routing configuration meanwhile') : error;
    });
  }

  async list({ limit, after }: PageRequest): Promise<Page<RoutingVersion>> {
    let query = this.own().select(versionColumns).orderBy('version', 'desc').limit(limit + 1);
    if (after) query = query.where('version', '<', Number(after[0]));
    return pageOf(await query.execute(), limit, ({ version }) => [String(version)]);
  }

  private own() {
    return this.trx.selectFrom('alerting.routingConfigs').where('tenantId', '=', this.tenantId);
  }
}

/** Settings were checked before they were stored. */
const configOf = ({ settings, ...row }: RoutingVersion & { readonly settings: unknown }): RoutingConfig => ({ ...row, settings: settings as RoutingSettings });
