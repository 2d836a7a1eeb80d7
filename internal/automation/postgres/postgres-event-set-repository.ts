import { createHash } from 'node:crypto';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { CloudEvent } from '../domain/cloud-event.ts';
import type { ConsumptionState, OfferedEvent } from '../domain/event-consumption.ts';
import type { FilterMatch } from '../domain/event-interest.ts';
import type { EventPlace } from '../domain/event-places.ts';
import type { EventSet } from '../domain/event-sets.ts';
import type { EventSetRepository, ExpiredSets } from '../ports/event-set-repository.ts';

type Tables = TablesOf<'automation'>;

export class PostgresEventSetRepository implements EventSetRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async unsorted(subscriptionId: string, limit: number): Promise<readonly OfferedEvent[]> {
    return (await this.deliveries().where('d.subscriptionId', '=', subscriptionId).where('d.setId', 'is', null).orderBy('d.position').limit(limit).execute()).map(toOffered);
  }

  async findOpen(subscriptionId: string, places: readonly EventPlace[]): Promise<EventSet | undefined> {
    if (places.length === 0) return undefined;
    // The oldest of each place by the index, then the oldest of those: however many wait for the same, one row of each is read.
    const { rows: [found] } = await sql<{ setId: string }>`
      SELECT oldest.set_id FROM unnest(${places.map(({ filter }) => filter)}::int[], ${places.map(digest)}::text[]) AS wanted (filter, bound),
      LATERAL (
        SELECT p.set_id, p.position FROM automation.event_set_places p
        WHERE p.tenant_id = ${this.tenantId} AND p.subscription_id = ${subscriptionId} AND p.filter = wanted.filter AND p.bound = wanted.bound
        ORDER BY p.position LIMIT 1
      ) oldest
      ORDER BY oldest.position LIMIT 1`.execute(this.trx);
    if (!found) return undefined;
    const row = await this.sets().selectAll().where('id', '=', found.setId).executeTakeFirst();
    return row && toSet(row);
  }

  async put({ id, subscriptionId, position: first, state, events, size, createdAt }: EventSet, places: readonly EventPlace[], position: number): Promise<void> {
    const changed = { state: JSON.stringify(state), events, size };
    const insert = this.trx.insertInto('automation.eventSets').values({ tenantId: this.tenantId, id, subscriptionId, position: first, createdAt, ...changed });
    await insert.onConflict((on) => on.columns(['tenantId', 'id']).doUpdateSet(changed)).execute();
    await this.trx.deleteFrom('automation.eventSetPlaces').where('tenantId', '=', this.tenantId).where('setId', '=', id).execute();
    const rows = places.map((place) => ({ tenantId: this.tenantId, subscriptionId, setId: id, filter: place.filter, bound: digest(place), position: first }));
    if (rows.length > 0) await this.trx.insertInto('automation.eventSetPlaces').values(rows).execute();
    await this.trx.updateTable('automation.eventDeliveries').set({ setId: id }).where('tenantId', '=', this.tenantId).where('subscriptionId', '=', subscriptionId).where('position', '=', position).execute();
  }

  async eventsOf(setId: string): Promise<readonly OfferedEvent[]> {
    return (await this.deliveries().where('d.setId', '=', setId).orderBy('d.position').execute()).map(toOffered);
  }

  async remove(setId: string): Promise<void> {
    await this.trx.deleteFrom('automation.eventSets').where('tenantId', '=', this.tenantId).where('id', '=', setId).execute();
  }

  async workflowsWaitingSince(before: Date, limit: number): Promise<readonly string[]> {
    const oldest = this.sets().select('subscriptionId').where('createdAt', '<', before).orderBy('createdAt').limit(limit);
    const rows = await this.trx.selectFrom('automation.eventSubscriptions').select('workflowId').where('tenantId', '=', this.tenantId).where('id', 'in', oldest).execute();
    return rows.flatMap(({ workflowId }) => workflowId ?? []);
  }

  async expire(workflowId: string, before: Date, limit: number): Promise<ExpiredSets> {
    const own = this.trx.selectFrom('automation.eventSubscriptions').select('id').where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId);
    const old = this.sets().select('id').where('subscriptionId', 'in', own).where('createdAt', '<', before).orderBy('position').limit(limit);
    const gone = await this.trx.deleteFrom('automation.eventSets').where('tenantId', '=', this.tenantId).where('id', 'in', old).returning('events').execute();
    return { sets: gone.length, events: gone.reduce((sum, { events }) => sum + events, 0) };
  }

  private sets() {
    return this.trx.selectFrom('automation.eventSets').where('tenantId', '=', this.tenantId);
  }

  private deliveries() {
    return this.trx
      .selectFrom('automation.eventDeliveries as d')
      .innerJoin('automation.events as e', (join) => join.onRef('e.tenantId', '=', 'd.tenantId').onRef('e.id', '=', 'd.eventId'))
      .select(['d.position', 'd.matches', 'e.event'])
      .where('d.tenantId', '=', this.tenantId);
  }
}

/** Values may be long, and an index row must not be. */
const digest = ({ bound }: EventPlace): string => createHash('sha256').update(bound).digest('base64url');

const toOffered = ({ position, matches, event }: { readonly position: number; readonly matches: unknown; readonly event: unknown }): OfferedEvent => ({ position, matches: matches as readonly FilterMatch[], event: event as CloudEvent });

const toSet = ({ id, subscriptionId, position, state, events, size, createdAt }: Selectable<Tables['automation.eventSets']>): EventSet => ({
  id, subscriptionId, position, state: state as unknown as ConsumptionState, events, size, createdAt,
});
