import { sql, type Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { Actor, Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { decideSlot, SLOT_LEASE_MS, slotFreed } from '../domain/throttle-queue.ts';
import type { ThrottleAnswer, ThrottleRequest, Throttles } from '../ports/throttles.ts';

/** Throttles of all processes: a queue per tenant and key, each question decided under an advisory lock on it. Whoever's turn it is is told by `automation.throttle.slot_freed`. */
export class PostgresThrottles implements Throttles {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  acquire(actor: Actor, { key, holder, concurrency, rate }: ThrottleRequest): Promise<ThrottleAnswer> {
    const { tenantId } = actor;
    return this.transactions.run(actor, async ({ trx: all, outbox }) => {
      const trx = all.$pickTables<keyof TablesOf<'automation'>>();
      await takeTurn(trx, tenantId, key);
      const now = this.clock.now();
      const queue = trx.selectFrom('automation.throttleSlots').where('tenantId', '=', tenantId).where('key', '=', key);
      await trx.deleteFrom('automation.throttleSlots').where('tenantId', '=', tenantId).where('key', '=', key)
        .where((row) => row.or([row('releasedAt', 'is not', null), row('expiresAt', '<=', now)]))
        .where((row) => row.or([row('countsUntil', 'is', null), row('countsUntil', '<=', now)])).execute();
      const own = await trx.insertInto('automation.throttleSlots').values({ tenantId, key, holder, queuedAt: now, expiresAt: now })
        .onConflict((taken) => taken.columns(['tenantId', 'key', 'holder']).doUpdateSet({ holder })).returning(['seq', 'queuedAt', 'grantedAt', 'releasedAt', 'expiresAt']).executeTakeFirstOrThrow();
      if (own.grantedAt && !own.releasedAt && own.expiresAt > now) return { granted: true };

      const counts = await queue.select((row) => [
        row.fn.count<string>('holder').filterWhere('grantedAt', 'is not', null).filterWhere('releasedAt', 'is', null).filterWhere('expiresAt', '>', now).as('active'),
        row.fn.count<string>('holder').filterWhere('grantedAt', 'is', null).filterWhere('seq', '<', own.seq).as('ahead'),
      ]).executeTakeFirstOrThrow();
      const begun = rate ? await queue.select('countsUntil').where('countsUntil', '>', now).orderBy('countsUntil').execute() : [];
      const limits = { ...(concurrency !== undefined && { concurrency }), ...(rate && { rate }) };
      const countsUntil = begun.flatMap(({ countsUntil: until }) => (until ? [until] : []));
      const decided = decideSlot(limits, { active: Number(counts.active), ahead: Number(counts.ahead), countsUntil, queuedAt: own.queuedAt }, now);
      const change = decided.granted
        ? { grantedAt: now, releasedAt: null, expiresAt: new Date(now.getTime() + SLOT_LEASE_MS), countsUntil: new Date(now.getTime() + (rate?.perMs ?? 0)) }
        : { expiresAt: decided.expiresAt };
      await trx.updateTable('automation.throttleSlots').set(change).where('tenantId', '=', tenantId).where('key', '=', key).where('holder', '=', holder).execute();
      if (!decided.granted) return { granted: false, retryMs: decided.retryMs };
      const next = decided.more ? await firstWaiting(trx, tenantId, key, now) : undefined;
      if (next !== undefined) outbox.publish(slotFreed(next));
      return { granted: true };
    });
  }

  renew(actor: Actor, key: string, holder: string): Promise<void> {
    return this.#change(actor, key, holder, { expiresAt: new Date(this.clock.now().getTime() + SLOT_LEASE_MS) });
  }

  release(actor: Actor, key: string, holder: string): Promise<void> {
    const now = this.clock.now();
    return this.transactions.run(actor, async ({ trx: all, outbox }) => {
      const trx = all.$pickTables<keyof TablesOf<'automation'>>();
      await takeTurn(trx, actor.tenantId, key);
      const own = { tenantId: actor.tenantId, key, holder };
      await trx.deleteFrom('automation.throttleSlots').where((row) => row.and(own)).where('grantedAt', 'is', null).execute();
      await trx.updateTable('automation.throttleSlots').set({ releasedAt: now }).where((row) => row.and(own)).where('releasedAt', 'is', null).execute();
      const next = await firstWaiting(trx, actor.tenantId, key, now);
      if (next !== undefined) outbox.publish(slotFreed(next));
    });
  }

  #change(actor: Actor, key: string, holder: string, change: { readonly expiresAt: Date }): Promise<void> {
    return this.transactions.run(actor, async ({ trx }) => {
      const { tenantId } = actor;
      await trx.$pickTables<keyof TablesOf<'automation'>>().updateTable('automation.throttleSlots').set(change)
        .where((row) => row.and({ tenantId, key, holder })).where('grantedAt', 'is not', null).where('releasedAt', 'is', null).execute();
    });
  }
}

const takeTurn = (trx: Transaction<TablesOf<'automation'>>, tenantId: string, key: string) =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(${`automation throttle ${tenantId} ${key}`}, 0))`.execute(trx);

/** Whose turn it is, for whoever holds the lock of the key: else it might be somebody who is just being given a slot. */
async function firstWaiting(trx: Transaction<TablesOf<'automation'>>, tenantId: string, key: string, now: Date): Promise<string | undefined> {
  const waiting = trx.selectFrom('automation.throttleSlots').select('holder').where('tenantId', '=', tenantId).where('key', '=', key).where('grantedAt', 'is', null).where('expiresAt', '>', now);
  return (await waiting.orderBy('seq').limit(1).executeTakeFirst())?.holder;
}
