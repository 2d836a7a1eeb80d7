import type { Selectable, Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { CloudEvent } from '../domain/cloud-event.ts';
import type { OfferedEvent } from '../domain/event-consumption.ts';
import { literalOf, type FilterMatch, type Interest } from '../domain/event-interest.ts';
import type { StoredEventId } from '../domain/stored-event.ts';
import type { EventSubscription, Listener, SubscriptionRepository } from '../ports/subscription-repository.ts';

type Tables = TablesOf<'automation'>;
/** Stands for every type or source in the look-up table. */
const ANY = '';

export class PostgresSubscriptionRepository implements SubscriptionRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async open(subscription: EventSubscription): Promise<EventSubscription> {
    const { id, listener, interest, createdAt } = subscription;
    const owner = 'workflowId' in listener ? { workflowId: listener.workflowId } : { executionId: listener.executionId, key: listener.key };
    const insert = this.trx.insertInto('automation.eventSubscriptions').values({ tenantId: this.tenantId, id, ...owner, interest: JSON.stringify(interest), createdAt });
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return (await this.find(listener)) ?? subscription;
    const filters = interest.filters.map((filter, index) => ({
      tenantId: this.tenantId, subscriptionId: id, filter: index, type: literalOf(filter, 'type') ?? ANY, source: literalOf(filter, 'source') ?? ANY,
    }));
    if (filters.length > 0) await this.trx.insertInto('automation.eventSubscriptionFilters').values(filters).execute();
    return subscription;
  }

  async find(listener: Listener): Promise<EventSubscription | undefined> {
    const row = await this.of(listener).executeTakeFirst();
    return row && toSubscription(row);
  }

  async interested({ type, source }: { readonly type: string; readonly source: string }, limit: number, after?: string): Promise<readonly EventSubscription[]> {
    let wanted = this.trx
      .selectFrom('automation.eventSubscriptionFilters')
      .select('subscriptionId')
      .distinct()
      .where('tenantId', '=', this.tenantId)
      .where('type', 'in', [ANY, type])
      .where('source', 'in', [ANY, source]);
    if (after !== undefined) wanted = wanted.where('subscriptionId', '>', after);
    const rows = await this.rows().where('id', 'in', wanted.orderBy('subscriptionId').limit(limit)).orderBy('id').execute();
    return rows.map(toSubscription);
  }

  async deliver(eventId: StoredEventId, deliveries: readonly { readonly subscriptionId: string; readonly matches: readonly FilterMatch[] }[]): Promise<readonly EventSubscription[]> {
    if (deliveries.length === 0) return [];
    // In the order of the ids, so that nobody waits for somebody who waits for him; and before a position is drawn, so that they commit in order.
    const open = await this.rows().where('id', 'in', deliveries.map(({ subscriptionId }) => subscriptionId)).where('closedAt', 'is', null).orderBy('id').forNoKeyUpdate().execute();
    const matches = new Map(deliveries.map((delivery) => [delivery.subscriptionId, delivery.matches]));
    if (open.length === 0) return [];
    const insert = this.trx.insertInto('automation.eventDeliveries').values(open.map(({ id }) => ({ tenantId: this.tenantId, subscriptionId: id, eventId, matches: JSON.stringify(matches.get(id) ?? []) })));
    const added = await insert.onConflict((on) => on.columns(['tenantId', 'subscriptionId', 'eventId']).doNothing()).returning('subscriptionId').execute();
    const fresh = new Set(added.map(({ subscriptionId }) => subscriptionId));
    return open.filter(({ id }) => fresh.has(id)).map(toSubscription);
  }

  async delivered(subscriptionId: string, after: number, limit: number): Promise<readonly OfferedEvent[]> {
    const rows = await this.trx
      .selectFrom('automation.eventDeliveries as d')
      .innerJoin('automation.events as e', (join) => join.onRef('e.tenantId', '=', 'd.tenantId').onRef('e.id', '=', 'd.eventId'))
      .select(['d.position', 'd.matches', 'e.event'])
      .where('d.tenantId', '=', this.tenantId)
      .where('d.subscriptionId', '=', subscriptionId)
      .where('d.position', '>', after)
      .orderBy('d.position')
      .limit(limit)
      .execute();
    return rows.map(({ position, matches, event }) => ({ position: Number(position), matches: matches as unknown as readonly FilterMatch[], event: event as CloudEvent }));
  }

  async forget(subscriptionId: string, positions: readonly number[]): Promise<void> {
    if (positions.length === 0) return;
    await this.trx.deleteFrom('automation.eventDeliveries').where('tenantId', '=', this.tenantId).where('subscriptionId', '=', subscriptionId).where('position', 'in', [...positions]).execute();
  }

  async remove(listener: { readonly workflowId: string }): Promise<void> {
    await this.trx.deleteFrom('automation.eventSubscriptions').where('tenantId', '=', this.tenantId).where('workflowId', '=', listener.workflowId).execute();
  }

  async end({ executionId, key }: { readonly executionId: string; readonly key?: string }, at: Date): Promise<void> {
    let open = this.trx.updateTable('automation.eventSubscriptions').set({ closedAt: at }).where('tenantId', '=', this.tenantId).where('executionId', '=', executionId).where('closedAt', 'is', null);
    if (key !== undefined) open = open.where('key', '=', key);
    const ended = await open.returning('id').execute();
    if (ended.length === 0) return;
    await this.trx.deleteFrom('automation.eventSubscriptionFilters').where('tenantId', '=', this.tenantId).where('subscriptionId', 'in', ended.map(({ id }) => id)).execute();
  }

  async removeEnded(before: Date, limit: number): Promise<boolean> {
    const ended = this.trx.selectFrom('automation.eventSubscriptions').select('id').where('tenantId', '=', this.tenantId).where('closedAt', '<', before).limit(limit);
    const { numDeletedRows } = await this.trx.deleteFrom('automation.eventSubscriptions').where('tenantId', '=', this.tenantId).where('id', 'in', ended).executeTakeFirstOrThrow();
    return Number(numDeletedRows) < limit;
  }

  private of(listener: Listener) {
    return 'workflowId' in listener ? this.rows().where('workflowId', '=', listener.workflowId) : this.rows().where('executionId', '=', listener.executionId).where('key', '=', listener.key);
  }

  private rows() {
    return this.trx.selectFrom('automation.eventSubscriptions').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const toSubscription = ({ id, executionId, key, workflowId, interest, createdAt }: Selectable<Tables['automation.eventSubscriptions']>): EventSubscription => ({
  id,
  listener: workflowId === null ? { executionId: executionId ?? '', key: key ?? '' } : { workflowId },
  interest: interest as unknown as Interest,
  createdAt,
});
