import type { Actor, Clock } from '#internal/kernel';
import { decideSlot, SLOT_LEASE_MS } from '../domain/throttle-queue.ts';
import type { ThrottleAnswer, ThrottleRequest, Throttles } from '../ports/throttles.ts';

interface Slot {
  readonly holder: string;
  readonly queuedAt: Date;
  grantedAt?: Date;
  releasedAt?: Date;
  countsUntil?: Date;
  expiresAt: Date;
}

/** Throttles of one process: queues in the order of their arrays. */
export class InMemoryThrottles implements Throttles {
  readonly #queues = new Map<string, Slot[]>();

  constructor(private readonly clock: Clock) {}

  async acquire(actor: Actor, { key, holder, concurrency, rate }: ThrottleRequest): Promise<ThrottleAnswer> {
    const now = this.clock.now();
    const queue = (this.#queues.get(this.#name(actor, key)) ?? []).filter(({ expiresAt, releasedAt, countsUntil }) => (!releasedAt && expiresAt > now) || (countsUntil && countsUntil > now));
    this.#queues.set(this.#name(actor, key), queue);
    const running = (slot: Slot): boolean => slot.grantedAt !== undefined && !slot.releasedAt && slot.expiresAt > now;
    const own = queue.find((slot) => slot.holder === holder && !slot.releasedAt) ?? { holder, queuedAt: now, expiresAt: now };
    if (!queue.includes(own)) queue.push(own);
    if (running(own)) return { granted: true };

    const countsUntil = queue.flatMap((slot) => (slot.countsUntil && slot.countsUntil > now ? [slot.countsUntil] : [])).sort((a, b) => a.getTime() - b.getTime());
    const ahead = queue.slice(0, queue.indexOf(own)).filter(({ grantedAt }) => !grantedAt).length;
    const decided = decideSlot({ ...(concurrency !== undefined && { concurrency }), ...(rate && { rate }) }, { active: queue.filter(running).length, countsUntil, ahead, queuedAt: own.queuedAt }, now);
    if (!decided.granted) {
      own.expiresAt = decided.expiresAt;
      return { granted: false, retryMs: decided.retryMs };
    }
    Object.assign(own, { grantedAt: now, expiresAt: new Date(now.getTime() + SLOT_LEASE_MS), countsUntil: new Date(now.getTime() + (rate?.perMs ?? 0)) });
    return { granted: true };
  }

  async renew(actor: Actor, key: string, holder: string): Promise<void> {
    const now = this.clock.now();
    const slot = this.#find(actor, key, holder);
    if (slot && slot.grantedAt) slot.expiresAt = new Date(now.getTime() + SLOT_LEASE_MS);
  }

  async release(actor: Actor, key: string, holder: string): Promise<void> {
    const slot = this.#find(actor, key, holder);
    if (!slot) return;
    slot.expiresAt = this.clock.now();
    if (slot.grantedAt) slot.releasedAt = slot.expiresAt;
  }

  #find(actor: Actor, key: string, holder: string): Slot | undefined {
    return this.#queues.get(this.#name(actor, key))?.find((slot) => slot.holder === holder && !slot.releasedAt);
  }

  #name = ({ tenantId }: Actor, key: string): string => `${tenantId} ${key}`;
}
