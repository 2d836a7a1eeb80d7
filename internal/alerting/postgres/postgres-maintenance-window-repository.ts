import { sql, type Transaction } from 'kysely';
import { notFound } from '#pkg/apperror';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { MaintenanceWindow, MaintenanceWindowId } from '../domain/maintenance-window.ts';
import type { MaintenanceWindowRepository } from '../ports/maintenance-window-repository.ts';

const columns = [
  'id', 'name', 'matchers', 'comment', 'effect', 'holdRemediation', 'enabled', 'startsAt', 'endsAt', 'intervals', 'createdBy', 'createdAt', 'updatedAt', 'version', 'onSince', 'silenceId',
] as const satisfies readonly (keyof MaintenanceWindow)[];

/** Maintenance windows in PostgreSQL. */
export class PostgresMaintenanceWindowRepository implements MaintenanceWindowRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async lockAll(): Promise<number> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('alerting maintenance ' || ${this.tenantId}::text, 0))`.execute(this.trx);
    const counted = this.trx.selectFrom('alerting.maintenanceWindows').where('tenantId', '=', this.tenantId).select(sql<number>`count(*)::integer`.as('windows'));
    return (await counted.executeTakeFirstOrThrow()).windows;
  }

  async get(id: MaintenanceWindowId): Promise<MaintenanceWindow> {
    const window = one(await this.own().where('id', '=', id).executeTakeFirst());
    if (!window) throw notFound('maintenance window');
    return window;
  }

  async lock(id: MaintenanceWindowId): Promise<MaintenanceWindow | undefined> {
    return one(await this.own().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async add(window: MaintenanceWindow): Promise<void> {
    await this.trx.insertInto('alerting.maintenanceWindows').values({ ...rowOf(window), tenantId: this.tenantId }).execute();
  }

  async save(window: MaintenanceWindow): Promise<void> {
    await this.trx.updateTable('alerting.maintenanceWindows').set(rowOf(window)).where('tenantId', '=', this.tenantId).where('id', '=', window.id).execute();
  }

  async remove(id: MaintenanceWindowId): Promise<void> {
    await this.trx.deleteFrom('alerting.maintenanceWindows').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async listEnabled(): Promise<readonly MaintenanceWindow[]> {
    return (await this.own().where('enabled', '=', true).orderBy('id').execute()) as unknown as readonly MaintenanceWindow[];
  }

  async list(page: PageRequest): Promise<Page<MaintenanceWindow>> {
    return pageOf((await newestFirst(this.own(), page).execute()) as unknown as readonly MaintenanceWindow[], page.limit, byCreation);
  }

  private own() {
    return this.trx.selectFrom('alerting.maintenanceWindows').select(columns).where('tenantId', '=', this.tenantId);
  }
}

// The driver would make PostgreSQL arrays of JavaScript ones.
const rowOf = ({ matchers, intervals, ...window }: MaintenanceWindow) => ({ ...window, matchers: JSON.stringify(matchers), intervals: JSON.stringify(intervals) });

// The columns are those of a `MaintenanceWindow`, and the constraints of the table are its types.
const one = (row: unknown): MaintenanceWindow | undefined => row as MaintenanceWindow | undefined;
