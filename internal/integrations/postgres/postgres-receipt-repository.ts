import type { Selectable, Transaction } from 'kysely';
import { newestFirst, present, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { notFound } from '#pkg/apperror';
import type { IntegrationId } from '../domain/integration.ts';
import type { Receipt, ReceiptId, ReceiptItem } from '../domain/receipt.ts';
import type { ReceiptRepository } from '../ports/integrations-unit-of-work.ts';

type Tables = TablesOf<'integrations'>;
type Row = Omit<Selectable<Tables['integrations.receipts']>, 'tenantId'>;

const COLUMNS = ['id', 'integrationId', 'status', 'accepted', 'refused', 'items', 'bodyDigest', 'bodyBytes', 'payload', 'replayKey', 'createdAt'] as const;

/** Receipts of one tenant in PostgreSQL. */
export class PostgresReceiptRepository implements ReceiptRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(receipt: Receipt): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.trx.insertInto('integrations.receipts').values({ ...receipt, tenantId: this.tenantId, items: JSON.stringify(receipt.items) })
      .onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async get(integrationId: IntegrationId, id: ReceiptId): Promise<Receipt> {
    const row = await this.rows(integrationId).where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('receipt');
    return toReceipt(row);
  }

  async byReplayKey(integrationId: IntegrationId, replayKey: string): Promise<Receipt | undefined> {
    const row = await this.rows(integrationId).where('replayKey', '=', replayKey).executeTakeFirst();
    return row && toReceipt(row);
  }

  async list(integrationId: IntegrationId, status: Receipt['status'] | undefined, page: PageRequest): Promise<Page<Receipt>> {
    const all = this.rows(integrationId);
    const rows = await newestFirst(status === undefined ? all : all.where('status', '=', status), page).execute();
    return pageOf(rows.map(toReceipt), page.limit, byCreation);
  }

  private rows(integrationId: IntegrationId) {
    return this.trx.selectFrom('integrations.receipts').select(COLUMNS).where('tenantId', '=', this.tenantId).where('integrationId', '=', integrationId);
  }
}

const toReceipt = ({ replayKey, ...row }: Row): Receipt => ({
  ...row,
  id: row.id as ReceiptId,
  integrationId: row.integrationId as IntegrationId,
  status: row.status as Receipt['status'],
  items: row.items as unknown as readonly ReceiptItem[],
  ...present({ replayKey }),
});
