import { sql, type Selectable, type SqlBool, type Transaction } from 'kysely';
import { newestFirst, present, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { WebhookEndpoint, WebhookEndpointId, WebhookEvent } from '../domain/webhook-endpoint.ts';
import type { WebhookEndpointRepository } from '../ports/webhook-repositories.ts';

type Tables = TablesOf<'tickets'>;
type Row = Selectable<Tables['tickets.webhookEndpoints']>;

export class PostgresWebhookEndpointRepository implements WebhookEndpointRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(endpoint: WebhookEndpoint): Promise<void> {
    await this.trx.insertInto('tickets.webhookEndpoints').values({ ...endpoint, eventTypes: [...endpoint.eventTypes] }).execute();
  }

  async count(): Promise<number> {
    const { count } = await this.trx.selectFrom('tickets.webhookEndpoints').select((row) => row.fn.countAll<number>().as('count')).where('tenantId', '=', this.tenantId).executeTakeFirstOrThrow();
    return Number(count);
  }

  async get(id: WebhookEndpointId): Promise<WebhookEndpoint> {
    return one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: WebhookEndpointId): Promise<WebhookEndpoint> {
    return one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async list(page: PageRequest): Promise<Page<WebhookEndpoint>> {
    const rows = await newestFirst(this.rows(), page).execute();
    return pageOf(rows.map(toEndpoint), page.limit, byCreation);
  }

  async askingFor(event: WebhookEvent): Promise<readonly WebhookEndpoint[]> {
    const rows = await this.rows().where('enabled', '=', true).where(sql<SqlBool>`${event} = ANY (event_types)`).orderBy('id').execute();
    return rows.map(toEndpoint);
  }

  async save({ version, ...endpoint }: WebhookEndpoint): Promise<void> {
    const changes = { ...endpoint, ...circuit(endpoint), ...previousSecret(endpoint), eventTypes: [...endpoint.eventTypes], version: version + 1 };
    const { numUpdatedRows } = await this.own(endpoint.id).set(changes).where('version', '=', version).executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict(`webhook endpoint ${endpoint.id} changed since it was read`);
  }

  async saveCircuit(endpoint: WebhookEndpoint): Promise<void> {
    await this.own(endpoint.id).set(circuit(endpoint)).execute();
  }

  async remove(id: WebhookEndpointId): Promise<void> {
    await this.trx.deleteFrom('tickets.webhookEndpoints').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  private own(id: WebhookEndpointId) {
    return this.trx.updateTable('tickets.webhookEndpoints').where('tenantId', '=', this.tenantId).where('id', '=', id);
  }

  private rows() {
    return this.trx.selectFrom('tickets.webhookEndpoints').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const circuit = ({ consecutiveFailures, openedAt, retryAt }: Pick<WebhookEndpoint, 'consecutiveFailures' | 'openedAt' | 'retryAt'>) => ({ consecutiveFailures, openedAt: openedAt ?? null, retryAt: retryAt ?? null });

const previousSecret = ({ previousSealedSecret, previousSecretUntil }: Pick<WebhookEndpoint, 'previousSealedSecret' | 'previousSecretUntil'>) => ({ previousSealedSecret: previousSealedSecret ?? null, previousSecretUntil: previousSecretUntil ?? null });

const toEndpoint = ({ openedAt, retryAt, previousSealedSecret, previousSecretUntil, ...row }: Row): WebhookEndpoint => ({
  ...row,
  id: row.id as WebhookEndpointId,
  tenantId: row.tenantId as TenantId,
  eventTypes: row.eventTypes as WebhookEvent[],
  ...present({ openedAt, retryAt, previousSealedSecret, previousSecretUntil }),
});

function one(row: Row | undefined): WebhookEndpoint {
  if (!row) throw notFound('webhook endpoint');
  return toEndpoint(row);
}
