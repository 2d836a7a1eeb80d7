import { sql, type Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import { type AgentId, freeSlots } from '../domain/agent.ts';
import type { ReservationRepository, SlotPromise } from '../ports/reservation-repository.ts';
import { toAgent } from './agent-rows.ts';

/** Promises that are taken back in one look; the rest follows with the next. */
const MOST_ENDED = 1000;

export class PostgresReservationRepository implements ReservationRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'registry'>>,
    private readonly tenantId: TenantId,
  ) {}

  async reserve(promises: readonly SlotPromise[], { now, until }: { readonly now: Date; readonly until: Date }): Promise<ReadonlySet<string>> {
    if (promises.length === 0) return new Set();
    const locked = await this.agents([...new Set(promises.map(({ agentId }) => agentId))]).selectAll().orderBy('id').forUpdate().execute();
    const free = new Map(locked.map(toAgent).map((agent) => [agent.id, agent.status === 'healthy' ? freeSlots(agent) : 0]));
    const tickets = promises.map(({ ticketId }) => ticketId);
    const known = await this.reservations().select(['ticketId', 'agentId']).where('ticketId', 'in', tickets).execute();
    const holders = new Map(known.map(({ ticketId, agentId }) => [ticketId, agentId]));
    const fresh: SlotPromise[] = [];
    for (const promise of promises) {
      const slots = free.get(promise.agentId) ?? 0;
      if (holders.has(promise.ticketId) || slots === 0) continue;
      free.set(promise.agentId, slots - 1);
      holders.set(promise.ticketId, promise.agentId);
      fresh.push(promise);
    }
    if (fresh.length > 0) {
      const insert = this.trx.insertInto('registry.reservations').values(fresh.map((promise) => ({ ...promise, tenantId: this.tenantId, reservedAt: now, expiresAt: until })));
      const stored = await insert.onConflict((taken) => taken.columns(['tenantId', 'ticketId']).doNothing()).returning(['ticketId', 'agentId']).execute();
      for (const { ticketId } of fresh) if (!stored.some((row) => row.ticketId === ticketId)) holders.delete(ticketId);
      await this.count(stored.map(({ agentId }) => agentId), 1);
    }
    return new Set(promises.filter(({ ticketId, agentId }) => holders.get(ticketId) === agentId).map(({ ticketId }) => ticketId));
  }

  async leased({ ticketId, agentId }: SlotPromise): Promise<void> {
    const kept = this.trx.updateTable('registry.reservations').set({ expiresAt: null }).where('tenantId', '=', this.tenantId).where('ticketId', '=', ticketId).where('agentId', '=', agentId);
    if ((await kept.executeTakeFirstOrThrow()).numUpdatedRows === 0n) await this.release(ticketId);
  }

  async release(ticketId: string, of?: AgentId): Promise<void> {
    const promised = await this.reservations().select('agentId').where('ticketId', '=', ticketId).executeTakeFirst();
    if (!promised || (of !== undefined && promised.agentId !== of)) return;
    // The agent first, as everywhere, so that two who release and reserve never wait for each other.
    await this.agents([promised.agentId]).select('id').forUpdate().execute();
    const removal = this.trx.deleteFrom('registry.reservations').where('tenantId', '=', this.tenantId).where('ticketId', '=', ticketId).where('agentId', '=', promised.agentId);
    if ((await removal.executeTakeFirstOrThrow()).numDeletedRows > 0n) await this.count([promised.agentId], -1);
  }

  async releaseEnded(now: Date): Promise<void> {
    const ended = await this.reservations().select(['ticketId', 'agentId']).where('expiresAt', '<=', now).orderBy('expiresAt').limit(MOST_ENDED).execute();
    if (ended.length === 0) return;
    const held = await this.agents([...new Set(ended.map(({ agentId }) => agentId))]).select('id').orderBy('id').forUpdate().skipLocked().execute();
    if (held.length === 0) return;
    const removed = await this.trx.deleteFrom('registry.reservations').where('tenantId', '=', this.tenantId)
      .where('ticketId', 'in', ended.map(({ ticketId }) => ticketId)).where('agentId', 'in', held.map(({ id }) => id)).where('expiresAt', '<=', now).returning('agentId').execute();
    await this.count(removed.map(({ agentId }) => agentId), -1);
  }

  private agents(ids: readonly string[]) {
    return this.trx.selectFrom('registry.agents').where('tenantId', '=', this.tenantId).where('id', 'in', ids);
  }

  private reservations() {
    return this.trx.selectFrom('registry.reservations').where('tenantId', '=', this.tenantId);
  }

  /** Counts a slot of each of these locked agents as promised, or as free again. */
  private async count(agentIds: readonly string[], by: 1 | -1): Promise<void> {
    await sql`
      UPDATE registry.agents a SET reserved_slots = a.reserved_slots + ${by} * p.slots
      FROM (SELECT agent_id, count(*)::int AS slots FROM unnest(${[...agentIds]}::text[]) AS u (agent_id) GROUP BY agent_id) p
      WHERE a.tenant_id = ${this.tenantId} AND a.id = p.agent_id`.execute(this.trx);
  }
}
