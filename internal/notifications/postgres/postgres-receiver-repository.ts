import type { Selectable, Transaction } from 'kysely';
import { newestFirst } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { AppError, conflict, notFound } from '#pkg/apperror';
import type { Integration } from '../domain/receiver-integration.ts';
import type { Receiver, ReceiverId } from '../domain/receiver.ts';
import type { ReceiverRepository } from '../ports/receiver-repository.ts';
import { integrationRow, type NotificationTables, toIntegration } from './integration-rows.ts';

type Row = Selectable<NotificationTables['notifications.receivers']>;

export class PostgresReceiverRepository implements ReceiverRepository {
  constructor(
    private readonly trx: Transaction<NotificationTables>,
    private readonly tenantId: TenantId,
  ) {}

  async add({ integrations, ...receiver }: Receiver): Promise<void> {
    await named(receiver.name, this.trx.insertInto('notifications.receivers').values(receiver).execute());
    await this.write(integrations);
  }

  async count(): Promise<number> {
    const { count } = await this.trx.selectFrom('notifications.receivers').select((row) => row.fn.countAll<number>().as('count')).where('tenantId', '=', this.tenantId).executeTakeFirstOrThrow();
    return Number(count);
  }

  async get(id: ReceiverId): Promise<Receiver> {
    return this.one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: ReceiverId): Promise<Receiver> {
    return this.one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async list(page: PageRequest): Promise<Page<Receiver>> {
    const rows = await newestFirst(this.rows(), page).execute();
    return pageOf(await this.whole(rows), page.limit, byCreation);
  }

  async all(): Promise<readonly Receiver[]> {
    return this.whole(await this.rows().orderBy('name').execute());
  }

  async save({ integrations, version, tenantId: _, id, ...changes }: Receiver): Promise<void> {
    const update = this.trx.updateTable('notifications.receivers').set({ ...changes, version: version + 1 }).where('tenantId', '=', this.tenantId).where('id', '=', id).where('version', '=', version);
    const { numUpdatedRows } = await named(changes.name, update.executeTakeFirstOrThrow());
    if (numUpdatedRows === 0n) throw conflict(`receiver ${id} changed since it was read`);
    const gone = this.trx.deleteFrom('notifications.integrations').where('tenantId', '=', this.tenantId).where('receiverId', '=', id);
    await (integrations.length === 0 ? gone : gone.where('id', 'not in', integrations.map((each) => each.id))).execute();
    await this.write(integrations);
  }

  async remove(id: ReceiverId): Promise<void> {
    await this.trx.deleteFrom('notifications.receivers').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  private async write(integrations: readonly Integration[]): Promise<void> {
    if (integrations.length === 0) return;
    await this.trx
      .insertInto('notifications.integrations')
      .values(integrations.map(integrationRow))
      .onConflict((on) =>
        on.columns(['tenantId', 'id']).doUpdateSet((row) => ({
          position: row.ref('excluded.position'), settings: row.ref('excluded.settings'), secrets: row.ref('excluded.secrets'), sendResolved: row.ref('excluded.sendResolved'), ratePerMinute: row.ref('excluded.ratePerMinute'),
          consecutiveFailures: row.ref('excluded.consecutiveFailures'), openedAt: row.ref('excluded.openedAt'), retryAt: row.ref('excluded.retryAt'),
          rateWindowStarted: row.ref('excluded.rateWindowStarted'), rateWindowSent: row.ref('excluded.rateWindowSent'),
        })),
      )
      .execute();
  }

  private async one(row: Row | undefined): Promise<Receiver> {
    if (!row) throw notFound('receiver');
    const [receiver] = await this.whole([row]);
    if (!receiver) throw notFound('receiver');
    return receiver;
  }

  private async whole(rows: readonly Row[]): Promise<readonly Receiver[]> {
    if (rows.length === 0) return [];
    const parts = await this.trx.selectFrom('notifications.integrations').selectAll().where('tenantId', '=', this.tenantId).where('receiverId', 'in', rows.map(({ id }) => id)).orderBy('receiverId').orderBy('position').execute();
    return rows.map((row) => ({ ...row, id: row.id as ReceiverId, tenantId: row.tenantId as TenantId, integrations: parts.filter(({ receiverId }) => receiverId === row.id).map(toIntegration) }));
  }

  private rows() {
    return this.trx.selectFrom('notifications.receivers').selectAll().where('tenantId', '=', this.tenantId);
  }
}

async function named<Result>(name: string, write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof AppError || (error as { constraint?: string }).constraint !== 'receivers_name_unique') throw error;
    throw conflict(`there is a receiver '${name}' already`);
  }
}
